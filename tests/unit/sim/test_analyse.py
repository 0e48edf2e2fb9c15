"""What a run shows, on lives whose answer can be worked out on paper."""

import math
from itertools import product

import numpy as np
import pytest

from core.analytics.verdict import Dissent, Verdict
from core.sim.analyse import find
from core.sim.lives import side_by_side
from core.sim.world import Law
from tests.fakes.personas import FOUR, a_life, a_persona, a_plan, a_sim_life, a_world, lives_of

GROUPS = {"ana": "early", "bea": "early", "cleo": "late", "dora": "late"}
FLAT = {"random": (0.0,) * 4, "oracle": (1.0,) * 4}
FIRST, SECOND = "bayes-v1", "egreedy-v1"
LEVEL = (0.4, 0.4, 0.4, 0.4)


def found(*worlds):
    policies = tuple(worlds[0])
    every = [it for n, worths in enumerate(worlds) for it in lives_of(worths, f"w{n}")]
    plan = a_plan(*policies, worlds=tuple(f"w{n}" for n in range(len(worlds))), people=FOUR)
    return find(plan, side_by_side(every, policies), GROUPS, {})


def against_first(*second):
    (world,) = found({FIRST: LEVEL, SECOND: second} | FLAT).worlds
    return world.comparisons[0]


def test_a_difference_on_paper():
    """Differences 0.1, 0.2, 0.2, 0.3: t = 0.2 / (0.0816 / 2) = 4.90 on 3 degrees of freedom.

    Bounds that one of forty misses lie 4.177 standard errors away.
    """
    it = against_first(0.5, 0.6, 0.6, 0.7)

    assert (it.name, it.verdict) == (SECOND, Verdict.BETTER)
    assert it.difference.mean == pytest.approx(0.2)
    assert (it.difference.low, it.difference.high) == pytest.approx((0.0295, 0.3705), abs=2e-4)
    assert it.p == pytest.approx(0.0163, abs=2e-4)


def test_a_difference_is_told_in_shares_of_the_gap():
    half = {"random": (-0.1,) * 4, "oracle": (0.7,) * 4}
    (world,) = found({FIRST: LEVEL, SECOND: (0.5, 0.6, 0.6, 0.7)} | half).worlds

    it = world.comparisons[0].difference

    assert it.mean == pytest.approx(0.2 / 0.8)
    assert it.sd == pytest.approx(0.0816 / 0.8, abs=1e-4)


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        ((0.5, 0.6, 0.6, 0.7), Verdict.BETTER),
        ((0.3, 0.2, 0.2, 0.1), Verdict.WORSE),
        ((0.4, 0.4, 0.4, 0.4), Verdict.NO_EVIDENCE),
        ((0.3, 0.5, 0.2, 0.8), Verdict.NO_EVIDENCE),
    ],
)
def test_a_verdict_follows_from_the_people(second, verdict):
    assert against_first(*second).verdict is verdict
    assert found({FIRST: LEVEL, SECOND: second} | FLAT).conclusions[SECOND].verdict is verdict


def test_several_comparisons_are_judged_together():
    """p is 0.0163 alone, which is enough; Holm takes it three times among three."""
    others = {"linucb-v1": (0.3, 0.5, 0.2, 0.8), "squarecb-v1": (0.5, 0.2, 0.3, 0.8)}
    (world,) = found({FIRST: LEVEL, SECOND: (0.5, 0.6, 0.6, 0.7)} | others | FLAT).worlds

    assert [it.name for it in world.comparisons] == [SECOND, *others]
    assert world.comparisons[0].p == pytest.approx(3 * 0.0163, abs=1e-3)
    assert against_first(0.5, 0.6, 0.6, 0.7).verdict is Verdict.BETTER
    assert world.verdict_on(SECOND) is Verdict.NO_EVIDENCE


def test_shares_are_of_the_gap_that_all_people_have_together():
    worths = {
        FIRST: (0.1, 0.1, 0.3, 0.5),
        "random": (0.0, 0.0, 0.1, 0.1),
        "oracle": (0.2, 0.4, 0.7, 0.9),
    }
    (world,) = found(worths).worlds
    it = world.line(FIRST)

    assert world.clear
    assert it.worth.value == pytest.approx(0.25)
    assert it.gap.value == pytest.approx((1.0 - 0.2) / (2.2 - 0.2))
    assert it.regret.mean == pytest.approx(0.55 - 0.25)
    assert dict(it.by_persona) == pytest.approx(
        {"ana": 0.5, "bea": 0.25, "cleo": 1 / 3, "dora": 0.5}
    )
    assert (world.line("random").gap.value, world.line("oracle").gap.value) == (0, 1)


def test_the_worst_group_is_named():
    worths = {FIRST: (0.6, 0.6, 0.2, 0.2)} | FLAT
    (world,) = found(worths).worlds

    worst = world.line(FIRST).worst

    assert (worst.name, worst.share.value) == ("late", pytest.approx(0.2))
    assert worst.ratio == pytest.approx(0.5)


def test_where_there_is_no_gap_nothing_is_said_in_shares_of_it():
    level = dict.fromkeys(("random", "oracle"), (0.1, 0.2, 0.1, 0.2))
    result = found({FIRST: LEVEL, SECOND: (0.5, 0.6, 0.6, 0.7)} | level)
    (world,) = result.worlds

    assert not world.clear
    for line in world.lines:
        assert (line.gap, line.worst) == (None, None)
        assert line.phases == (None, None, None)
        assert all(math.isnan(share) for _, share in line.by_persona)
        assert np.isnan(line.curve.share).all()
    assert world.comparisons[0].difference.mean == pytest.approx(0.2)
    assert result.conclusions[SECOND].verdict is Verdict.NO_EVIDENCE
    assert result.ranking is None


async def test_the_careless_show_no_difference():
    careless, policies = a_world(name="adversarial", law=Law.CARELESS), (FIRST, SECOND, *FLAT)
    every = []
    for name, policy in product(FOUR, policies):
        life = await a_life(policy, a_persona(id=name), careless, decisions=8)
        every.append(a_sim_life(policy, name, life.rows["worth"], world="adversarial"))
    plan = a_plan(*policies, worlds=("adversarial",), people=FOUR)

    (world,) = find(plan, side_by_side(every, policies), GROUPS, {}).worlds

    assert not world.clear
    assert world.comparisons[0].verdict is Verdict.NO_EVIDENCE
    assert world.comparisons[0].difference.mean == 0
    assert {it.gap for it in world.lines} == {None}


def test_one_contestant_is_compared_with_nobody():
    result = found({FIRST: LEVEL} | FLAT)
    (world,) = result.worlds

    assert (world.comparisons, world.detectable, result.conclusions) == ((), None, {})
    assert world.line(FIRST).gap.value == pytest.approx(0.4)


def test_what_could_have_been_seen_follows_from_how_people_scatter():
    """Student's test of 4 people sees 2.716 standard deviations four times of five, by simulation."""
    (world,) = found({FIRST: LEVEL, SECOND: (0.5, 0.6, 0.6, 0.7)} | FLAT).worlds

    assert world.detectable == pytest.approx(2.716 * 0.08165, rel=0.01)


def test_a_world_of_one_person_shows_nothing():
    one = {name: (worth,) for name, worth in ((FIRST, 0.4), ("random", 0.0), ("oracle", 1.0))}

    result = found({FIRST: LEVEL} | FLAT, one)

    assert [it.world for it in result.worlds] == ["w0"]


BETTER, WORSE, EVEN = (0.5, 0.6, 0.6, 0.7), (0.3, 0.2, 0.2, 0.1), LEVEL


@pytest.mark.parametrize(
    ("one", "other", "verdict", "dissenters"),
    [
        (BETTER, BETTER, Verdict.BETTER, ()),
        (BETTER, EVEN, Verdict.NO_EVIDENCE, (Dissent("w1", Verdict.NO_EVIDENCE),)),
        (
            BETTER,
            WORSE,
            Verdict.NO_EVIDENCE,
            (Dissent("w0", Verdict.BETTER), Dissent("w1", Verdict.WORSE)),
        ),
    ],
)
def test_a_conclusion_needs_every_world_with_a_gap(one, other, verdict, dissenters):
    worlds = [{FIRST: LEVEL, SECOND: it} | FLAT for it in (one, other)]

    it = found(*worlds).conclusions[SECOND]

    assert (it.verdict, it.dissenters) == (verdict, dissenters)


def test_a_world_without_a_gap_has_no_say():
    gapless = dict.fromkeys((FIRST, SECOND, *FLAT), (0.3,) * 4)

    result = found({FIRST: LEVEL, SECOND: BETTER} | FLAT, gapless)

    assert [it.clear for it in result.worlds] == [True, False]
    assert result.conclusions[SECOND].verdict is Verdict.BETTER


@pytest.mark.parametrize(("second", "tau"), [(BETTER, 1.0), (WORSE, 1 / 3)])
def test_worlds_agree_as_far_as_they_rank_policies_alike(second, tau):
    """Three are ranked, the oracle is not: one of three pairs turned leaves a third."""
    worlds = [{FIRST: LEVEL, SECOND: it} | FLAT for it in (BETTER, second)]

    assert found(*worlds).ranking.mean == pytest.approx(tau)


def test_the_same_lives_show_the_same_twice():
    worths = {FIRST: LEVEL, SECOND: BETTER} | FLAT

    one, other = found(worths), found(worths)

    assert one.worlds[0].comparisons == other.worlds[0].comparisons
    assert one.conclusions == other.conclusions
