"""Ratios of sums over groups of users, with the interval that users' differences allow."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import t

from core.analytics.group_sums import Sums
from core.analytics.jackknife import difference, independent_difference, ratio
from core.domain.figure import Change, Figure, TooFew

GROUPS = 20
counts = arrays(np.float64, GROUPS, elements=st.integers(2, 200))
sums = arrays(np.float64, GROUPS, elements=st.integers(-300, 300))


def chances(users, rng, rate=0.4):
    """Return how often each user does what is tipped."""
    return 1 / (1 + np.exp(-(math.log(rate / (1 - rate)) + rng.normal(size=users))))


def a_log(rng, users=200):
    """Return done and tips per group, where users differ in how often they come and what they do."""
    tips = rng.poisson(rng.gamma(2.0, 10.0, users))
    group = rng.integers(0, GROUPS, users)
    done = rng.binomial(tips, chances(users, rng))
    return np.bincount(group, done, GROUPS), np.bincount(group, tips, GROUPS)


def true_rate():
    return float(chances(1_000_000, np.random.default_rng(0)).mean())


def test_eight_groups_on_paper():
    done, tips = np.array([1.0, 3] * 4), np.full(8, 4.0)

    found = ratio(done, tips)

    # Without a group of 1: 15/28; without one of 3: 13/28. Each is 1/28 from 16/32.
    error = math.sqrt(7 / 8 * 8 / 28**2)
    assert found.value == 0.5
    assert found.count == 32
    assert found.error == pytest.approx(error)
    assert found.high - 0.5 == pytest.approx(t.ppf(0.975, 7) * error)
    assert found.half == pytest.approx(0.5 - found.low)


def test_a_group_without_anything_does_not_count():
    done, tips = np.array([1.0, 3] * 4), np.full(8, 4.0)

    assert ratio(np.append(done, [0, 0]), np.append(tips, [0, 0])) == ratio(done, tips)


def test_below_thirty_events_there_is_only_a_count():
    assert ratio(np.ones(8), np.array([4.0] * 5 + [3.0] * 3)) == TooFew(29, 8)
    assert isinstance(ratio(np.ones(8), np.array([4.0] * 6 + [3.0] * 2)), Figure)


def test_below_eight_groups_there_is_only_a_count():
    assert ratio(np.ones(7), np.full(7, 100.0)) == TooFew(700, 7)


def test_nothing_at_all_is_too_few():
    assert ratio(np.zeros(GROUPS), np.zeros(GROUPS)) == TooFew(0, 0)
    assert ratio(np.empty(0), np.empty(0)) == TooFew(0, 0)


def test_all_events_in_one_group_show_no_difference_between_users():
    assert ratio(np.ones(8), np.array([500.0] + [0.0] * 7)) == TooFew(500, 8)


def test_what_cannot_be_sums_is_refused():
    with pytest.raises(ValueError, match="8"):
        ratio(np.ones(9), np.ones(8))
    with pytest.raises(ValueError, match="-1"):
        ratio(np.ones(8), np.full(8, -1.0))
    with pytest.raises(ValueError, match="nan"):
        ratio(np.full(8, np.nan), np.ones(8))
    with pytest.raises(ValueError, match="9"):
        difference(Sums(np.ones(8), np.ones(8)), Sums(np.ones(9), np.ones(9)))


@given(sums, counts, st.randoms(use_true_random=False), st.sampled_from([0.001, -1.0, 7.0]))
def test_the_order_of_groups_and_the_unit_of_the_sum_make_no_difference(n, d, dice, factor):
    order = dice.sample(range(GROUPS), GROUPS)

    plain, other = ratio(n, d), ratio(factor * n[order], d[order])

    assert other.value == pytest.approx(factor * plain.value, abs=1e-9)
    assert other.error == pytest.approx(abs(factor) * plain.error, abs=1e-9)
    assert plain.low <= plain.value <= plain.high


@given(counts, st.floats(-1, 1))
def test_where_all_groups_agree_there_is_no_doubt(d, value):
    assert ratio(value * d, d).error == 0


@given(sums, counts, sums, counts)
def test_a_difference_turned_round_only_changes_its_sign(a, b, c, d):
    for between in (difference, independent_difference):
        there, back = between(Sums(a, b), Sums(c, d)), between(Sums(c, d), Sums(a, b))

        assert (there.value, there.low) == pytest.approx((-back.value, -back.high), abs=1e-9)
        assert there.clear == back.clear
        assert there.count == min(b.sum(), d.sum())


@given(sums, counts)
def test_nothing_changed_against_itself(a, b):
    found = difference(Sums(a, b), Sums(a, b))

    assert (found.value, found.error, found.clear) == (0, 0, False)


@given(sums, counts, sums, counts)
def test_disjoint_users_add_their_variances(a, b, c, d):
    one, other = ratio(a, b), ratio(c, d)
    assume(one.error > 0 and other.error > 0)

    found = independent_difference(Sums(a, b), Sums(c, d))

    assert found.error == pytest.approx(math.hypot(one.error, other.error))
    assert GROUPS - 1 - 1e-6 <= found.freedom <= 2 * (GROUPS - 1) + 1e-6


def test_a_group_that_came_in_one_period_only_counts_for_the_difference():
    now = Sums(np.array([1.0, 3] * 5), np.array([9.0, 9, 9, 9, 9, 9, 9, 9, 9, 0]))
    now.numerators[-1] = 0
    before = Sums(np.array([1.0, 3] * 5), np.full(10, 9.0))

    found = difference(now, before)

    without = [
        (17 - a) / (81 - b) - (20 - c) / (90 - 9)
        for a, b, c in zip(now.numerators, now.denominators, before.numerators, strict=True)
    ]
    off = np.array(without) - (17 / 81 - 20 / 90)
    assert found.freedom == 9
    assert found.error == pytest.approx(math.sqrt(0.9 * (off**2).sum()))


def test_sharing_users_makes_a_change_clearer():
    rng = np.random.default_rng(4)
    level = rng.uniform(0.1, 0.9, GROUPS)
    tips = np.full(GROUPS, 400.0)
    before = Sums(rng.binomial(400, level).astype(float), tips)
    now = Sums(before.numerators + 10, tips)

    assert difference(now, before).clear
    assert not independent_difference(now, before).clear


def test_a_change_has_no_more_to_say_than_its_smaller_side():
    full, thin = Sums(np.ones(8), np.full(8, 50.0)), Sums(np.ones(8), np.ones(8))

    assert difference(full, thin) == TooFew(8, 8)
    assert independent_difference(thin, full) == TooFew(8, 8)


def test_no_change_of_what_never_varies_is_not_clear():
    same = Sums(np.ones(8), np.full(8, 50.0))

    assert independent_difference(same, same) == Change(0, 0, 0, 0, 400, math.inf)


def test_ninety_five_percent_hold_the_truth_when_users_differ():
    truth, runs = true_rate(), 1000

    held = 0
    for seed in range(runs):
        done, tips = a_log(np.random.default_rng(seed))
        found = ratio(done, tips)
        held += found.low <= truth <= found.high

    assert 0.925 <= held / runs <= 0.975


def test_as_if_all_tips_were_independent_would_promise_too_much():
    truth, runs = true_rate(), 300

    held = 0
    for seed in range(runs):
        done, tips = a_log(np.random.default_rng(seed))
        rate = done.sum() / tips.sum()
        held += abs(rate - truth) <= 1.96 * math.sqrt(rate * (1 - rate) / tips.sum())

    assert held / runs < 0.8


@pytest.mark.parametrize("same", [True, False])
def test_ninety_five_percent_of_differences_hold_none_when_there_is_none(same):
    runs = held = 0
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        users = [two_periods(rng)] if same else [two_periods(rng), two_periods(rng)]
        between = difference if same else independent_difference
        found = between(users[0][0], users[-1][1])
        held += found.low <= 0 <= found.high
        runs += 1

    assert 0.925 <= held / runs <= 0.975


def two_periods(rng, users=200):
    """Return the sums of the same users now and before."""
    group = rng.integers(0, GROUPS, users)
    chance = rng.beta(2, 3, users)
    often = rng.gamma(2.0, 10.0, users)
    periods = []
    for _ in range(2):
        tips = rng.poisson(often)
        done = rng.binomial(tips, chance)
        periods.append(Sums(np.bincount(group, done, GROUPS), np.bincount(group, tips, GROUPS)))
    return periods
