"""What a run says of one policy by itself: answers, scores, phases, and of its judges."""

import pytest

from core.analytics.logistic import Logistic
from core.sim.analyse import find
from core.sim.diary import UNASKED
from core.sim.lives import side_by_side
from tests.fakes.personas import FOUR, a_plan, a_sim_life, lives_of

GROUPS = dict.fromkeys(FOUR, "all")
FLAT = {"random": (0.0,) * 4, "oracle": (1.0,) * 4}
FIRST = "bayes-v1"
LEVEL = (0.4, 0.4, 0.4, 0.4)
NAN = float("nan")


def told(**columns):
    policies = (FIRST, *FLAT)
    worths = {FIRST: LEVEL} | FLAT
    every = lives_of(worths, **columns)
    done = {FIRST: Logistic(0.0, 1.0)}
    (world,) = find(a_plan(*policies), side_by_side(every, policies), GROUPS, done).worlds
    return world


def test_answers_are_counted_and_sum_to_one():
    it = told(kind=(0, 3), reward_milli=(1000, -(2**15)), fallback=(0, 1)).line(FIRST)

    assert [share.value for share in it.answers] == [0.5, 0, 0, 0.5, 0]
    assert it.reward.value == pytest.approx(1.0)
    assert (it.decisions, it.fallbacks) == (8, 4)


def test_scores_are_checked_against_what_was_done():
    world = told(kind=(0, 1), score=(0.0, 0.0))

    assert world.line(FIRST).calibration is not None
    assert world.line("random").calibration is None


def test_where_nothing_was_answered_there_is_nothing_to_check():
    assert told(kind=(3, 4), score=(0.5, 0.5)).line(FIRST).calibration is None


def test_a_policy_with_other_dice_is_checked_by_the_same_scale():
    other = f"{FIRST}@2"
    policies = (other, *FLAT)
    every = lives_of({other: LEVEL} | FLAT, kind=(0, 1))

    (world,) = find(
        a_plan(*policies), side_by_side(every, policies), GROUPS, {FIRST: Logistic(0.0, 1.0)}
    ).worlds

    assert world.line(other).calibration is not None


def test_unjudged_tips_are_left_out_of_what_is_expected():
    policies = (FIRST, *FLAT)
    worths = {FIRST: LEVEL} | FLAT
    every = [
        a_sim_life(policy, who, (worth, NAN, worth), kind=(0, 4, 0))
        for policy, those in worths.items()
        for who, worth in zip(FOUR, those, strict=True)
    ]

    (world,) = find(a_plan(*policies), side_by_side(every, policies), GROUPS, {}).worlds

    it = world.line(FIRST)
    assert it.gap.value == pytest.approx(0.4)
    assert it.answers[4].value == pytest.approx(1 / 3)
    assert it.worth.value == pytest.approx(0.4)


def test_phases_are_those_of_the_life():
    policies = (FIRST, *FLAT)
    learning = (0.2,) * 15 + (0.5,) * 45 + (0.8,) * 10
    every = [
        a_sim_life(policy, who, worths)
        for policy, worths in ((FIRST, learning), ("random", (0.0,) * 70), ("oracle", (1.0,) * 65))
        for who in FOUR
    ]

    (world,) = find(a_plan(*policies), side_by_side(every, policies), GROUPS, {}).worlds

    it = world.line(FIRST)
    assert [phase.value for phase in it.phases] == pytest.approx([0.2, 0.5, 0.8])
    assert len(it.curve.share) == 65
    assert it.curve.share[14] == pytest.approx(0.2)
    assert it.curve.share[64] == pytest.approx((10 * 0.5 + 5 * 0.8) / 15)


def judged(**columns):
    policies = (FIRST, *FLAT)
    every = lives_of({FIRST: LEVEL} | FLAT, **columns)
    return find(a_plan(*policies), side_by_side(every, policies), GROUPS, {}).judges


def test_where_the_rules_judge_alone_no_judges_are_compared():
    assert judged(kind=(0, 1)) is None
    assert judged(kind=(4, 4), other=(0, 1)) is None


def test_judges_are_compared_on_the_answers_that_both_gave():
    """One of each two rows, of four people under three policies."""
    same = judged(kind=(0, 2), other=(0, UNASKED))
    half = judged(kind=(0, 2), other=(0, 1))

    assert (same.agreed, same.confusion.labels, same.confusion.counts.tolist()) == (
        1.0,
        ("done",),
        [[12.0]],
    )
    assert half.agreed == 0.5
    assert half.confusion.labels == ("dismiss", "done", "snooze")
    assert half.confusion.counts.tolist() == [[0, 0, 12], [0, 12, 0], [0, 0, 0]]


def test_agreement_beyond_chance_on_paper():
    """They agree on one of two and would by chance on one of four: (0.5 - 0.25) / 0.75."""
    assert judged(kind=(0, 2), other=(0, 1)).kappa.value == pytest.approx(1 / 3)
