"""What was set aside is found again, in every home."""

from core.domain.command import CommandKind
from core.domain.conflict import Aside
from tests.services.storage.things import HOUR, NOW, a_command, signed_up


async def test_commands_that_were_set_aside_come_newest_first(store):
    """Reliability F3: the user is told."""
    ada, eve = await signed_up(store), await signed_up(store)
    old, first, second, waiting, done = (a_command(ada) for _ in range(5))
    others = a_command(eve, kind=CommandKind.REOPEN)
    async with store.writing() as work:
        for command in (old, first, second, waiting, done, others):
            await work.commands.add(command)
        await work.commands.dead(old.id, NOW - HOUR, "overridden_gone")
        await work.commands.dead(first.id, NOW, "overridden_gone")
        await work.commands.dead(second.id, NOW + HOUR, "FORBIDDEN")
        await work.commands.later(waiting.id, NOW, "unanswered")
        await work.commands.done(done.id, NOW)
        await work.commands.dead(others.id, NOW, "overridden_moved")

    async with store.reading() as work:
        mine = await work.asides.since(ada.id, NOW)
        (other,) = await work.asides.since(eve.id, NOW)
        none = await work.asides.since(ada.id, NOW + 2 * HOUR)

    assert [(it.id, it.why, it.at) for it in mine] == [
        (second.id, "FORBIDDEN", NOW + HOUR),
        (first.id, "overridden_gone", NOW),
    ]
    assert other == Aside(others.id, others.task_id, CommandKind.REOPEN, "overridden_moved", NOW)
    assert none == ()


async def test_what_was_carried_after_all_was_not_set_aside(store):
    ada = await signed_up(store)
    command = a_command(ada)
    async with store.writing() as work:
        await work.commands.add(command)
        await work.commands.dead(command.id, NOW, "undone")
        await work.commands.done(command.id, NOW)

    async with store.reading() as work:
        assert await work.asides.since(ada.id, NOW) == ()
