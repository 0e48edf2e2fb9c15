"""Paired differences over people: on paper, against scipy, and how often they keep their word."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import ttest_rel

from core.analytics.differences import paired
from core.analytics.refusals import TooFewPeople

worths = arrays(np.float64, st.integers(2, 20), elements=st.floats(-1, 1, width=32))


def test_three_people_are_the_textbooks_mean():
    found = paired(np.array([1.0, 3.0, 5.0]), np.array([1.0, 2.0, 3.0]))

    assert (found.mean, found.sd, found.n) == (1.0, 1.0, 3)
    assert found.high == pytest.approx(1 + 4.302653 / np.sqrt(3))
    assert found.low == pytest.approx(1 - 4.302653 / np.sqrt(3))
    assert found.p == pytest.approx(0.225403, abs=1e-6)


def test_one_person_is_no_evidence():
    with pytest.raises(TooFewPeople, match=r"1 people; it takes 2\. Run more") as refusal:
        paired(np.ones(1), np.zeros(1))

    assert refusal.value.code == "no_evidence"


@pytest.mark.parametrize("b", [np.zeros(3), np.zeros((2, 1)), np.array([0.0, np.nan])])
def test_what_does_not_belong_together_is_not_compared(b):
    with pytest.raises(ValueError, match=r"."):
        paired(np.zeros(2), b)


def test_the_same_for_everybody_leaves_no_doubt():
    nothing = paired(np.ones(4), np.ones(4))
    always = paired(np.ones(4), np.full(4, 0.5))

    assert (nothing.mean, nothing.low, nothing.high, nothing.p) == (0.0, 0.0, 0.0, 1.0)
    assert (always.mean, always.low, always.high, always.p) == (0.5, 0.5, 0.5, 0.0)


def test_sums_in_another_order_are_no_difference():
    one, other = np.full(5, 0.1 + 0.2 + 0.3), np.full(5, 0.3 + 0.2 + 0.1)

    assert one[0] != other[0]
    assert paired(one, other).p == 1.0


@given(worths, st.randoms(use_true_random=False))
def test_the_p_value_is_scipys(a, random):
    b = np.array([random.uniform(-1, 1) for _ in a])
    assume(np.std(a - b) > 1e-6)

    theirs = ttest_rel(a, b)

    found = paired(a, b)
    assert found.p == pytest.approx(theirs.pvalue, abs=1e-8)
    assert (found.low, found.high) == pytest.approx(tuple(theirs.confidence_interval(0.95)))


@given(worths, st.floats(-1, 1))
def test_swapping_sides_only_turns_the_sign(a, by):
    b = np.roll(a, 1) * by

    one, other = paired(a, b), paired(b, a)

    assert (other.mean, other.p) == pytest.approx((-one.mean, one.p))
    assert (other.low, other.high) == pytest.approx((-one.high, -one.low))


@given(worths)
def test_zero_is_outside_exactly_when_p_is_small(a):
    found = paired(a, np.zeros(len(a)))
    assume(abs(found.p - 0.05) > 1e-9)

    assert (found.low > 0 or found.high < 0) == (found.p < 0.05)


def test_more_confidence_is_the_same_difference_with_wider_bounds():
    a = np.array([0.1, 0.5, 0.2, 0.9])

    assert paired(a, np.zeros(4)).at(0.99) == paired(a, np.zeros(4), 0.99)


def test_nineteen_of_twenty_intervals_hold_the_truth():
    rng = np.random.default_rng(4)

    found = [paired(0.2 + rng.normal(size=8), rng.normal(size=8)) for _ in range(1500)]

    assert 0.935 <= np.mean([it.low <= 0.2 <= it.high for it in found]) <= 0.965
