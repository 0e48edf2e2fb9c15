"""Median and p90 from counts in buckets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.percentile import BUCKETS, bucket_of, edges, percentile, percentiles
from core.domain.figure import TooFew

DAY_MS = 86_400_000
times = st.one_of(st.integers(1, 100), st.integers(1, DAY_MS), st.floats(1, DAY_MS))


def histogram(values):
    return np.bincount([bucket_of(it) for it in values], minlength=BUCKETS).astype(float)


def test_three_times_on_paper():
    counts = histogram([10.0, 100.0, 100.0, 1000.0])

    assert percentile(counts, 0.25) == pytest.approx(10, rel=0.05)
    assert percentile(counts, 0.5) == pytest.approx(100, rel=0.05)
    assert percentile(counts, 0.75) == pytest.approx(100, rel=0.05)
    assert percentile(counts, 0.76) == pytest.approx(1000, rel=0.05)


@given(st.lists(times, min_size=1, max_size=200), st.sampled_from([0.1, 0.5, 0.9, 0.99, 1.0]))
def test_a_percentile_is_within_five_percent_of_the_true_one(values, share):
    true = np.quantile(values, share, method="inverted_cdf")

    assert percentile(histogram(values), share) == pytest.approx(true, rel=0.05)


@given(st.lists(times, min_size=1, max_size=50), st.lists(times, min_size=1, max_size=50))
def test_counts_add(one, other):
    assert (histogram(one) + histogram(other)).tolist() == histogram(one + other).tolist()


@given(st.lists(times, min_size=30, max_size=100))
def test_p90_is_never_below_the_median(values):
    found = percentiles(histogram(values))

    assert found.median <= found.p90
    assert found.count == len(values)


@given(st.floats(0, 1e9))
def test_a_value_lies_between_the_edges_of_its_bucket(value):
    at = bucket_of(value)

    assert edges()[at] <= value
    assert at == BUCKETS - 1 or value < edges()[at + 1]


def test_a_day_in_milliseconds_has_its_bucket_and_what_is_longer_the_last():
    assert bucket_of(DAY_MS) == BUCKETS - 2
    assert bucket_of(1e12) == BUCKETS - 1
    assert percentile(histogram([1e12]), 0.5) == edges()[-1]


def test_less_than_one_is_nothing():
    assert percentile(histogram([0.0, 0.4]), 0.5) == 0


def test_a_product_that_rounds_up_does_not_reach_for_the_next_value():
    assert percentile(histogram([1.0] * 55 + [1000.0] * 45), 0.55) == pytest.approx(1, rel=0.05)


def test_every_tenth_is_told_apart_from_its_neighbour():
    counts = histogram([1.0] * 9 + [1000.0])

    assert percentile(counts, 0.9) == pytest.approx(1, rel=0.05)


def test_few_times_have_no_percentiles():
    assert percentiles(np.zeros(BUCKETS)) == TooFew(0)
    assert percentiles(histogram([5.0] * 29)) == TooFew(29)
    assert percentiles(histogram([5.0] * 30)).count == 30


def test_what_is_no_histogram_is_refused():
    with pytest.raises(ValueError, match="3"):
        percentile(np.ones(3), 0.5)
    with pytest.raises(ValueError, match="194"):
        percentile(np.zeros(BUCKETS), 0.5)
    with pytest.raises(ValueError, match=r"1\.5"):
        percentile(np.ones(BUCKETS), 1.5)
    with pytest.raises(ValueError, match="-1"):
        bucket_of(-1)
    with pytest.raises(ValueError, match="nan"):
        bucket_of(float("nan"))


def test_edges_cannot_be_moved():
    with pytest.raises(ValueError, match="read-only"):
        edges()[3] = 0
