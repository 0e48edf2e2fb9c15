"""Why there is nothing to tip, and when oO looks again."""

from datetime import timedelta

import pytest

from core.domain.integration import Provider
from core.domain.reaction import ReactionKind
from core.domain.snooze import Snooze
from core.errors import Emptiness, IntegrationDown, NotFound, ReconnectNeeded
from tests.fakes.builders import a_task, tasks
from tests.fakes.clock import NOON
from tests.fakes.providers import down
from tests.fakes.world import a_world

NINE = NOON + timedelta(hours=20)
"""Nine in the morning of the next day in Paris."""


async def why(world, user_id, **how):
    found = await world.nothing(user_id, **how)
    return found.why, found.until


async def test_nothing_is_connected(world):
    ada = await world.a_person()

    assert await why(world, ada) == (Emptiness.NOT_CONNECTED, None)


async def test_the_tasks_are_being_read_for_the_first_time(world):
    ada = await world.a_person()
    await world.connect(ada)

    assert await why(world, ada) == (Emptiness.FIRST_SYNC, None)


async def test_a_fresh_page_reads_them_at_once(world):
    ada = await world.a_person()
    await world.connect(ada)

    assert (await world.tip(ada, fresh=True)).card.text


@pytest.mark.parametrize("every", [(), (a_task("h", "* Garden"),), (a_task("b", "  "),)])
async def test_there_are_no_tasks(every):
    world = a_world(*every)
    ada = await world.a_reader()

    assert await why(world, ada) == (Emptiness.NO_TASKS, None)


async def test_todoist_has_not_answered_since(world):
    ada = await world.a_person()
    await world.connect(ada)
    world.todoist.failure = down()
    with pytest.raises(IntegrationDown):
        await world.core.sync_tasks(ada, Provider.TODOIST)
    world.clock.advance(minutes=1)

    assert await why(world, ada) == (Emptiness.DOWN, NOON)


async def test_the_link_has_to_be_made_again(world):
    ada = await world.a_person()
    await world.connect(ada)
    world.todoist.access.clear()
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)

    found = await world.nothing(ada, fresh=True)

    assert found.why is Emptiness.RECONNECT


async def test_all_rest_and_the_first_to_wake_says_when():
    world = a_world(*tasks(2))
    ada = await world.a_reader()
    await world.answer(ada, ReactionKind.DISMISS)
    await world.answer(ada, ReactionKind.SNOOZE)

    assert await why(world, ada) == (Emptiness.ALL_RESTING, NOON + timedelta(hours=2))


async def test_a_task_that_is_gone_does_not_say_when():
    world = a_world(*tasks(2))
    ada = await world.a_reader()
    await world.answer(ada, ReactionKind.DONE)
    await world.core.send_commands()
    await world.core.sync_tasks(ada, Provider.TODOIST)
    await world.answer(ada, ReactionKind.DISMISS)

    assert await why(world, ada) == (Emptiness.ALL_RESTING, NOON + timedelta(hours=20))


async def test_a_task_with_two_rests_wakes_after_the_later():
    world = a_world(a_task())
    ada = await world.a_reader()
    await world.answer(ada, ReactionKind.DISMISS)
    shown = await world.tip(ada, anyway=True)
    await world.core.record_reaction(ada, shown.tip_id, ReactionKind.SNOOZE, "key")

    assert await why(world, ada) == (Emptiness.ALL_RESTING, NOON + timedelta(hours=20))


async def test_not_today_means_quiet_until_the_morning(world):
    ada = await world.a_reader()
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)

    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    assert await why(world, ada) == (Emptiness.QUIET, NINE)


async def test_not_today_also_silences_the_tip_that_had_followed(world):
    ada = await world.a_reader()
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    await world.tip(ada)

    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    assert await why(world, ada, fresh=True) == (Emptiness.QUIET, NINE)


async def test_a_tip_asked_for_in_spite_of_the_quiet_stays(world):
    ada = await world.a_reader()
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    wanted = await world.tip(ada, anyway=True)

    assert (await world.tip(ada)).tip_id == wanted.tip_id


async def test_the_quiet_ends_by_itself(world):
    ada = await world.a_reader()
    shown, _ = await world.answer(ada, ReactionKind.SNOOZE)
    await world.core.change_snooze(ada, shown.tip_id, Snooze.NOT_TODAY)

    world.clock.jump_to(NINE)

    assert (await world.tip(ada)).card.text


async def test_a_user_who_left_gets_nothing(world):
    ada = await world.a_reader()
    await world.core.erase_user(ada)

    with pytest.raises(NotFound):
        await world.tip(ada)
