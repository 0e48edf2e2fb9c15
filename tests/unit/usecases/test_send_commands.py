"""What was answered here is done over there: in order, at least once, or given up."""

import pytest

from core.domain.command import OUTAGE_CAP_S
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.errors import AccessExpired, IntegrationBusy
from tests.fakes.builders import an_identity
from tests.fakes.providers import down


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def fate_of(world, command_id):
    """Return what became of a command: (over, error)."""
    kept = world.store._store.room.kind("commands").values[command_id]
    return kept.over_at is not None, kept.error


async def test_commands_arrive_in_the_order_of_their_answers(world, ada):
    reactions = [(await world.answer(ada))[1] for _ in range(3)]

    tried = await world.core.send_commands()

    assert tried == 3
    assert [it.id for it in world.todoist.commands] == [it.id for it in reactions]
    assert world.todoist.sends == 1


async def test_what_arrived_is_not_sent_again(world, ada):
    await world.answer(ada)
    await world.core.send_commands()

    assert await world.core.send_commands() == 0
    assert len(world.todoist.commands) == 1


async def test_a_failure_is_tried_again_later_and_later(world, ada):
    await world.answer(ada)
    world.todoist.failure = down()

    soon = sum([await world.core.send_commands() for _ in range(5)])
    later = 0
    for _ in range(8):
        world.clock.advance(seconds=OUTAGE_CAP_S + 1)
        later += await world.core.send_commands()

    assert (soon, later) == (1, 8)
    assert world.todoist.sends == 1  # whoever does not answer to a question is told nothing


async def test_a_todoist_that_comes_back_gets_everything(world, ada):
    for _ in range(3):
        await world.answer(ada)
        world.todoist.failure = down()
        await world.core.send_commands()

    world.todoist.failure = None
    world.clock.advance(minutes=15)
    await world.core.send_commands()
    await world.core.send_commands()

    assert world.todoist.closed == {"t1", "t2", "t3"}


async def test_a_busy_todoist_is_left_alone_as_long_as_it_asked(world, ada):
    await world.answer(ada)
    world.todoist.failure = IntegrationBusy(Provider.TODOIST, 600)
    await world.core.send_commands()
    world.todoist.failure = None

    world.clock.advance(seconds=599)
    early = await world.core.send_commands()
    world.clock.advance(seconds=1)

    assert (early, await world.core.send_commands()) == (0, 1)
    assert len(world.todoist.commands) == 1


async def test_nothing_of_the_same_user_overtakes_what_waits(world, ada):
    first = (await world.answer(ada))[1]
    world.todoist.failure = down()
    await world.core.send_commands()
    world.todoist.failure = None
    second = (await world.answer(ada))[1]

    await world.core.send_commands()
    early = list(world.todoist.commands)
    world.clock.advance(minutes=15)
    await world.core.send_commands()

    assert early == []
    assert [it.id for it in world.todoist.commands] == [first.id, second.id]


async def test_what_todoist_refuses_is_set_aside_and_the_rest_goes_on(world, ada):
    shown, refused = await world.answer(ada)
    tip = await world.look(lambda work: work.tips.get(ada, shown.tip_id))
    world.todoist.refused[tip.task.id] = "FORBIDDEN"
    _, fine = await world.answer(ada)

    await world.core.send_commands()

    assert await fate_of(world, refused.id) == (True, "FORBIDDEN")
    assert [it.id for it in world.todoist.commands] == [fine.id]


async def test_what_fails_for_a_day_is_given_up(world, ada):
    _, reaction = await world.answer(ada)
    world.todoist.failure = down()

    for _ in range(24):
        await world.core.send_commands()
        world.clock.advance(hours=1)
    alive = await fate_of(world, reaction.id)
    world.clock.advance(seconds=1)
    await world.core.send_commands()

    assert alive[0] is False
    assert await fate_of(world, reaction.id) == (True, "gave_up")


async def test_a_disconnected_todoist_ends_its_commands(world, ada):
    _, reaction = await world.answer(ada)
    await world.core.disconnect(ada, Provider.TODOIST)

    await world.core.send_commands()

    assert await fate_of(world, reaction.id) == (True, "disconnected")
    assert world.todoist.sends == 0


async def test_expired_access_is_refreshed_once_and_the_command_arrives(world, ada):
    await world.answer(ada)
    world.todoist.access.clear()

    await world.core.send_commands()

    assert world.todoist.refreshes == 1
    assert len(world.todoist.commands) == 1


async def test_access_that_stays_refused_is_refreshed_once_a_try(world, ada):
    await world.answer(ada)
    world.todoist.failure = AccessExpired(Provider.TODOIST)

    await world.core.send_commands()

    assert (world.todoist.refreshes, world.todoist.sends) == (1, 2)


async def test_one_users_trouble_does_not_keep_the_others_waiting(world, ada):
    eve = await world.a_reader(an_identity("eve"))
    await world.answer(ada)
    await world.answer(eve)
    claiming, ada_written_down = 1, 1
    world.store.refuse_write(claiming + ada_written_down)

    with pytest.raises(ExceptionGroup):
        await world.core.send_commands()
    world.clock.advance(minutes=1)
    await world.core.send_commands()

    assert await world.waiting_commands() == ()
    assert {it.user_id for it in world.todoist.commands} == {ada, eve}


async def test_a_process_that_dies_while_sending_is_made_up_for_after_its_lease(world, ada):
    await world.answer(ada)
    now = world.clock.now()
    await world.do(lambda work: work.commands.claim(now, now.replace(minute=1), 100))

    held = await world.core.send_commands()
    world.clock.advance(seconds=60)

    assert (held, await world.core.send_commands()) == (0, 1)


async def test_only_done_needs_carrying(world, ada):
    await world.answer(ada, ReactionKind.DISMISS)

    assert await world.core.send_commands() == 0
