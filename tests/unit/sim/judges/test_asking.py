"""Judging by a model, whoever it is: order, cache, retries, budget, and when to stop."""

import asyncio
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.reaction import ReactionKind
from core.errors import BudgetSpent, IntegrationDown
from core.sim.judge import Answer
from core.sim.judges.asking import RETRIES, UNJUDGED_IN_A_ROW, ModelJudge
from core.sim.judges.cache import Cache
from core.sim.judges.model import Reply
from core.sim.judges.questions import version
from core.sim.judges.tally import FREE, Bill, Meter, Tally, Trouble
from tests.unit.sim.judges.scene import TASKS, ScriptedModel, a_judge, a_scene, says

DONE = says('{"answer": "done", "seconds": 2}')


def scores(*numbers):
    return says(json.dumps({"scores": numbers}))


def test_a_name_tells_model_prompts_and_way():
    model = ScriptedModel([DONE])

    names = [a_judge(model, **way).name for way in ({}, {"swapped": True}, {"take": 2})]

    known = f"scripted@{version()}"
    assert names == [known, f"{known}+swapped", f"{known}#2"]


async def test_a_list_of_nothing_is_scored_without_asking():
    model = ScriptedModel([DONE])

    assert await a_judge(model, swapped=True).score(a_scene(tasks=())) == ()
    assert model.questions == []


async def test_a_judge_that_goes_by_place_alone_is_levelled_by_the_other_order():
    judge = a_judge(ScriptedModel([scores(0.9, 0.5, 0.1)]), swapped=True)

    found = await judge.score(a_scene())

    assert found == pytest.approx((0.5, 0.5, 0.5))
    tally = judge.meter.tally
    assert (tally.calls, tally.swaps, tally.swap_flips) == (2, 1, 1)
    assert tally.swap_gap == pytest.approx(1.6 / 3)


async def test_a_judge_that_goes_by_the_tasks_is_the_same_in_both_orders():
    def by_text(question):
        texts = sorted(task.text for task in TASKS)
        order = sorted(texts, key=question.index)
        return scores(*(texts.index(text) / 2 for text in order))

    straight = await a_judge(ScriptedModel([by_text])).score(a_scene())
    judge = a_judge(ScriptedModel([by_text]), swapped=True)
    swapped = await judge.score(a_scene())

    assert swapped == straight == (0.0, 0.5, 1.0)
    assert (judge.meter.tally.swap_gap, judge.meter.tally.swap_flips) == (0.0, 0)


@pytest.mark.parametrize("replies", [["no", (0, 0, 0)], [(0, 0, 0), "no"]])
async def test_a_scene_with_one_order_unjudged_is_unjudged(replies):
    given = [says(it) if isinstance(it, str) else scores(*it) for it in replies]
    judge = a_judge(ScriptedModel(given), swapped=True)

    assert await judge.score(a_scene()) is None
    assert judge.meter.tally.swaps == 0


async def test_what_was_answered_once_costs_nothing_again(tmp_path):
    first = a_judge(ScriptedModel([DONE]), cache=Cache(tmp_path))
    await first.react(a_scene(), 0)
    silent = ScriptedModel([says("nonsense")])
    again = a_judge(silent, cache=Cache(tmp_path), budget_micros=0)

    found = await again.react(a_scene(), 0)

    assert found == Answer(ReactionKind.DONE, 2000)
    assert silent.questions == []
    assert again.meter.tally == Tally(cached=1)


async def test_the_cache_is_asked_for_the_question_and_not_for_the_pick(tmp_path):
    model = ScriptedModel([DONE])
    judge = a_judge(model, cache=Cache(tmp_path))

    await judge.react(a_scene(), 0)
    await judge.react(a_scene(tasks=TASKS[:1]), 0)  # another list, the same task shown
    await judge.react(a_scene(), 1)

    assert len(model.questions) == 2


@pytest.mark.parametrize("change", [{"take": 1}, {"identity": "another"}])
async def test_another_model_and_another_take_are_asked_afresh(tmp_path, change):
    await a_judge(ScriptedModel([DONE]), cache=Cache(tmp_path)).react(a_scene(), 0)
    model = ScriptedModel([DONE], identity=change.get("identity", "scripted"))
    judge = a_judge(model, cache=Cache(tmp_path), take=change.get("take", 0))

    await judge.react(a_scene(), 0)

    assert len(model.questions) == 1


async def test_nonsense_is_not_kept(tmp_path):
    judge = a_judge(ScriptedModel([says("nonsense")]), cache=Cache(tmp_path))

    await judge.react(a_scene(), 0)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", [b"", b"half {", b"\xff\xfe", b'{"scores": [1]}', b'{"answer'])
async def test_a_broken_cache_file_is_ignored_and_written_again(tmp_path, broken):
    model = ScriptedModel([says('```json\n{"answer": "done", "seconds": 2}\n```')])
    judge = a_judge(model, cache=Cache(tmp_path))
    await judge.react(a_scene(), 0)
    (kept,) = tmp_path.rglob("*.json")
    kept.write_bytes(broken)

    found = await judge.react(a_scene(), 0)

    assert found == Answer(ReactionKind.DONE, 2000)
    assert len(model.questions) == 2
    assert json.loads(kept.read_text()) == {"answer": "done", "seconds": 2}
    assert kept.parent.name == kept.name[:2]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [kept]


async def test_a_reply_that_comes_at_last_is_a_judgement():
    down = Reply(trouble=Trouble.DOWN, bill=FREE, again=True)
    judge = a_judge(ScriptedModel([down, down, down, DONE]))

    found = await judge.react(a_scene(), 0)

    assert found == Answer(ReactionKind.DONE, 2000)
    assert (judge.meter.tally.calls, judge.meter.tally.retries) == (4, RETRIES)
    assert judge.meter.tally.unjudged == {}


async def test_a_judgement_between_ends_a_row_of_failures():
    bad = [says("no")] * (UNJUDGED_IN_A_ROW - 1)
    judge = a_judge(ScriptedModel([*bad, DONE, *bad, DONE]))

    found = [await judge.react(a_scene(), 0) for _ in range(2 * UNJUDGED_IN_A_ROW)]

    assert found.count(None) == 2 * UNJUDGED_IN_A_ROW - 2
    assert judge.meter.tally.unjudged == {Trouble.NONSENSE: 2 * UNJUDGED_IN_A_ROW - 2}


async def test_an_answer_from_the_cache_does_not_end_a_row_of_failures(tmp_path):
    model = ScriptedModel([DONE, says("no")])
    judge = a_judge(model, cache=Cache(tmp_path))
    await judge.react(a_scene(), 0)

    for _ in range(UNJUDGED_IN_A_ROW - 1):
        await judge.react(a_scene(), 1)
        await judge.react(a_scene(), 0)
    with pytest.raises(IntegrationDown):
        await judge.react(a_scene(), 1)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=12),
    st.integers(0, 600),
)
def test_no_budget_is_ever_passed_by_calls_that_keep_to_their_estimate(costs, budget_micros):
    replies = [Reply("no", bill=Bill(cost_micros=cost)) for cost in costs]
    judge = a_judge(ScriptedModel(replies, most=100), budget_micros=budget_micros)

    async def night():
        return await asyncio.gather(
            *(judge.react(a_scene(), 0) for _ in range(12)), return_exceptions=True
        )

    ends = asyncio.run(night())

    assert judge.meter.tally.spent_micros <= budget_micros
    assert all(end is None or isinstance(end, BudgetSpent) for end in ends)


async def test_calls_that_run_side_by_side_share_one_budget():
    gate = asyncio.Event()

    class Waiting(ScriptedModel):
        async def ask(self, question):
            await gate.wait()
            return await super().ask(question)

    judge = a_judge(Waiting([DONE], most=100), budget_micros=250)
    asking = [asyncio.create_task(judge.react(a_scene(), place)) for place in range(3)]
    await asyncio.sleep(0)
    gate.set()

    ends = await asyncio.gather(*asking, return_exceptions=True)

    assert sum(isinstance(end, BudgetSpent) for end in ends) == 1
    assert judge.meter.tally.spent_micros == 20


async def test_two_judges_can_share_one_budget():
    meter = Meter(110)
    luck = np.random.default_rng(7)
    one, other = (ModelJudge(ScriptedModel([DONE]), meter, luck) for _ in range(2))

    await one.react(a_scene(), 0)
    await other.react(a_scene(), 0)
    with pytest.raises(BudgetSpent) as spent:
        await one.react(a_scene(), 0)

    assert (spent.value.spent_micros, spent.value.budget_micros) == (20, 110)


async def test_a_call_that_is_cancelled_may_be_billed_and_counts():
    class Endless(ScriptedModel):
        async def ask(self, question):
            await asyncio.sleep(60)

    judge = a_judge(Endless([DONE], most=100))
    asking = asyncio.create_task(judge.react(a_scene(), 0))
    await asyncio.sleep(0)

    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)

    assert judge.meter.tally.assumed_micros == 100


async def test_a_tally_is_a_value_and_can_be_printed():
    judge = a_judge(ScriptedModel([scores(1, 0, 0), scores(1, 0, 0), says("no", 3)]), swapped=True)
    before = judge.meter.tally
    await judge.score(a_scene())
    await judge.score(a_scene())

    assert before == Tally()
    assert str(before).endswith("unjudged: none")
    assert str(judge.meter.tally) == (
        "3 calls (0 retries), 0 from the cache, 21 tokens in, 9 out, 0.000023 dollars and at most "
        "0.000000 unbilled; unjudged: 1 nonsense; order moved scores by 0.667 and the best task "
        "in 1 of 1"
    )
