"""Shares whose bounds stay within 0 and 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binomtest

from core.analytics.jackknife import ratio
from core.analytics.share import share
from core.analytics.wilson import wilson
from core.domain.figure import TooFew

GROUPS = 20
counts = arrays(np.float64, GROUPS, elements=st.integers(2, 50))


@given(st.integers(0, 60), st.integers(1, 60))
def test_wilson_is_the_textbooks(happened, n):
    happened = min(happened, n)

    low, high = wilson(happened / n, n)

    book = binomtest(happened, n).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((book.low, book.high), abs=1e-12)


def test_none_of_forty_is_not_never():
    found = share(np.zeros(GROUPS), np.full(GROUPS, 2.0))

    assert (found.value, found.low) == (0, 0)
    # Student's t for 19 makes 35.1 tips of 40: 3.84 / (35.1 + 3.84).
    assert found.high == pytest.approx(0.0987, abs=1e-4)
    assert ratio(np.zeros(GROUPS), np.full(GROUPS, 2.0)).high == 0


@given(counts, st.data())
def test_bounds_stay_within_nothing_and_all(events, data):
    happened = np.array([data.draw(st.integers(0, int(it))) for it in events], dtype=float)

    found = share(happened, events)

    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.low < found.high


def test_of_many_it_is_what_the_ratio_says():
    rng = np.random.default_rng(3)
    events = np.full(GROUPS, 2000.0)
    happened = rng.binomial(2000, rng.beta(40, 60, GROUPS)).astype(float)

    found, plain = share(happened, events), ratio(happened, events)

    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.002)
    assert found.error == plain.error


def test_too_few_have_only_a_count():
    assert share(np.zeros(GROUPS), np.ones(GROUPS)) == TooFew(20, 20)
    assert share(np.zeros(GROUPS), np.zeros(GROUPS)) == TooFew(0, 0)


def test_more_than_there_were_cannot_have_happened():
    with pytest.raises(ValueError, match="3"):
        share(np.full(GROUPS, 3.0), np.full(GROUPS, 2.0))
    with pytest.raises(ValueError, match="-1"):
        share(np.full(GROUPS, -1.0), np.full(GROUPS, 2.0))


def test_ninety_five_percent_hold_a_rare_truth_among_few():
    runs, rate = 1000, 0.03
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(runs):
        events = rng.poisson(10, GROUPS) + 1.0
        happened = rng.binomial(events.astype(int), rng.beta(3, 97, GROUPS)).astype(float)
        found = share(happened, events)
        held += found.low <= rate <= found.high

    assert held / runs >= 0.93
