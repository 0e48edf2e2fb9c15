"""One tip: picked once, logged whole, shown until it is answered."""

import asyncio
from datetime import timedelta

import pytest

from core.domain.events import TipServed
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.domain.task import Due
from core.domain.tip import Surface, TipStatus
from tests.fakes.builders import a_task
from tests.fakes.world import a_world


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def tip_of(world, user_id, shown):
    return await world.look(lambda work: work.tips.get(user_id, shown.tip_id))


async def pick_of(world, user_id, shown):
    return await world.look(lambda work: work.tips.pick_of(user_id, shown.tip_id))


async def known(world, user_id):
    tasks = await world.look(lambda work: work.tasks.of(user_id, Provider.TODOIST))
    return tasks.tasks


async def test_a_tip_is_one_of_the_users_tasks_in_plain_words(world, ada):
    shown = await world.tip(ada)

    tip = await tip_of(world, ada, shown)
    assert tip.task in await known(world, ada)
    assert shown.card.text == tip.task.text
    assert shown.card.why == "Picked by chance, while oO gets to know you."
    assert shown.last is None


async def test_a_reload_is_not_a_new_pick(world, ada):
    shown = await world.tip(ada)

    again = [await world.tip(ada, fresh=True) for _ in range(10)]

    assert {one.tip_id for one in again} == {shown.tip_id}
    assert len(await world.events(TipServed)) == 1


async def test_two_tabs_at_once_get_the_same_tip(world, ada):
    shown = await asyncio.gather(*(world.tip(ada) for _ in range(10)))

    assert len({one.tip_id for one in shown}) == 1
    assert len(await world.events(TipServed)) == 1


async def test_everything_about_the_choice_is_logged(world, ada):
    shown = await world.tip(ada)

    tip, pick = await tip_of(world, ada, shown), await pick_of(world, ada, shown)
    assert pick.candidates == ("t1", "t2", "t3")
    assert pick.candidates[pick.chosen] == tip.task.id
    assert (tip.policy, tip.propensity, tip.candidates) == ("random", pick.propensity, 3)
    assert pick.propensity == 1 / 3
    assert pick.features.shape == (3, len(pick.feature_names))
    assert pick.fallback == ""
    assert 0 <= pick.seed < 2**63
    assert tip.surface is Surface.PAGE


async def test_the_event_tells_numbers_and_no_words(world, ada):
    shown = await world.tip(ada)

    (told,) = await world.events(TipServed)
    assert (told.tip_id, told.policy, told.propensity, told.candidates) == (
        shown.tip_id,
        "random",
        1 / 3,
        3,
    )


async def test_seeds_differ(world, ada):
    seeds = set()
    for _ in range(3):
        shown, _ = await world.answer(ada)
        seeds.add((await pick_of(world, ada, shown)).seed)

    assert len(seeds) == 3


async def test_a_header_is_never_shown():
    world = a_world(a_task("h", "* Garden"), a_task("t", "Water the plants"))
    ada = await world.a_reader()

    shown = await world.tip(ada)

    assert shown.card.text == "Water the plants"
    assert (await pick_of(world, ada, shown)).candidates == ("t",)


@pytest.mark.parametrize("kind", ReactionKind)
async def test_an_answered_task_rests(world, ada, kind):
    shown, _ = await world.answer(ada, kind)
    answered = (await tip_of(world, ada, shown)).task.id

    following = await world.tip(ada)

    assert answered not in (await pick_of(world, ada, following)).candidates


@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        (ReactionKind.DISMISS, timedelta(hours=20)),
        (ReactionKind.DONE, timedelta(hours=12)),
        (ReactionKind.SNOOZE, timedelta(hours=2)),
    ],
)
async def test_a_rest_is_over_in_its_time(world, ada, kind, rest):
    for _ in range(3):
        await world.answer(ada, kind)

    world.clock.advance(seconds=rest.total_seconds() - 1)
    await world.nothing(ada)
    world.clock.advance(seconds=1)

    assert (await world.tip(ada)).card.text


async def test_anyway_brings_back_what_rests_but_not_what_is_done(world, ada):
    done, _ = await world.answer(ada, ReactionKind.DONE)
    await world.answer(ada, ReactionKind.SNOOZE)
    await world.answer(ada, ReactionKind.DISMISS)

    shown = await world.tip(ada, anyway=True)

    done_task = (await tip_of(world, ada, done)).task.id
    candidates = (await pick_of(world, ada, shown)).candidates
    assert len(candidates) == 2
    assert done_task not in candidates


async def test_a_tip_whose_task_is_gone_gives_way_to_another(world, ada):
    shown = await world.tip(ada)
    gone = (await tip_of(world, ada, shown)).task.id
    world.todoist.remove(gone)
    world.clock.advance(seconds=30)

    following = await world.tip(ada, fresh=True)

    assert following.tip_id != shown.tip_id
    assert (await tip_of(world, ada, shown)).status is TipStatus.VANISHED
    assert gone not in (await pick_of(world, ada, following)).candidates


async def test_a_full_sync_without_the_task_makes_its_tip_give_way(world, ada):
    shown = await world.tip(ada)
    gone = (await tip_of(world, ada, shown)).task.id
    await world.do(lambda work: forget_task(work, ada, gone))

    following = await world.tip(ada)

    assert following.tip_id != shown.tip_id
    assert (await tip_of(world, ada, shown)).status is TipStatus.VANISHED


async def forget_task(work, user_id, task_id):
    known = await work.tasks.of(user_id, Provider.TODOIST)
    left = tuple(task for task in known.tasks if task.id != task_id)
    object.__setattr__(known, "tasks", left)
    await work.tasks.keep(user_id, Provider.TODOIST, known)


async def test_an_answer_given_meanwhile_is_not_overwritten(world, ada):
    shown = await world.tip(ada)
    gone = (await tip_of(world, ada, shown)).task.id
    await world.do(lambda work: forget_task(work, ada, gone))

    async def answer():
        await world.core.record_reaction(ada, shown.tip_id, ReactionKind.DONE, "key")

    world.store.before_writing = answer
    await world.tip(ada)

    assert (await tip_of(world, ada, shown)).status is TipStatus.ANSWERED


async def test_a_task_answered_meanwhile_in_another_tab_is_not_picked_again():
    world = a_world(a_task())
    ada = await world.a_reader()

    async def answer():
        await world.answer(ada, ReactionKind.DONE)

    world.store.before_writing = answer

    assert await world.nothing(ada)


async def test_the_last_answer_comes_along_as_long_as_it_can_be_undone(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DONE)

    soon = (await world.tip(ada)).last
    world.clock.advance(hours=24)
    just = (await world.tip(ada)).last
    world.clock.advance(seconds=1)
    late = (await world.tip(ada)).last

    assert (soon.tip_id, soon.kind, soon.text) == (
        shown.tip_id,
        ReactionKind.DONE,
        shown.card.text,
    )
    assert just == soon
    assert late is None


async def test_a_snoozed_task_says_when_it_comes_back_in_the_users_time(world, ada):
    await world.answer(ada, ReactionKind.SNOOZE)

    last = (await world.tip(ada)).last

    assert last.until.isoformat() == "2026-11-22T15:00:00+01:00"


async def test_the_line_below_speaks_the_users_time(world):
    world.todoist.tasks.clear()
    world.todoist.put(a_task(due=Due("2026-11-22T15:00:00Z")))
    ada = await world.a_reader()

    shown = await world.tip(ada)

    assert shown.card.why == "Due today at 16:00 and picked by chance."
