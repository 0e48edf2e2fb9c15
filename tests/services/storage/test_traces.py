"""What oO did about tasks is found again, in every home."""

from core.domain.asked import Asked
from core.domain.command import CommandKind
from core.domain.ids import CommandId, TaskId, new_id
from core.domain.tip import TipStatus
from tests.services.storage.things import HOUR, NOW, a_command, a_task, signed_up, tipped

A = frozenset({TaskId("a")})


async def shown(store, user, task="a", at=NOW, **changes):
    known = {"status": TipStatus.ANSWERED, "task": a_task(id=TaskId(task)), "served_at": at}
    return await tipped(store, user, **known | changes)


async def queued(store, user, *commands):
    async with store.writing() as work:
        for command in commands:
            await work.commands.add(command)


def asked(command, **traits):
    return Asked(command.id, command.task_id, command.kind, command.created_at, **traits)


async def test_tips_of_tasks_come_oldest_first_as_they_were_served(store):
    user, other = await signed_up(store), await signed_up(store)
    young, old = await shown(store, user), await shown(store, user, at=NOW - HOUR)
    await shown(store, user, at=NOW - HOUR - HOUR / 60)
    await shown(store, user, "b")
    await shown(store, other)

    async with store.reading() as work:
        found = await work.traces.tips(user.id, A, NOW - HOUR)
        every = await work.traces.tips(user.id, A | {TaskId("b")}, NOW)

    assert found == (old, young)
    assert len(every) == 2


async def test_no_tasks_have_no_traces(store):
    user = await signed_up(store)
    await shown(store, user)
    await queued(store, user, a_command(user))

    async with store.reading() as work:
        assert await work.traces.tips(user.id, frozenset(), NOW) == ()
        assert await work.traces.commands(user.id, frozenset(), NOW) == ()


async def test_commands_say_when_they_were_over_and_whether_they_failed(store):
    user, other = await signed_up(store), await signed_up(store)
    waiting, done, dead, tried = (
        a_command(user, id=CommandId(new_id()), task_id=TaskId("a"), kind=kind)
        for kind in (CommandKind.CLOSE, CommandKind.REOPEN, CommandKind.CLOSE, CommandKind.CLOSE)
    )
    old = a_command(user, task_id=TaskId("a"), created_at=NOW - HOUR)
    await queued(store, user, waiting, done, dead, tried, old)
    await queued(store, user, a_command(user), a_command(other, task_id=TaskId("a")))
    async with store.writing() as work:
        await work.commands.later(tried.id, NOW, "unanswered")
        await work.commands.done(tried.id, NOW + HOUR)
        await work.commands.done(done.id, NOW + HOUR)
        await work.commands.dead(dead.id, NOW + HOUR, "NOT_FOUND")

    async with store.reading() as work:
        found = await work.traces.commands(user.id, A, NOW)

    assert found == (
        asked(waiting),
        asked(done, over_at=NOW + HOUR),
        asked(dead, over_at=NOW + HOUR, failed=True),
        asked(tried, over_at=NOW + HOUR),
    )


async def test_what_was_erased_leaves_no_trace(store):
    """Reliability D1."""
    user = await signed_up(store)
    await shown(store, user)
    await queued(store, user, a_command(user, task_id=TaskId("a")))

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    async with store.reading() as work:
        assert await work.traces.tips(user.id, A, NOW) == ()
        assert await work.traces.commands(user.id, A, NOW) == ()
