"""One synthetic person living with one policy, through the real use cases."""

import zlib
from dataclasses import replace

import numpy as np
import pytest

from core.domain.reaction import ReactionKind
from core.errors import BudgetSpent
from core.rewards.ladder import reward_milli
from core.sim.diary import IGNORED, KINDS, NO_REWARD, UNASKED, UNJUDGED
from core.sim.hand import arm
from core.sim.judge import Answer
from core.sim.life import born, lived
from core.sim.persona import Workload
from core.sim.world import Law
from tests.fakes.personas import (
    POLICIES,
    Moody,
    Scripted,
    a_life,
    a_persona,
    a_recurring,
    a_rule_judge,
    a_setting,
    a_world,
    kept,
)

DONE = Answer(ReactionKind.DONE, 20_000)
DISMISS = Answer(ReactionKind.DISMISS, 4_000)
SNOOZE = Answer(ReactionKind.SNOOZE, 4_000)
NOTHING = Answer(None)
HEEDFUL = a_persona(forgetfulness=0.0)


@pytest.mark.parametrize("policy", POLICIES)
async def test_what_oo_has_kept_is_what_the_diary_says(policy):
    life = await a_life(policy, decisions=25)

    found = await kept(life)

    assert len(found) == life.count == 25
    for row, (tip, reaction, reward) in zip(life.rows, found, strict=True):
        assert row["task"] == zlib.crc32(tip.task.id.encode())
        assert row["at_s"] == int(tip.served_at.timestamp())
        assert row["candidates"] == tip.candidates
        assert reaction.kind is KINDS[row["kind"]]
        assert reaction.dwell_ms == row["dwell_ms"]
        assert reward.milli == reaction.reward_milli == row["reward_milli"]
        assert row["reward_milli"] == reward_milli(reaction.kind, reaction.dwell_ms)


@pytest.mark.parametrize("policy", ["bayes-v1", "egreedy-v1"])
async def test_a_policy_has_learned_as_often_as_somebody_answered(policy):
    life = await a_life(policy, decisions=20)

    async with life.home.store.reading() as work:
        kept = await work.posteriors.of(life.home.user_id)

    assert set(kept) == {policy}
    assert kept[policy].version == (life.rows["kind"] < IGNORED).sum() == 20


async def test_a_policy_that_learns_nothing_keeps_nothing():
    life = await a_life("oracle", decisions=5)

    async with life.home.store.reading() as work:
        assert await work.posteriors.of(life.home.user_id) == {}


@pytest.mark.parametrize("law", [*Law])
async def test_the_oracle_picks_the_best_and_knows_what_it_is_worth(law):
    rows = (await a_life("oracle", world=a_world(law=law))).rows

    assert rows["worth"].tolist() == rows["best"].tolist() == rows["score"].tolist()
    assert (rows["mean"] <= rows["best"]).all()
    assert (rows["propensity"] == 1).all()


async def test_a_task_that_is_done_leaves_the_list_and_never_comes_back():
    life = await a_life(judge=Scripted([DONE]), decisions=15, persona=once())

    assert len(set(life.rows["task"])) == 15
    assert not set(life.rows["task"]) & {zlib.crc32(it.encode()) for it in life.open}
    assert life.rows["candidates"].tolist() == list(range(30, 15, -1))


def once(**traits):
    """Somebody whose list only ever gets shorter."""
    return a_persona(workload=Workload(per_day=0.0, recurring=0.0), **traits)


def one_task(answers, decisions):
    """The setting of somebody with one task, which comes back every week."""
    setting = a_setting(judge=Scripted(answers), decisions=decisions)
    weekly = replace(a_recurring("2026-01-07"), at=setting.visits[0])
    return replace(setting, arrivals=(weekly,))


async def test_a_recurring_task_comes_back_with_its_next_due():
    life = await born(one_task([DONE], decisions=3), arm("random"))

    rows = await life.live()

    async with life.home.store.reading() as work:
        tips = await work.history.tips(life.home.user_id)
    assert [it.task.due.date for it in sorted(tips, key=lambda it: it.served_at)] == [
        "2026-01-07",
        "2026-01-14",
        "2026-01-21",
    ]
    assert life.open["t1"].task.due.date == "2026-01-28"
    assert (np.diff(rows["at_s"]) >= 12 * 3600).all()


async def test_an_unanswered_tip_is_shown_again_and_counts_as_one_decision():
    life = await a_life(judge=Scripted([NOTHING, NOTHING, DONE, NOTHING, SNOOZE]), decisions=3)

    assert life.rows["looks"].tolist() == [3, 2, 1]
    assert life.rows["kind"].tolist() == [0, 1, 1]
    assert len(await kept(life)) == 3
    assert life.rows["shown"].tolist() == [1, 1, 1]


async def test_a_tip_that_nobody_ever_answers_is_ignored_to_the_last_visit():
    life = await a_life(judge=Scripted([NOTHING]), world=a_world(days=4), decisions=5)

    assert (life.count, life.rows["looks"][0], life.rows["kind"][0]) == (1, 12, IGNORED)
    assert life.rows["reward_milli"][0] == NO_REWARD
    ((tip, reaction, reward),) = await kept(life)
    assert (reaction, reward) == (None, None)
    assert life.pasts[tip.task.id].shown == 12


async def test_what_was_seen_of_a_task_is_remembered():
    life = await a_life(judge=Scripted([NOTHING, SNOOZE, DISMISS, NOTHING, DONE]), decisions=3)

    first, second, third = (tip.task.id for tip, _, _ in await kept(life))

    assert {first: 2, second: 1, third: 2} == {it: past.shown for it, past in life.pasts.items()}
    assert (life.pasts[first].snoozed, life.pasts[first].dismissed) == (1, False)
    assert (life.pasts[second].snoozed, life.pasts[second].dismissed) == (0, True)


@pytest.mark.parametrize("decisions", [1, 7])
async def test_a_life_ends_with_its_last_decision(decisions):
    judge = Moody(a_rule_judge())
    life = await a_life(judge=judge, decisions=decisions, persona=HEEDFUL)

    assert life.count == len(life.rows) == decisions == len(judge.scenes)
    assert len(await kept(life)) == decisions


async def test_a_life_ends_with_its_last_visit():
    setting = a_setting(world=a_world(days=2), decisions=50, persona=HEEDFUL)

    rows = await lived(setting, arm("random"))

    assert len(rows) == len(setting.visits) == 6


async def test_a_tip_that_no_judgement_comes_for_counts_as_unjudged():
    judge = Moody(a_rule_judge(), silent=lambda _: True, speechless=lambda _: True)
    life = await a_life(judge=judge, world=a_world(days=3), decisions=4)

    assert (life.count, life.rows["kind"][0], life.rows["looks"][0]) == (1, UNJUDGED, 9)
    assert np.isnan([life.rows[it][0] for it in ("worth", "best", "mean")]).all()
    assert life.rows["reward_milli"][0] == NO_REWARD


@pytest.mark.parametrize("policy", ["random", "oracle"])
async def test_a_life_goes_on_when_a_judge_has_no_answer_now_and_then(policy):
    def often(scene):
        return scene.here.hour < 12

    judge = Moody(a_rule_judge(), silent=often, speechless=often)
    life = await a_life(policy, judge=judge, persona=HEEDFUL)

    asked = [often(it) for it in judge.scenes]
    unknown = np.isnan(life.rows["worth"])
    assert life.count == 12
    assert life.rows["looks"].sum() == len(asked)
    assert (life.rows["kind"] < IGNORED).all()
    assert 0 < unknown.sum() < 12
    assert unknown.tolist() == (life.rows["hour"] < 12).tolist()
    assert (life.rows["looks"] == 1 + unknown).all()


async def test_when_the_judge_may_cost_no_more_a_life_says_so():
    judge = Moody(a_rule_judge(), fails_with=BudgetSpent(5, 4), fails_after=3)

    with pytest.raises(BudgetSpent):
        await a_life(judge=judge)

    assert len(judge.scenes) == 4


async def test_a_task_is_not_known_before_it_is_there():
    setting = a_setting(decisions=40)
    judge = Moody(setting.judge)

    await lived(replace(setting, judge=judge), arm("random"))

    there = {it.task.id: it.at for it in setting.arrivals}
    assert all(there[task.id] <= it.here for it in judge.scenes for task in it.tasks)


async def test_answers_are_counted_by_the_local_day():
    judge = Moody(a_rule_judge())
    person = a_persona(visits=(0.5, 9.0, 23.5), timezone="Asia/Tokyo", forgetfulness=0.0)

    await a_life(judge=judge, persona=replace(person, tolerance=100.0))

    assert [it.answered_today for it in judge.scenes] == [0, 1, 2] * 4


async def test_somebody_with_an_empty_list_makes_no_decision():
    idle = a_persona(workload=Workload(open=0, per_day=0.0))

    lives = [await a_life(policy, idle) for policy in ("random", "oracle")]

    assert [it.count for it in lives] == [0, 0]


@pytest.mark.parametrize(("then", "grudge"), [(NOTHING, True), (SNOOZE, False), (DONE, False)])
async def test_a_grudge_lasts_until_another_answer(then, grudge):
    life = await born(one_task([DISMISS, then], decisions=2), arm("random"))

    await life.live()

    assert life.pasts["t1"].dismissed is grudge


async def test_each_showing_of_a_task_is_counted():
    life = await born(one_task([SNOOZE], decisions=6), arm("random"))

    rows = await life.live()

    assert rows["shown"].tolist() == [1, 2, 3, 4, 5, 6]
    assert life.pasts["t1"].snoozed == 6


async def test_beside_a_model_the_rules_say_what_they_would_have_answered_at_the_first_look():
    forgetful = a_persona(forgetfulness=0.3)
    twin = a_setting(forgetful).judge  # a model that judges as the rules do
    rows = (await a_life(persona=forgetful, judge=Moody(twin), decisions=25)).rows

    at_first = np.where(rows["looks"] == 1, rows["kind"], IGNORED)

    assert rows["other"].tolist() == at_first.tolist()
    assert set(rows["looks"]) > {1}


async def test_where_the_rules_judge_nobody_stands_beside_them():
    assert set((await a_life()).rows["other"]) == {UNASKED}
