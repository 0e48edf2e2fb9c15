"""Write down what became of commands whose tasks changed elsewhere."""

from datetime import datetime, timedelta

from core.domain.asked import Asked
from core.domain.conflict import End, Fate, opening, settled_by
from core.domain.ids import CommandId, TaskId, UserId
from core.domain.integration import Integration
from core.domain.task import TaskChanges
from core.ports import Work

LOOK_BACK = timedelta(days=60)
"""No command waits as long: after a day it is given up. Clocks may have jumped meanwhile."""


async def settle_gone(
    work: Work, integration: Integration, changes: TaskChanges, now: datetime
) -> None:
    """Set aside what waits for tasks that a sync has seen deleted, end what it has seen done."""
    asked = await asked_about(work, integration.user_id, changes.gone, now)
    for it in asked:
        if it.over_at is None:
            end = _end_of(it.task_id, changes)
            decided = settled_by(it, end, opening=opening(it, asked, now))
            await write_fate(work, it.id, decided, now)


def _end_of(task_id: TaskId, changes: TaskChanges) -> End:
    completed = task_id in changes.completed
    return End(completed, changes.completed_at.get(task_id) if completed else None)


async def asked_about(
    work: Work, user_id: UserId, tasks: frozenset[TaskId], now: datetime
) -> tuple[Asked, ...]:
    """Return what was asked about these tasks of a user, oldest first."""
    return await work.traces.commands(user_id, tasks, now - LOOK_BACK)


async def write_fate(work: Work, command_id: CommandId, decided: Fate, now: datetime) -> None:
    """Write down what was decided about a command; nothing about one that is to be sent."""
    if decided is Fate.HOLDS:
        await work.commands.done(command_id, now)
    elif decided is not Fate.SEND:
        await work.commands.dead(command_id, now, decided)
