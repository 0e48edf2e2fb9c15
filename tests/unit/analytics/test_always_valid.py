"""Bounds that hold however often one looks."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.always_valid import (
    Arm,
    of_arms,
    of_change,
    reach,
)
from core.analytics.group_sums import Sums
from core.analytics.jackknife import independent_difference
from core.domain.figure import AlwaysValid, Change, TooEarly, TooFew

LOOKS = np.linspace(500, 20_000, 40).astype(int)
RUNS = 200
NOISE = 2 * math.sqrt(0.05 * 0.95 / RUNS)
"""Two standard deviations of the share of 200 runs, when 5 % is true."""
GROUPS = 20


def arms_at_looks(values, second):
    """Return both arms as they were at each look."""
    columns = np.column_stack([np.ones(len(values)), values, values**2])
    seen = [
        np.cumsum(np.where(own[:, None], columns, 0), axis=0)[LOOKS - 1]
        for own in (second, ~second)
    ]
    return [[Arm.of(int(n), x, xx) for n, x, xx in rows] for rows in zip(*seen, strict=True)]


def ever_clear(rng, lift=0.0):
    """Return at which look a run of 20 000 users first leaves 0 out; None when it never does."""
    second = rng.random(20_000) < 0.5
    values = (rng.random(20_000) < np.where(second, 0.30 + lift, 0.30)).astype(float)
    looks = zip(LOOKS, arms_at_looks(values, second), strict=True)
    return next((at for at, arms in looks if of_arms(*arms).clear), None)


def test_ten_thousand_users_each_on_paper():
    found = of_arms(Arm(10_000, 0.33, 0.25), Arm(10_000, 0.30, 0.25))

    # rho2 = (5.99 + ln 6.99) / 5000 = 0.001587; 32.7 / 31.7 x ln(32.7 / 0.0025) = 9.78.
    half = math.sqrt(9.78) * math.sqrt(0.25 / 10_000 * 2)
    assert found.value == pytest.approx(0.03)
    assert found.high - 0.03 == pytest.approx(half, rel=1e-3)
    assert found.clear


def test_the_price_at_twenty_thousand_users_is_a_factor_of_1_6():
    assert reach(20_000) / 1.96 == pytest.approx(1.6, abs=0.02)


def test_an_arm_is_the_same_from_sums_as_from_numbers():
    values = np.array([1.0, 2.0, 4.0])

    assert Arm.of(3, 7.0, 21.0) == Arm(
        3, pytest.approx(values.mean()), pytest.approx(values.var(ddof=1))
    )
    assert Arm.of(0, 0.0, 0.0) == Arm(0, 0, 0)
    assert Arm.of(1, 0.1, 0.01).variance == 0


@given(st.integers(2, 10_000), st.integers(2, 10_000), st.floats(-1, 1), st.floats(0, 1))
def test_turned_round_only_the_sign_changes(n, m, mean, variance):
    one, other = Arm(n, mean, variance), Arm(m, 0.1, 0.2)

    there, back = of_arms(one, other), of_arms(other, one)

    if n + m < 500:
        assert there == back == TooEarly(n + m, 500)
    else:
        assert (there.low, there.value) == pytest.approx((-back.high, -back.value))


@given(st.integers(500, 10**7))
def test_it_is_always_wider_than_a_single_look(users):
    assert reach(users) > 2.5


def test_two_hundred_runs_without_a_difference_looked_at_forty_times():
    found = sum(ever_clear(np.random.default_rng(seed)) is not None for seed in range(RUNS))

    assert found / RUNS <= 0.05 + NOISE


def test_a_difference_that_is_there_is_mostly_found_and_early():
    stops = [ever_clear(np.random.default_rng(seed), lift=0.03) for seed in range(60)]

    assert sum(it is not None for it in stops) / len(stops) >= 0.85
    assert np.median([it or 20_000 for it in stops]) < 12_000


def test_single_looks_forty_times_over_would_not_hold():
    false = 0
    for seed in range(RUNS):
        rng = np.random.default_rng(seed)
        values, second = rng.normal(size=20_000), rng.random(20_000) < 0.5
        pairs = arms_at_looks(values, second)
        errors = [math.sqrt(a.variance / a.users + b.variance / b.users) for a, b in pairs]
        false += any(
            abs(a.mean - b.mean) > 1.96 * error for (a, b), error in zip(pairs, errors, strict=True)
        )

    assert false / RUNS > 0.12


def test_from_groups_of_users_it_holds_as_well():
    found = sum(ever_clear_by_groups(np.random.default_rng(seed)) for seed in range(RUNS // 2))

    assert found / (RUNS // 2) <= 0.05 + NOISE


def ever_clear_by_groups(rng, users=20_000):
    """Return whether sums of picks per group ever tell two equal arms apart, a tenth of users in one."""
    look = np.searchsorted(LOOKS, np.arange(users), side="right")
    held, group = rng.random(users) < 0.1, rng.integers(0, GROUPS, users)
    picks = rng.poisson(rng.gamma(1.0, 10.0, users)).astype(float)
    reward = picks * rng.normal(0.1, 0.3, users) + rng.normal(0, 0.5, users) * np.sqrt(picks)
    sums = np.zeros((2, 2, len(LOOKS), GROUPS))
    for column, it in enumerate((reward, picks)):
        np.add.at(sums[:, column], (held.astype(int), look, group), it)
    seen = sums.cumsum(axis=2)
    return any(
        of_change(independent_difference(*(Sums(*arm[:, at]) for arm in seen)), int(n)).clear
        for at, n in list(enumerate(LOOKS))[::2]
    )


def test_before_five_hundred_users_it_is_too_early():
    assert of_arms(Arm(250, 0, 1), Arm(249, 9, 1)) == TooEarly(499, 500)
    assert isinstance(of_arms(Arm(250, 0, 1), Arm(250, 9, 1)), AlwaysValid)
    assert of_change(Change(1, 0.9, 1.1, 0.05, 900, 19), 499) == TooEarly(499, 500)
    assert of_change(TooFew(12, 3), 5000) == TooFew(12, 3)


def test_few_groups_reach_further_out():
    change = Change(0.0, -1.0, 1.0, 0.5, 900, 19)

    assert of_change(change, 5000).high > reach(5000) * 0.5


def test_an_arm_of_one_has_nothing_to_compare():
    with pytest.raises(ValueError, match="1"):
        of_arms(Arm(1, 0, 0), Arm(600, 0, 1))
