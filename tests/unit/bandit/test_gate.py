"""The gate between two policies that serve as a mixture: on paper, and in worlds where the truth is known."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.gate import (
    HEAVIEST,
    StopRule,
    Verdict,
    base_rate,
    contrast,
    contrasts,
    decide,
    reach,
)
from core.bandit.refusals import NotAMixture
from core.bandit.sequences import bernstein
from core.bandit.settled import SettledPicks
from tests.fakes.logs import NAMES, a_settled

RULE = StopRule()


def test_a_pick_on_paper():
    old, new = np.array([0.8, 0.2]), np.array([0.4, 0.6])
    picks = SettledPicks.of([a_settled([0.6, 0.4], chosen=1, reward=0.5)], NAMES)

    found = contrasts(picks, old, new, np.array([0.1, 0.3]))

    assert found == pytest.approx([0.4 / 0.4 * (0.5 - 0.3) + (-0.4 * 0.1 + 0.4 * 0.3)])


def test_agreement_says_nothing_whatever_the_reward():
    old = np.array([0.7, 0.3])
    picks = SettledPicks.of([a_settled([0.7, 0.3], chosen=0, reward=-1.0)], NAMES)

    assert contrasts(picks, old, old, np.array([5.0, -5.0])).tolist() == [0.0]


policies = st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3).map(
    lambda x: (np.array(x) + 1e-6) / (sum(x) + 3e-6)
)


@settings(deadline=None, max_examples=80)
@given(policies, policies, st.lists(st.floats(-1, 1), min_size=3, max_size=3))
def test_contrasts_are_right_on_average_whatever_is_expected(old, new, expected):
    mixed, worth = (old + new) / 2, np.array([0.9, -0.4, 0.1])
    log = [a_settled(mixed, chosen=place, reward=worth[place]) for place in range(3)]
    picks = SettledPicks.of(log, NAMES)

    phi = contrasts(picks, np.tile(old, 3), np.tile(new, 3), np.tile(expected, 3))

    assert mixed @ phi == pytest.approx((new - old) @ worth)
    assert np.abs(phi).max() <= reach(max(map(abs, expected))) + 1e-9


@settings(deadline=None, max_examples=80)
@given(policies, policies)
def test_no_weight_exceeds_two(old, new):
    assert np.abs((new - old) / ((old + new) / 2)).max() <= HEAVIEST


def test_picks_that_no_mixture_made_are_not_compared():
    picks = SettledPicks.of([a_settled([0.9, 0.1], chosen=1)], NAMES)

    with pytest.raises(NotAMixture) as refusal:
        contrasts(picks, np.array([0.9, 0.1]), np.array([0.1, 0.9]), np.zeros(2))

    assert refusal.value.found == pytest.approx(8.0)


def test_both_policies_must_be_distributions():
    picks = SettledPicks.of([a_settled([0.5, 0.5])], NAMES)

    with pytest.raises(ValueError, match=r"0\.1"):
        contrasts(picks, np.array([0.5, 0.6]), np.array([0.5, 0.5]), np.zeros(2))


def test_the_base_rate_knows_only_what_came_before():
    found = base_rate(np.array([[1.0, 0.0, 0.5, 9.0], [0.0, 1.0, 0.0, 0.0]]))

    assert found.tolist() == [[0.0, 1.0, 0.5, 0.5], [0.0, 0.0, 0.5, pytest.approx(1 / 3)]]


@pytest.mark.parametrize(
    ("sign", "verdict"), [(1, Verdict.BETTER), (-1, Verdict.WORSE), (0, Verdict.NO_EVIDENCE_YET)]
)
def test_a_clear_difference_is_called_by_its_name(sign, verdict):
    phi = sign * 0.5 + np.tile([1.0, -1.0], 200)

    found = decide(phi, RULE)

    assert (found.verdict, found.over) == (verdict, sign != 0)
    assert found.lower <= found.value <= found.upper


def test_nobody_looks_before_two_hundred_picks():
    found = decide(np.ones(199), RULE)

    assert (found.verdict, found.picks, found.over) == (Verdict.NO_EVIDENCE_YET, 0, False)


def test_the_first_verdict_stands_whatever_comes_later():
    good = 0.5 + np.tile([1.0, -1.0], 100)

    early, late = decide(good, RULE), decide(np.concatenate([good, np.full(2000, -2.0)]), RULE)

    assert (early.verdict, early.picks) == (Verdict.BETTER, 200)
    assert late == early


def test_looks_fall_on_their_days_and_end_with_the_rule():
    flat = np.tile([1.0, -1.0], 500)
    rule = StopRule(first=200, every=150, last=600)

    assert [decide(flat[:n], rule).picks for n in (349, 350, 499, 500, 1000)] == [
        200,
        350,
        350,
        500,
        500,
    ]
    assert [decide(flat[:n], rule).over for n in (350, 500, 1000)] == [False, True, True]


def test_what_comes_after_the_last_pick_is_not_looked_at():
    phi = np.concatenate([np.tile([1.0, -1.0], 150), np.full(5000, 2.0)])

    found = decide(phi, StopRule(last=300))

    assert (found.verdict, found.over, found.picks) == (Verdict.NO_EVIDENCE_YET, True, 300)


def test_a_stricter_rule_takes_longer():
    phi = 0.3 + np.tile([1.0, -1.0], 2000)

    found = [decide(phi, StopRule(alpha=alpha)).picks for alpha in (0.1, 0.025, 0.0001)]

    assert found == sorted(found)
    assert found[0] < found[2]


def served(seed, agree, lift, runs=500):
    """Return weights and rewards of 5000 picks of a mixture, (runs, 5000).

    Two policies choose among 30, each its favourite nine times of ten, else any. They share the
    favourite in `agree` of the picks; where they do not, the new one's succeeds more often by
    `lift` than the 0.4 of all others.
    """
    rng, shape, places, floor = np.random.default_rng(seed), (runs, 5000), 30, 0.1
    other = np.where(rng.random(shape) < agree, 0, 1)
    favourite = np.where(rng.random(shape) < 0.5, other, 0)
    place = np.where(rng.random(shape) < floor, rng.integers(0, places, shape), favourite)
    old = floor / places + (1 - floor) * (place == 0)
    new = floor / places + (1 - floor) * (place == other)
    success = rng.random(shape) < 0.4 + lift * ((place == 1) & (other == 1))
    return (new - old) / ((new + old) / 2), success.astype(float)


def called(phi, verdict, **given):
    return np.mean([decide(row, RULE, **given).verdict is verdict for row in phi])


def rates(agree, lift):
    """Return how often the new policy is called better, and worse: blind, then with a base rate."""
    found = []
    for seed in (11, 12, 13, 14):
        weight, reward = served(seed, agree, lift)
        for expected in (0.0, base_rate(reward)):
            phi = contrast(weight, reward, expected)
            found.append([called(phi, verdict) for verdict in (Verdict.BETTER, Verdict.WORSE)])
    return np.reshape(found, (4, 2, 2)).mean(axis=0)


@pytest.mark.parametrize("agree", [0.3, 0.7])
def test_looking_after_every_pick_calls_no_equal_policy_better_or_worse(agree):
    found = rates(agree, lift=0.0)

    assert (found <= RULE.alpha).all()


@pytest.mark.parametrize(("agree", "blind", "seeing"), [(0.3, 0.88, 0.99), (0.7, 0.50, 0.80)])
def test_a_better_policy_is_found_within_five_thousand_picks(agree, blind, seeing):
    found = rates(agree, lift=0.1)

    assert found[0, 0] >= blind
    assert found[1, 0] >= seeing
    assert found[:, 1].max() <= 0.001


def test_bounds_that_hold_without_large_numbers_find_it_later():
    weight, reward = served(13, 0.3, lift=0.1, runs=60)
    phi = contrast(weight, reward, base_rate(reward))
    strict = partial(bernstein, alpha=RULE.alpha, reach=reach(1.0), mean_reach=2.0)

    found = called(phi, Verdict.BETTER, bounds=strict)

    assert 0.8 <= found <= called(phi, Verdict.BETTER)
