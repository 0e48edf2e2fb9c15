"""Shares of the way from chance to the best possible."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.differences import paired
from core.analytics.gap import gap_closed, gap_difference, regret
from core.analytics.refusals import TooFewPeople

LOW = np.array([0.0, 0.1, -0.2, 0.0])
HIGH = np.array([0.5, 0.5, 0.4, 0.6])


def a_world(rng, people=30, share=0.6):
    """Return worth, chance and best of people who differ in all of it; `share` is the truth."""
    low = rng.normal(-0.2, 0.2, people)
    gap = rng.gamma(4.0, 0.1, people)
    own = share + rng.normal(0, 0.2, people)
    return low + own * gap + rng.normal(0, 0.05, people), low, low + gap


def test_a_share_is_of_sums_not_of_people():
    low, high = np.zeros(3), np.array([1.0, 1.1, 1.2])

    found = gap_closed(np.array([1.0, 0.0, 0.0]), low, high)

    assert found.value == pytest.approx(1 / 3.3)
    assert found.people == 3


def test_chance_closes_nothing_and_the_best_closes_all():
    assert gap_closed(LOW, LOW, HIGH).value == 0.0
    assert gap_closed(HIGH, LOW, HIGH).value == pytest.approx(1.0)


def test_worse_than_chance_is_a_negative_share():
    assert gap_closed(LOW - 0.1, LOW, HIGH).value < 0


def test_where_the_best_is_chance_there_is_nothing_to_close():
    assert gap_closed(LOW, LOW, LOW) is None
    assert gap_difference(HIGH, LOW, LOW, LOW) is None


def test_a_gap_that_may_be_chance_is_none():
    high = LOW + np.array([0.5, -0.4, 0.3, 0.1])

    assert gap_closed(LOW, LOW, high) is None
    assert gap_closed(LOW, LOW, LOW - 0.5) is None


def test_one_person_is_no_evidence():
    with pytest.raises(TooFewPeople):
        gap_closed(LOW[:1], LOW[:1], HIGH[:1])


@pytest.mark.parametrize("broken", [HIGH[:3], np.full(4, np.nan)])
def test_people_without_a_number_are_not_judged(broken):
    with pytest.raises(ValueError, match=r"."):
        gap_closed(broken, LOW, HIGH)
    with pytest.raises(ValueError, match=r"."):
        gap_difference(LOW, broken, LOW, HIGH)


@given(st.floats(-5, 5), st.floats(0.1, 10), st.integers(0, 1000))
def test_neither_a_constant_nor_another_scale_changes_a_share(constant, scale, seed):
    worlds = a_world(np.random.default_rng(seed), people=8)

    plain = gap_closed(*worlds)
    moved = gap_closed(*(scale * it + constant for it in worlds))

    assert (plain.value, plain.low, plain.high) == pytest.approx(
        (moved.value, moved.low, moved.high)
    )


def test_a_difference_of_shares_is_the_difference_of_the_shares():
    rng = np.random.default_rng(5)
    a, low, high = a_world(rng)
    b = a - rng.normal(0.02, 0.05, len(a))

    found = gap_difference(a, b, low, high)

    shares = [gap_closed(it, low, high).value for it in (a, b)]
    assert found.mean == pytest.approx(shares[0] - shares[1])
    assert found.p == pytest.approx(paired(a, b).p, rel=0.2)
    assert found.n == 30


def test_a_policy_does_not_differ_from_itself():
    a, low, high = a_world(np.random.default_rng(6))

    found = gap_difference(a, a, low, high)

    assert (found.mean, found.p) == (0.0, 1.0)


def test_regret_is_what_the_best_earned_more():
    found = regret(np.array([0.1, 0.3]), np.array([0.4, 0.5]))

    assert found.mean == pytest.approx(0.25)
    assert found.low < 0.25 < found.high


@pytest.mark.parametrize("share", [0.0, 0.6])
@pytest.mark.parametrize("people", [10, 30])
def test_nineteen_of_twenty_intervals_hold_the_truth(people, share):
    rng = np.random.default_rng(7)

    found = [gap_closed(*a_world(rng, people, share)) for _ in range(1000)]

    assert 0.93 <= np.mean([it.holds(share) for it in found]) <= 0.97


def test_nineteen_of_twenty_differences_of_shares_hold_the_truth():
    rng = np.random.default_rng(8)
    held = []
    for _ in range(1000):
        a, low, high = a_world(rng)
        b = a - rng.normal(0.3, 0.2, 30) * (high - low)
        found = gap_difference(a, b, low, high)
        held.append(found.low <= 0.3 <= found.high)

    assert 0.93 <= np.mean(held) <= 0.97
