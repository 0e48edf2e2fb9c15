"""The last answer can be taken back, and nothing older."""

import pytest

from core.domain.command import CommandKind
from core.domain.events import TipAnswerUndone
from core.domain.ids import TipId, new_id
from core.domain.integration import Provider
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.snooze import Snooze
from core.domain.tip import TipStatus
from core.errors import NotFound
from tests.fakes.builders import a_task, an_identity, daily
from tests.fakes.providers import down
from tests.fakes.world import a_world


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def status_of(world, user_id, tip_id):
    return (await world.look(lambda work: work.tips.get(user_id, tip_id))).status


@pytest.mark.parametrize("kind", ReactionKind)
async def test_an_undone_tip_is_open_again(world, ada, kind):
    shown, reaction = await world.answer(ada, kind)

    await world.core.undo_reaction(ada, shown.tip_id)

    again = await world.tip(ada)
    assert (again.tip_id, again.last) == (shown.tip_id, None)
    (told,) = await world.events(TipAnswerUndone)
    assert told.reaction_id == reaction.id


async def test_the_tip_that_had_followed_is_withdrawn(world, ada):
    shown, _ = await world.answer(ada)
    following = await world.tip(ada)

    await world.core.undo_reaction(ada, shown.tip_id)

    assert await status_of(world, ada, following.tip_id) is TipStatus.WITHDRAWN
    assert (await world.tip(ada)).tip_id == shown.tip_id


async def test_an_undone_tip_can_be_answered_anew(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)
    await world.core.undo_reaction(ada, shown.tip_id)

    _, reaction = await world.answer(ada, ReactionKind.DONE, key="anew")

    assert reaction.tip_id == shown.tip_id


async def test_only_the_newest_answer_can_be_undone(world, ada):
    older, _ = await world.answer(ada)
    await world.answer(ada)

    with pytest.raises(NotFound):
        await world.core.undo_reaction(ada, older.tip_id)

    assert await status_of(world, ada, older.tip_id) is TipStatus.ANSWERED


async def test_an_answer_is_undone_once(world, ada):
    shown, _ = await world.answer(ada)
    await world.core.undo_reaction(ada, shown.tip_id)

    with pytest.raises(NotFound):
        await world.core.undo_reaction(ada, shown.tip_id)


async def test_after_a_day_it_is_too_late(world, ada):
    shown, _ = await world.answer(ada)
    world.clock.advance(hours=24, seconds=1)

    with pytest.raises(NotFound):
        await world.core.undo_reaction(ada, shown.tip_id)


async def test_just_within_a_day_it_is_not(world, ada):
    shown, _ = await world.answer(ada)
    world.clock.advance(hours=24)

    await world.core.undo_reaction(ada, shown.tip_id)

    assert await status_of(world, ada, shown.tip_id) is TipStatus.OPEN


@pytest.mark.parametrize("whose", ["hers", "nobody's"])
async def test_the_answer_of_somebody_else_is_not_found(world, ada, whose):
    eve = await world.a_reader(an_identity("eve"))
    await world.answer(eve)
    shown, _ = await world.answer(ada)
    asked = shown.tip_id if whose == "hers" else TipId(new_id())

    with pytest.raises(NotFound):
        await world.core.undo_reaction(eve, asked)

    assert await status_of(world, ada, shown.tip_id) is TipStatus.ANSWERED


async def test_an_unanswered_tip_has_nothing_to_undo(world, ada):
    shown = await world.tip(ada)

    with pytest.raises(NotFound):
        await world.core.undo_reaction(ada, shown.tip_id)


async def test_a_close_that_still_waits_is_dropped(world, ada):
    shown, reaction = await world.answer(ada)

    await world.core.undo_reaction(ada, shown.tip_id)

    waiting = await world.waiting_commands()
    assert reaction.id not in {command.id for command in waiting}
    assert [command.kind for command in waiting] == [CommandKind.REOPEN]


async def test_a_close_that_has_arrived_is_answered_by_a_reopening(world, ada):
    shown, _ = await world.answer(ada)
    await world.core.send_commands()

    await world.core.undo_reaction(ada, shown.tip_id)
    await world.core.send_commands()

    kinds = [command.kind for command in world.todoist.commands]
    assert kinds == [CommandKind.CLOSE, CommandKind.REOPEN]
    assert world.todoist.closed == set()


async def test_a_recurring_task_gets_its_old_due_back():
    world = a_world(a_task(due=daily()))
    ada = await world.a_reader()
    shown, _ = await world.answer(ada)

    await world.core.undo_reaction(ada, shown.tip_id)

    (command,) = await world.waiting_commands()
    assert (command.kind, command.due) == (CommandKind.REOPEN, daily())


@pytest.mark.parametrize("kind", [ReactionKind.SNOOZE, ReactionKind.DISMISS])
async def test_what_never_touched_todoist_is_not_reopened_there(world, ada, kind):
    shown, _ = await world.answer(ada, kind)

    await world.core.undo_reaction(ada, shown.tip_id)

    assert await world.waiting_commands() == ()


async def test_a_task_that_was_already_done_is_reopened(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.DISMISS)
    await world.core.give_reason(ada, shown.tip_id, DismissReason.ALREADY_DONE)

    await world.core.undo_reaction(ada, shown.tip_id)

    assert [it.kind for it in await world.waiting_commands()] == [CommandKind.REOPEN]


async def test_the_tip_comes_back_although_a_sync_has_seen_its_task_go(world, ada):
    shown, _ = await world.answer(ada)
    await world.core.send_commands()
    await world.core.sync_tasks(ada, Provider.TODOIST)

    await world.core.undo_reaction(ada, shown.tip_id)

    assert (await world.tip(ada)).tip_id == shown.tip_id


async def test_an_undo_lifts_the_quiet(world, ada):
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    await world.core.undo_reaction(ada, shown.tip_id)

    assert (await world.tip(ada)).tip_id == shown.tip_id


async def test_done_undone_and_done_again_reaches_todoist_in_this_order(world, ada):
    shown, _ = await world.answer(ada)
    world.todoist.failure = down()
    await world.core.send_commands()
    await world.core.undo_reaction(ada, shown.tip_id)
    await world.core.send_commands()
    await world.answer(ada, key="again")

    world.todoist.failure = None
    for _ in range(5):
        await world.core.send_commands()
        world.clock.advance(minutes=15)

    kinds = [command.kind for command in world.todoist.commands]
    assert kinds == [CommandKind.REOPEN, CommandKind.CLOSE]
