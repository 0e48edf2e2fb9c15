"""Judging a policy by another's picks, from sums per group of users."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.analytics.judged import judge
from core.analytics.propensity_alarm import Mismatch, Propensities
from core.analytics.target_sums import TargetSums
from core.bandit import off_policy
from core.domain.figure import TooFew
from core.domain.support import Lack, NotEnoughSupport, Shortfall

GROUPS = 20
CLEAN = Mismatch(Propensities.OK, 0.3, -1.1, 5000)


def a_log(rng, picks=4000, users=100, sharp=1.0):
    """Return picks among four candidates and a target that prefers the last ones, pick by pick."""
    user = rng.integers(0, users, picks)
    logged = rng.dirichlet([2, 2, 2, 2], picks) * 0.8 + 0.05
    target = logged * np.exp(sharp * np.arange(4))
    target /= target.sum(axis=1, keepdims=True)
    chosen = (logged.cumsum(axis=1) < rng.random((picks, 1))).sum(axis=1)
    worth = np.linspace(-0.2, 0.4, 4) + rng.normal(0, 0.2, (users, 1))
    rows = np.arange(picks)
    reward = np.where(rng.random(picks) < (1 + worth[user, chosen]) / 2, 1.0, -1.0)
    return off_policy.Judged(
        reward=reward,
        weight=target[rows, chosen] / logged[rows, chosen],
        expected=np.linspace(-0.1, 0.3, 4)[chosen],
        value=target @ np.linspace(-0.1, 0.3, 4),
        users=user,
    ), float((target * worth[user]).sum(axis=1).mean())


def summed(it, groups=GROUPS):
    """Return the sums of a log when user u is in group u mod 20."""
    w, r = it.weight, it.reward
    columns = (np.ones(len(r)), w, w * w, r, w * r, it.value + w * (r - it.expected), 0 * w)
    return TargetSums(*(np.bincount(it.users % groups, x, groups) for x in columns))


def on_paper(**changes):
    """Return eight groups of twenty picks, weights 0.5 and 1.5, rewards 1 and -1."""
    sums = TargetSums(*(np.full(8, x) for x in (20.0, 20.0, 25.0, 10.0, 8.0, 9.0, 0.0)))
    return replace(sums, **changes)


def test_equal_groups_on_paper():
    found = judge(on_paper(), CLEAN)

    assert (found.ips.value, found.snips.value, found.dr.value) == (0.4, 0.4, 0.45)
    assert found.lift.value == pytest.approx(0.45 - 0.5)
    assert found.discord.value == pytest.approx(-0.05)
    assert found.effective == pytest.approx(160**2 / 200)
    assert found.ips.error == 0
    assert found.ips.count == 160


def test_from_sums_comes_what_comes_pick_by_pick():
    log, _ = a_log(np.random.default_rng(1), users=GROUPS)

    found, whole = judge(summed(log), CLEAN), off_policy.report(log, math.inf, math.inf)

    for name in ("ips", "snips", "dr"):
        ours, theirs = getattr(found, name), whole.estimates[name]
        assert (ours.value, ours.low, ours.high) == pytest.approx(
            (theirs.value, theirs.lower, theirs.upper), abs=1e-6
        )
    assert found.effective == pytest.approx(whole.weights.effective)
    assert (found.lift.low, found.lift.high) == pytest.approx(
        (whole.lift.lower, whole.lift.upper), abs=1e-6
    )
    assert (found.discord.low, found.discord.high) == pytest.approx(
        (whole.discord.lower, whole.discord.upper), abs=1e-6
    )
    assert found.at_odds == whole.at_odds


def test_the_policy_that_served_is_worth_what_was_observed():
    log, _ = a_log(np.random.default_rng(2), sharp=0.0)

    found = judge(summed(log), CLEAN)

    assert found.snips.value == pytest.approx(log.reward.mean())
    assert found.effective == pytest.approx(len(log.reward))


@given(st.integers(0, 1000), st.floats(-0.5, 0.5))
def test_snips_and_dr_move_with_the_rewards_and_ips_does_not(seed, shift):
    log, _ = a_log(np.random.default_rng(seed), picks=600)
    moved = replace(
        log,
        reward=log.reward + shift,
        expected=log.expected + shift,
        value=log.value + shift,
    )

    plain, found = judge(summed(log)), judge(summed(moved))
    assume(not isinstance(plain, NotEnoughSupport))

    assert found.snips.value == pytest.approx(plain.snips.value + shift)
    assert found.dr.value == pytest.approx(plain.dr.value + shift)
    assert found.dr.error == pytest.approx(plain.dr.error)
    assert found.ips.value == pytest.approx(plain.ips.value + shift * log.weight.mean())


def test_ninety_five_percent_of_dr_intervals_hold_the_truth():
    runs = held = 0
    for seed in range(200):
        log, truth = a_log(np.random.default_rng(seed), picks=2000)
        found = judge(summed(log), CLEAN)
        held += found.dr.low <= truth <= found.dr.high
        runs += 1

    assert held / runs >= 0.92


def test_a_log_worth_fewer_than_a_hundred_picks_is_not_enough():
    found = judge(on_paper(weight_squares=np.full(8, 40.0)), CLEAN)

    assert found == NotEnoughSupport((Shortfall(Lack.EFFECTIVE, 80.0, 100.0),), 160)


def test_more_than_a_twentieth_outside_of_the_log_is_not_enough():
    outside = on_paper(unsupported=np.full(8, 1.12), weight=np.full(8, 18.88))

    found = judge(outside, CLEAN)

    assert [it.why for it in found.reasons] == [Lack.SUPPORT]
    assert found.reasons[0].found == pytest.approx(0.056)
    assert judge(on_paper(unsupported=np.full(8, 1.0), weight=np.full(8, 19.0))).outside == 0.05


def test_an_alarm_about_the_propensities_withholds_everything():
    alarm = Mismatch(Propensities.ALARM, -5.1, 2.0, 5000)
    watch = Mismatch(Propensities.WATCH, 3.5, 2.0, 5000)

    assert judge(on_paper(), alarm).reasons == (Shortfall(Lack.PROPENSITIES, 5.1, 4.0),)
    assert judge(on_paper(), watch).snips.value == 0.4
    assert judge(on_paper(), TooFew(99)).snips.value == 0.4


def test_weights_that_miss_their_mean_withhold_everything():
    found = judge(on_paper(weight=np.full(8, 24.0), weight_squares=np.full(8, 30.0)), CLEAN)

    assert [it.why for it in found.reasons] == [Lack.MEAN_WEIGHT]
    assert found.reasons[0].found == pytest.approx(0.2 / math.sqrt(0.06 / 160))


def test_equal_weights_that_miss_their_mean_do_so_without_doubt():
    found = judge(on_paper(weight=np.full(8, 22.0), weight_squares=np.full(8, 24.2)), CLEAN)

    assert found.reasons[-1].why is Lack.MEAN_WEIGHT


def test_all_reasons_are_told():
    bad = on_paper(weight_squares=np.full(8, 9000.0), unsupported=np.full(8, 15.0))

    found = judge(bad, Mismatch(Propensities.ALARM, 4.5, 0, 5000))

    assert [it.why for it in found.reasons] == [Lack.PROPENSITIES, Lack.SUPPORT, Lack.EFFECTIVE]


def test_few_picks_or_groups_have_only_a_count():
    nothing = TargetSums(*(np.zeros(GROUPS) for _ in range(7)))
    no_weight = on_paper(weight=np.array([160.0] + [0.0] * 7))

    assert judge(nothing) == TooFew(0, 0)
    assert judge(no_weight) == TooFew(160, 1)


def test_without_any_weight_there_is_no_effective_pick():
    silent = on_paper(weight=np.zeros(8), weight_squares=np.zeros(8), unsupported=np.full(8, 20.0))

    assert [it.why for it in judge(silent).reasons] == [Lack.SUPPORT, Lack.EFFECTIVE]


def test_what_cannot_be_sums_is_refused():
    with pytest.raises(ValueError, match="nan"):
        on_paper(reward=np.full(8, np.nan))
    with pytest.raises(ValueError, match="7"):
        on_paper(reward=np.ones(7))
