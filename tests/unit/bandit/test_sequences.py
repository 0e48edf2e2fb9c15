"""Bounds that hold at every moment: on paper, and how often they break in a thousand worlds."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.sequences import asymptotic, bernstein, bernstein_lower


def ever(passed):
    """Return how often a row has it at any time."""
    return passed.any(axis=-1).mean()


def test_the_asymptotic_half_width_is_the_formulas():
    y = np.tile([1.0, -1.0], 150)
    both, sharpest, t = 0.05, 1000, 300
    rho2 = (-2 * math.log(both) + math.log(-2 * math.log(both) + 1)) / sharpest
    inside = 2 * (t * rho2 + 1) / (t * t * rho2) * math.log(math.sqrt(t * rho2 + 1) / both)

    found = asymptotic(y, 0.025, sharpest)

    assert found.upper[-1] == pytest.approx(math.sqrt(inside))
    assert found.lower[-1] == pytest.approx(-math.sqrt(inside))


def test_the_asymptotic_bounds_are_narrowest_where_they_are_told_to_be():
    y = np.tile([1.0, -1.0], 2500)

    early, late = asymptotic(y, 0.025, 300), asymptotic(y, 0.025, 4000)

    assert early.upper[299] < late.upper[299]
    assert late.upper[3999] < early.upper[3999]


def test_one_number_on_paper():
    bet = 0.5  # the root of 2 log(40) / (0.25 log 2) is far above it
    loss = (-math.log(0.5) - 0.5) * (1.0 - 0.5) ** 2

    found = bernstein_lower(np.array([1.0]), 0.025)

    assert found == pytest.approx([(bet * 1.0 - math.log(40) - loss) / bet])


def test_two_numbers_on_paper_bet_on_what_was_known_before():
    mean, variance = (0.5 + 0.2) / 2, (0.25 + (0.2 - 0.35) ** 2) / 2
    first, second = 0.5, min(0.5, math.sqrt(2 * math.log(40) / (variance * 2 * math.log(3))))
    psi = -math.log(0.5) - 0.5
    won = first * 0.2 + second * 0.6 - math.log(40) - psi * (0.3**2 + (0.6 - mean) ** 2)

    found = bernstein_lower(np.array([0.2, 0.6]), 0.025)

    assert found[1] == pytest.approx(won / (first + second))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-1, 1), min_size=1, max_size=60), st.floats(0.001, 0.2))
def test_bounds_turned_round_are_the_bounds_of_rewards_turned_round(y, alpha):
    y = np.array(y)

    up, down = bernstein(y, alpha, 1.0, 1.0), bernstein(-y, alpha, 1.0, 1.0)

    assert up.lower == pytest.approx(-down.upper)
    assert (up.lower <= up.upper).all()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(-1, 1), min_size=2, max_size=60), st.integers(1, 59))
def test_a_bound_never_looks_ahead(y, at):
    y, at = np.array(y), min(at, len(y) - 1)

    whole, part = bernstein(y, 0.05, 1.0, 1.0), bernstein(y[:at], 0.05, 1.0, 1.0)
    long, short = asymptotic(y, 0.05), asymptotic(y[:at], 0.05)

    assert whole.lower[:at] == pytest.approx(part.lower)
    assert long.upper[:at] == pytest.approx(short.upper)


def test_a_number_beyond_its_reach_is_refused():
    with pytest.raises(ValueError, match=r"2\.0"):
        bernstein(np.array([0.0, 2.1]), 0.05, 2.0, 2.0)


def test_numbers_without_spread_bound_the_mean_at_once():
    found = asymptotic(np.full(10, 0.1), 0.025)

    assert found.lower == pytest.approx(found.upper, abs=1e-6)


def test_bernstein_holds_from_the_first_number_on():
    y = np.where(np.random.default_rng(4).random((1000, 1500)) < 0.3, 1.0, 0.0)

    found = bernstein(y, 0.05, 1.0, 1.0)

    assert ever(found.lower > 0.3) <= 0.05
    assert ever(found.upper < 0.3) <= 0.05
    assert (found.lower[:, -1] > 0.15).mean() > 0.95


def test_bernstein_holds_where_rare_numbers_are_large():
    rng = np.random.default_rng(5)
    y = np.where(rng.random((1000, 1500)) < 0.01, 50.0, 0.0)

    found = bernstein_lower(y, 0.05)

    assert ever(found > 0.5) <= 0.05


def test_the_asymptotic_bounds_hold_after_two_hundred():
    y = np.where(np.random.default_rng(6).random((1000, 3000)) < 0.3, 1.0, 0.0)

    found = asymptotic(y, 0.025)

    assert ever((found.lower > 0.3)[:, 200:]) <= 0.025
    assert ever((found.upper < 0.3)[:, 200:]) <= 0.025


def test_a_naive_interval_would_break_when_looked_at_often():
    y = np.where(np.random.default_rng(6).random((1000, 3000)) < 0.3, 1.0, 0.0)
    t = np.arange(1, 3001)
    mean = y.cumsum(axis=1) / t
    error = np.sqrt(mean * (1 - mean) / t)

    assert ever((mean - 1.96 * error > 0.3)[:, 200:]) > 0.05
