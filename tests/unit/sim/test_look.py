"""What the console is shown of a run, on lives that can be worked out on paper."""

import math
from datetime import UTC, datetime

import pytest

from core.domain.sim_run import RunState
from core.sim.lives import side_by_side
from core.sim.look import look
from core.sim.report.facts import Facts
from tests.fakes.personas import FOUR, a_plan, lives_of

GROUPS = {"ana": "early", "bea": "early", "cleo": "late", "dora": "late"}
WORTHS = {
    "bayes-v1": (0.5, 0.5, 0.7, 0.7),
    "egreedy-v1": (0.2, 0.3, 0.4, 0.3),
    "random": (0.0,) * 4,
    "rule-v1": (0.1, 0.0, 0.1, 0.0),
    "oracle": (1.0,) * 4,
}
FLAT = dict.fromkeys(WORTHS, (0.2,) * 4)


def looked(*worlds, state=RunState.DONE):
    names = tuple(f"w{at}" for at in range(len(worlds)))
    every = [
        it for name, worths in zip(names, worlds, strict=True) for it in lives_of(worths, name)
    ]
    plan = a_plan(*WORTHS, worlds=names, people=FOUR)
    at = datetime(2026, 11, 28, tzinfo=UTC)
    facts = Facts("r", "c", at, state, "", "oo simulate", GROUPS, 4, 4)
    return look(plan, side_by_side(every, plan.policies), facts)


def policy(found, name, world=0):
    return next(it for it in found.worlds[world].policies if it.policy == name)


def test_the_gap_closed_on_paper():
    """Of a gap of 1 for everybody the first closes (0.5 + 0.5 + 0.7 + 0.7) / 4."""
    found = looked(WORTHS)

    assert policy(found, "bayes-v1").gap.value == pytest.approx(0.6)
    assert [(it.policy, it.reference) for it in found.worlds[0].policies if it.reference] == [
        ("random", True),
        ("rule-v1", True),
        ("oracle", True),
    ]


def test_groups_on_paper_the_best_served_first():
    groups = policy(looked(WORTHS), "bayes-v1").groups

    assert [(it.name, it.people, it.gap.value) for it in groups] == [
        ("late", 2, pytest.approx(0.7)),
        ("early", 2, pytest.approx(0.5)),
    ]


def test_courses_on_paper():
    """Two picks of the same worth: the mean stays, and what is missed adds up."""
    courses = policy(looked(WORTHS), "bayes-v1").courses

    assert courses["gap"].mean == pytest.approx((0.6, 0.6))
    assert courses["reward"].mean == pytest.approx((0.6, 0.6))
    assert courses["regret"].mean == pytest.approx((0.4, 0.8))
    assert courses["reward"].low[0] < 0.6 < courses["reward"].high[0]


def test_the_oracle_misses_nothing_and_chance_closes_nothing():
    found = looked(WORTHS)

    assert policy(found, "oracle").courses["regret"].mean == (0.0, 0.0)
    assert policy(found, "random").courses["gap"].mean == (0.0, 0.0)


def test_a_duel_is_the_other_minus_the_first():
    (duel,) = looked(WORTHS).worlds[0].duels

    assert (duel.policy, duel.verdict) == ("egreedy-v1", "worse")
    assert duel.difference.value == pytest.approx(-0.3)


def test_where_there_is_no_gap_there_are_no_shares_of_it():
    found = looked(WORTHS, FLAT)

    assert [it.clear for it in found.worlds] == [True, False]
    assert policy(found, "bayes-v1", 1).gap is None
    assert {it.gap for it in policy(found, "bayes-v1", 1).groups} == {None}
    assert all(map(math.isnan, policy(found, "bayes-v1", 1).courses["gap"].mean))


def test_before_the_end_everything_is_so_far():
    assert looked(WORTHS, state=RunState.RUNNING).headline.startswith("So far, ")
    assert looked(WORTHS).claims


def test_of_nobody_nothing_is_said():
    found = look(
        a_plan(*WORTHS),
        (),
        Facts("r", "c", datetime(2026, 1, 1, tzinfo=UTC), RunState.RUNNING, "", "", {}, 0, 4),
    )

    assert (found.worlds, found.claims, found.tau) == ((), (), None)
