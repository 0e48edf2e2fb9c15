"""Seven estimates of another policy's worth, on cases small enough for paper, and their invariants."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.off_policy import (
    ESTIMATORS,
    Judged,
    dm,
    dr,
    dr_os,
    ips,
    judged,
    observed,
    report,
    shrunken,
    sndr,
    snips,
    switch_dr,
    switched,
)
from core.bandit.refusals import NoEvidence, NoPicks
from core.bandit.reward_model import expected_rewards
from core.bandit.settled import SettledPicks
from core.bandit.tuning import GRID, _error, tuned_lam, tuned_tau
from core.bandit.weights import weigh
from tests.fakes.logs import NAMES, a_settled, a_world

CLOSE = {"rel": 1e-9, "abs": 1e-9}


def a_judged(reward, weight, expected=0.0, value=0.0):
    columns = (np.broadcast_to(np.asarray(x, float), len(reward)) for x in (expected, value))
    users = np.arange(len(reward))
    return Judged(np.asarray(reward, float), np.asarray(weight, float), *columns, users)


def on_paper():
    """Two picks: weights 2 and 0.5, rewards 1 and -1, expected 0.5 and 0.1, worth 0.4 and 0.2."""
    return a_judged([1, -1], [2, 0.5], [0.5, 0.1], [0.4, 0.2])


@pytest.mark.parametrize(
    ("estimator", "value"),
    [
        (observed, 0.0),
        (ips, (2 - 0.5) / 2),
        (snips, (2 - 0.5) / 2.5),
        (dm, 0.3),
        (dr, 0.3 + (2 * 0.5 + 0.5 * -1.1) / 2),
        (sndr, 0.3 + (2 * 0.5 + 0.5 * -1.1) / 2.5),
        (lambda it: switch_dr(it, 1.0), 0.3 + 0.5 * -1.1 / 2),
        (lambda it: switch_dr(it, 2.0), 0.3 + (2 * 0.5 + 0.5 * -1.1) / 2),
        (lambda it: dr_os(it, 1.0), 0.3 + (2 / 5 * 0.5 + 0.5 / 1.25 * -1.1) / 2),
    ],
)
def test_two_picks_give_what_paper_gives(estimator, value):
    assert estimator(on_paper()).value == pytest.approx(value)


def test_a_log_of_two_picks_becomes_weights_and_expectations():
    log = [
        a_settled([0.5, 0.5], chosen=0, reward=1.0, whose="ada"),
        a_settled([0.2, 0.0, 0.8], chosen=2, reward=-1.0, whose="bob"),
    ]
    target = np.array([1.0, 0.0, 0.5, 0.1, 0.4])
    expected = np.array([0.5, 9.0, 1.0, 2.0, 3.0])

    it = judged(SettledPicks.of(log, NAMES), target, expected)

    assert it.reward.tolist() == [1.0, -1.0]
    assert it.weight.tolist() == [2.0, 0.5]
    assert it.expected.tolist() == [0.5, 3.0]
    assert it.value == pytest.approx([0.5, 0.5 + 0.2 + 1.2])
    assert it.users.tolist() == [0, 1]
    assert it.unsupported == pytest.approx(0.05)


@pytest.mark.parametrize("target", [[0.5, 0.4], [1.5, -0.5], [1.0], [0.5, np.nan], [[0.5, 0.5]]])
def test_what_is_no_distribution_is_not_judged(target):
    picks = SettledPicks.of([a_settled([0.5, 0.5])], NAMES)

    with pytest.raises(ValueError):  # noqa: PT011 — the values say which numbers
        judged(picks, np.array(target), np.zeros(2))


logs = st.integers(2, 30).flatmap(
    lambda n: st.tuples(
        *(
            st.lists(st.floats(low, high), min_size=n, max_size=n)
            for low, high in [(-1, 1), (0.01, 5), (-1, 1), (-1, 1)]
        )
    )
)


@settings(deadline=None, max_examples=60)
@given(logs, st.floats(-3, 3))
def test_a_constant_added_to_rewards_is_added_to_the_estimates_but_not_by_ips(log, shift):
    reward, weight, expected, value = map(np.array, log)
    before = a_judged(reward, weight, expected, value)
    after = a_judged(reward + shift, weight, expected + shift, value + shift)

    moved = {name: one(after).value - one(before).value for name, one in ESTIMATORS.items()}

    assert moved.pop("ips") == pytest.approx(shift * weight.mean(), **CLOSE)
    assert list(moved.values()) == pytest.approx([shift] * 4, **CLOSE)


@settings(deadline=None, max_examples=60)
@given(logs)
def test_even_weights_leave_the_observed_mean(log):
    reward, _, expected, _ = map(np.array, log)
    it = a_judged(reward, np.ones(len(reward)), expected, expected)
    mean = pytest.approx(reward.mean(), **CLOSE)

    found = [one(it).value for one in (observed, ips, snips, dr, sndr)]

    assert found == [mean] * 5
    assert weigh(it.weight).effective == pytest.approx(len(reward))


@settings(deadline=None, max_examples=60)
@given(logs, st.floats(0.01, 10))
def test_thresholds_lie_between_the_model_and_dr(log, threshold):
    it = a_judged(*map(np.array, log))

    assert switch_dr(it, 0.0).value == pytest.approx(dm(it).value)
    assert switch_dr(it, np.inf).value == pytest.approx(dr(it).value)
    assert dr_os(it, 0.0).value == pytest.approx(dm(it).value)
    assert dr_os(it, np.inf).value == pytest.approx(dr(it).value)
    assert (shrunken(it.weight, threshold) <= it.weight).all()
    assert (switched(it.weight, threshold) <= min(threshold, it.weight.max())).all()


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_the_policy_that_served_is_worth_what_was_observed(seed):
    world = a_world(seed, users=4, picks=8)
    picks = world.picks

    it = judged(picks, picks.propensities, np.zeros(len(picks.features)))

    assert snips(it).value == pytest.approx(picks.rewards.mean())
    assert ips(it).value == pytest.approx(picks.rewards.mean())
    assert weigh(it.weight).effective == pytest.approx(len(picks.rewards))
    assert weigh(it.weight).errors_off == 0.0


def test_weights_that_are_all_zero_correct_nothing():
    it = a_judged([1.0, 1.0], [0.0, 0.0], value=0.25)

    assert (snips(it).value, sndr(it).value, dr(it).value) == (0.0, 0.25, 0.25)
    assert shrunken(it.weight, 0.0).tolist() == [0.0, 0.0]


def test_a_model_that_is_exact_leaves_no_room_for_luck():
    world = a_world(users=5, picks=10)
    picks = world.picks
    expected = picks.features[:, 0]
    exact = SettledPicks(
        picks.features,
        picks.propensities,
        picks.sizes,
        picks.chosen,
        picks.of_chosen(expected),
        picks.users,
    )

    it = judged(exact, world.targets, expected)

    assert dr(it).value == pytest.approx(dm(it).value)
    assert ips(it).value != pytest.approx(dm(it).value)


def test_all_estimates_come_near_the_truth_and_say_how_near():
    world = a_world(seed=2, users=60, picks=40, luck=0.05)
    it = judged(world.picks, world.targets, expected_rewards(world.picks))

    said = report(it, tuned_tau(it), tuned_lam(it))

    assert set(said.estimates) == {"ips", "snips", "dm", "dr", "sndr", "switch_dr", "dr_os"}
    assert all(one.holds(world.truth) for one in said.estimates.values())
    assert said.estimates["dr"].error < said.estimates["ips"].error
    assert said.lift.lower > 0
    assert not said.at_odds


def test_snips_and_dr_that_disagree_beyond_luck_are_called_at_odds():
    world = a_world(users=60, picks=40)
    it = judged(world.picks, world.targets, expected_rewards(world.picks))
    wrong = Judged(it.reward, it.weight, it.expected, it.value + 0.2, it.users)

    said = report(wrong, 10.0, 10.0)

    assert said.at_odds
    assert said.discord.upper < 0


def test_no_report_is_given_on_a_log_that_cannot_speak():
    few = a_judged(np.ones(99), np.ones(99))
    none = a_judged(np.ones(0), np.ones(0))

    with pytest.raises(NoEvidence):
        report(few, 1.0, 1.0)
    with pytest.raises(NoPicks):
        report(none, 1.0, 1.0)


def test_the_promised_error_is_variance_and_a_bound_on_bias_squared():
    kept, dropped = 0.2 + 0.5 * -1.1, 0.4  # the terms of the light pick, and of the heavy one
    variance = ((kept - dropped) / 2) ** 2 / 2
    bias = abs(2 * 0.5) / 2
    bias += math.sqrt(2 * (2**2 + 0.5**2) / 2 * math.log(20) / 2) + 2 * 2 * math.log(20) / 6

    found = _error(on_paper(), switched, 1.0, 0.1)

    assert found == pytest.approx(variance + bias**2)


def test_heavy_weights_are_dropped_when_that_costs_no_bias_and_kept_when_it_does():
    weight = np.tile([0.6, 0.6, 400.0, 400.0], 1000)
    cancelling = a_judged(np.tile([1.0, -1.0], 2000), weight)
    telling = a_judged(np.where(weight > 1, 1.0, 0.0), weight)

    assert (tuned_tau(cancelling), tuned_lam(cancelling)) == (200.0, min(GRID))
    assert (tuned_tau(telling), tuned_lam(telling)) == (np.inf, np.inf)


def test_equal_thresholds_are_decided_as_the_field_does():
    it = a_judged(np.ones(10), np.ones(10), expected=1.0, value=1.0)

    assert (tuned_tau(it), tuned_lam(it)) == (max(GRID), min(GRID))
