"""A quantile of binned times has bounds that hold the truth."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.bins import place_of
from core.analytics.quantile import quantile
from core.domain.figure import Figure, TooFew


def test_of_a_hundred_alike_all_bounds_are_those_of_their_bin():
    found = quantile({place_of(1000): 100}, 0.95)

    assert found.low <= 1000 < found.high
    assert found.high == pytest.approx(1.1 * found.low)
    assert found.low < found.value < found.high


def test_of_few_only_the_count_is_known():
    assert quantile({5: 29}, 0.95) == TooFew(29)
    assert quantile({}, 0.5) == TooFew(0)


def test_nine_in_ten_lie_below_the_ninetieth_of_a_hundred():
    counts = {place_of(10): 90, place_of(1000): 10}

    assert quantile(counts, 0.5).value == pytest.approx(10, rel=0.05)
    assert quantile(counts, 0.99).value == pytest.approx(1000, rel=0.05)


def test_the_bounds_hold_the_truth_nineteen_times_in_twenty():
    rng = np.random.default_rng(1)
    truth = math.exp(2 + 0.5 * 1.6448536)
    held = 0
    for _ in range(400):
        counts = Counter(map(place_of, np.exp(rng.normal(2, 0.5, 500)).tolist()))
        found = quantile(counts, 0.95)
        held += found.low <= truth <= found.high

    assert held >= 0.93 * 400


@given(
    st.dictionaries(st.integers(-1, 190), st.integers(1, 500), min_size=1),
    st.floats(0.01, 0.99),
)
def test_the_value_lies_within_its_bounds(counts, share):
    found = quantile(counts, share)

    if isinstance(found, Figure):
        assert 0 <= found.low <= found.value <= found.high
        assert found.count == sum(counts.values())
    else:
        assert found.count < 30
