"""Hold what waited through an outage against what is true now (reliability F3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.asked import Asked
from core.domain.command import CommandKind, TaskCommand
from core.domain.conflict import Fate, carried, fates
from core.domain.ids import UserId
from core.domain.integration import Provider
from core.domain.task import TaskList
from core.errors import IntegrationDown, IntegrationRefused
from core.ports import Clock, Store
from core.usecases.fates import asked_about, write_fate
from core.usecases.sync_tasks import SyncTasks

SOON = timedelta(minutes=1)
"""What is sent within it is sent at once, as far as a person can tell."""


@dataclass(frozen=True, slots=True)
class SettleConflicts:
    """Set aside what must not be sent any more."""

    store: Store
    clock: Clock
    sync: SyncTasks

    async def __call__(self, commands: tuple[TaskCommand, ...]) -> tuple[TaskCommand, ...]:
        """Return those of a user's commands that are to be sent, in order.

        Raises: IntegrationFault when it cannot be known what is true; NotFound.
        """
        began = self.clock.now()
        if all(it.kind is CommandKind.CLOSE and not _waited(it, began) for it in commands):
            return commands  # just said: there is nothing to look up
        user_id, provider = commands[0].user_id, commands[0].provider
        tasks = frozenset(it.task_id for it in commands)
        async with self.store.reading() as work:
            asked = await asked_about(work, user_id, tasks, began)
        if not any(_waited(it, began) or _takes_back(it, asked) for it in commands):
            return commands
        await self._look(user_id, provider)
        async with self.store.writing() as work:
            now = self.clock.now()
            asked = await asked_about(work, user_id, tasks, now)
            known = await work.tasks.of(user_id, provider) or TaskList()
            over = {it.id for it in asked if it.over_at is not None}
            decided = fates([it for it in commands if it.id not in over], known.tasks, asked)
            for command, fate in decided.items():
                await write_fate(work, command.id, fate, now)
        return tuple(command for command, fate in decided.items() if fate is Fate.SEND)

    async def _look(self, user_id: UserId, provider: Provider) -> None:
        try:
            await self.sync(user_id, provider)
        except IntegrationRefused as error:  # it refused to be read: that says nothing of writing
            raise IntegrationDown(provider) from error


def _waited(command: TaskCommand, now: datetime) -> bool:
    """Return whether much may have happened since: Todoist was down, or oO was."""
    return command.tries > 0 or now - command.created_at >= SOON


def _takes_back(command: TaskCommand, asked: tuple[Asked, ...]) -> bool:
    """Return whether it undoes what may never have been done."""
    reopens = command.kind is CommandKind.REOPEN and command.due is not None
    return reopens and not carried(command, asked)
