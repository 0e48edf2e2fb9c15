"""Runs begin from the console: once each, by those who may, and never by a viewer."""

from dataclasses import replace

import pytest

from core.domain.audit import SYSTEM
from core.domain.sim_run import RunState
from core.domain.sim_wish import Why
from core.domain.user import Role
from core.errors import Malformed, NotAllowed, RunsAlready, TooMany
from core.sim.plan import Plan
from core.sim.start import MOST_AT_ONCE
from tests.fakes.access import an_actor
from tests.fakes.desk import ANALYST, WISH, Desk


async def test_a_run_begins_is_written_down_and_gets_hands():
    desk = Desk()

    run = await desk.start(ANALYST, WISH, "Does it pay?")

    plan = Plan.load(run.plan)
    assert (plan.contestants, plan.worlds, plan.seeds, plan.decisions) == (
        WISH.policies,
        WISH.worlds,
        (1,),
        30,
    )
    assert desk.hands.asked == [run.id]
    assert await desk.deeds() == [("started a simulation", str(run.id), "done")]


async def test_the_very_same_is_refused_while_it_runs():
    desk = Desk()
    run = await desk.start(ANALYST, WISH)

    with pytest.raises(RunsAlready) as refused:
        await desk.start(ANALYST, WISH)

    assert refused.value.run_id == run.id
    assert (len(await desk.runs()), len(desk.hands.asked)) == (1, 1)
    assert (await desk.start.weigh(WISH)).same == run.id


async def test_the_very_same_may_begin_again_once_it_was_cancelled():
    desk = Desk()
    first = await desk.start(ANALYST, WISH)
    await desk.cancel(ANALYST, first.id)

    second = await desk.start(ANALYST, WISH)

    assert second.id != first.id


@pytest.mark.parametrize("role", [Role.USER, Role.VIEWER])
async def test_who_may_only_look_starts_and_cancels_nothing(role):
    desk, viewer = Desk(), an_actor(role)
    run = await desk.start(SYSTEM, WISH)
    desk.hands.asked.clear()

    with pytest.raises(NotAllowed):
        await desk.start(viewer, replace(WISH, picks=40))
    with pytest.raises(NotAllowed):
        await desk.cancel(viewer, run.id)
    with pytest.raises(NotAllowed):
        await desk.start.again(viewer, run.id)

    assert ([it.state for it in await desk.runs()], desk.hands.asked) == ([RunState.RUNNING], [])
    assert [it[2] for it in (await desk.deeds())[1:]] == ["refused: not_allowed"] * 3


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"policies": ()}, "policies"),
        ({"policies": ("bayes-v1",)}, "policies"),
        ({"policies": ("bayes-v1", "nobody")}, "policies"),
        ({"worlds": ()}, "worlds"),
        ({"people": "/etc/passwd"}, "people"),
        ({"seeds": 0}, "seeds"),
        ({"picks": 10**9}, "picks"),
        ({"days": -1}, "days"),
        ({"judge": "llm"}, "judge"),
        ({"judge": "nobody"}, "judge"),
    ],
)
async def test_what_is_wrong_is_told_by_field_and_nothing_begins(wrong, field):
    desk, wish = Desk(), replace(WISH, **wrong)

    weighed = await desk.start.weigh(wish)
    with pytest.raises(Malformed):
        await desk.start(ANALYST, wish)

    assert {it.field for it in weighed.wrong} == {field}
    assert (await desk.runs(), desk.hands.asked) == ((), [])


async def test_a_run_that_nobody_would_wait_for_is_refused():
    wish = replace(WISH, worlds=("linear", "gated"), seeds=100, picks=1000)

    (wrong,) = (await Desk().start.weigh(wish)).wrong

    assert wrong.why is Why.TOO_LARGE


async def test_a_question_is_short_and_plain():
    for question in ("a" * 161, "two\nlines"):
        with pytest.raises(Malformed):
            await Desk().start(ANALYST, WISH, question)


async def test_no_more_than_a_few_are_computed_at_once():
    desk = Desk()
    for picks in range(30, 30 + MOST_AT_ONCE):
        await desk.hold(await desk.start(ANALYST, replace(WISH, picks=picks)))

    with pytest.raises(TooMany):
        await desk.start(ANALYST, replace(WISH, picks=90))


async def test_a_wish_is_weighed_on_paper():
    """36 people, one world, one seed; 2 policies and 3 references live 30 picks: 5 400 decisions."""
    it = await Desk().start.weigh(WISH)

    assert (it.parts, it.decisions, it.processes) == (36, 5400, 2)
    assert it.took_s == pytest.approx(4 + 5400 / 1200)
    assert 0 < it.least < 0.2
    assert it.budget_dollars is None


async def test_a_model_that_judges_has_a_budget():
    desk = Desk(judge_url="http://127.0.0.1:1/v1", judge_model="m", judge_budget=2.0)

    it = await desk.start.weigh(replace(WISH, judge="llm"))

    assert (it.wrong, it.budget_dollars) == ((), 2.0)


async def test_a_cancelled_run_says_by_whom_and_goes_on_when_asked():
    desk = Desk()
    run = await desk.start(ANALYST, WISH)

    cancelled = await desk.cancel(ANALYST, run.id)
    await desk.cancel(ANALYST, run.id)
    await desk.start.again(ANALYST, run.id)

    assert (cancelled.state, cancelled.note) == (RunState.STOPPED, f"Cancelled by {ANALYST.name}")
    assert [it.state for it in await desk.runs()] == [RunState.RUNNING]
    assert desk.hands.asked == [run.id, run.id]
    assert [it[0] for it in await desk.deeds()] == [
        "started a simulation",
        "cancelled a simulation",
        "went on with a simulation",
    ]
