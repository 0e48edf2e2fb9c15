"""A policy against itself: what must not be found is not, and what is there is."""

from dataclasses import replace

import numpy as np
import pytest

from core.analytics.refusals import TooFewPeople
from core.analytics.verdict import ALPHA, Verdict
from core.sim.diary import ROW, Diary
from core.sim.null import Duel, meet, meetings, null_check

PEOPLE, DECISIONS = 12, 40
SMALL = Duel("bayes-v1@1", "bayes-v1@2", runs=2, people=5, decisions=8)


def a_diary(seed, persona, worth, tasks=0):
    rows = np.zeros(DECISIONS, dtype=ROW)
    rows["worth"], rows["task"] = worth, tasks
    return Diary("linear", f"p{persona}", seed, "it", rows)


def a_side(dice, runs, lead=0.0):
    """Return lives whose people differ a lot, and each of them hardly from tip to tip."""
    return tuple(
        a_diary(seed, persona, lead + dice.normal(), tasks=dice.integers(1 << 31))
        for persona in range(PEOPLE)
        for seed in range(runs)
    )


@pytest.fixture
def dice():
    return np.random.default_rng(20_261_124)


def test_where_there_is_no_difference_as_many_runs_find_none_as_was_promised(dice):
    met = meetings(a_side(dice, 400), a_side(dice, 400))

    quiet = met.share(Verdict.NO_EVIDENCE)
    assert quiet.low < 1 - ALPHA < quiet.high
    assert met.evenness() > 0.01
    assert len(met.p) == 400


def test_many_tips_of_few_people_are_not_many_people(dice):
    met = meetings(a_side(dice, 20), a_side(dice, 20))

    assert {it.n for it in met.differences} == {PEOPLE}
    assert met.share(Verdict.NO_EVIDENCE).value > 0.7


def test_a_side_that_is_better_is_found_out(dice):
    one, other = a_side(dice, 50), a_side(dice, 50, lead=2.0)

    met, turned = meetings(one, other), meetings(other, one)

    assert met.share(Verdict.BETTER).value > 0.9
    assert turned.share(Verdict.WORSE) == met.share(Verdict.BETTER)
    assert met.evenness() < 1e-6


def test_each_run_is_judged_by_its_own_lives():
    # Paired by person: seed 1 differs by 1, 1 and 4, seed 2 not at all.
    one = [a_diary(seed, who, who) for who in range(3) for seed in (1, 2)]
    gains = {(0, 1): 1, (1, 1): 1, (2, 1): 4}
    other = [
        a_diary(seed, who, who + gains.get((who, seed), 0)) for who in range(3) for seed in (1, 2)
    ]

    met = meetings(tuple(one), tuple(other))

    assert [it.mean for it in met.differences] == pytest.approx([2, 0])
    assert met.p == pytest.approx([0.1835, 1], abs=1e-4)


def test_lives_differ_when_one_pick_does():
    same, moved = a_diary(1, 0, 0.0), a_diary(1, 1, 0.0)
    changed = replace(moved, rows=moved.rows.copy())
    changed.rows["task"][-1] = 7

    met = meetings((same, moved), (same, changed))

    assert met.differ == 0.5


def test_how_sure_a_share_is_stands_in_a_book():
    # Wilson's interval of 19 in 20: Agresti and Coull (1998) print 0.764 to 0.991.
    met = meetings(
        tuple(a_diary(seed, who, 0.0) for who in range(2) for seed in range(20)),
        tuple(a_diary(seed, who, float(seed == 0)) for who in range(2) for seed in range(20)),
    )

    share = met.share(Verdict.NO_EVIDENCE)

    assert (share.value, share.low, share.high) == pytest.approx((0.95, 0.764, 0.991), abs=1e-3)


def test_a_policy_meets_itself_with_dice_that_differ():
    met = null_check(2, 3, 6)

    assert met.differ == 1
    assert [it.n for it in met.differences] == [3, 3]


def test_the_same_dice_on_both_sides_are_refused_as_a_check():
    with pytest.raises(ValueError, match="rule-v1"):
        null_check(2, 3, 6, policy="rule-v1")


def test_a_doctored_side_is_found_out_by_the_same_lives():
    met = meet(replace(SMALL, other="oracle", people=8))

    assert met.said == (Verdict.BETTER,) * 2


def test_chance_with_other_dice_is_not_found_better_than_chance():
    met = meet(replace(SMALL, one="random@1", other="random@2", runs=4))

    assert met.said.count(Verdict.NO_EVIDENCE) >= 3


def test_one_person_meets_nobody():
    with pytest.raises(TooFewPeople):
        meet(replace(SMALL, people=1, runs=1, decisions=2))
