"""Store what oO has yet to ask of integrations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert

from core.domain.command import CommandKind, TaskCommand
from core.domain.ids import CommandId, TaskId, UserId
from core.domain.integration import Provider
from core.ports import Cell
from core.storage.encoding import due_in, due_out, from_bytes, to_bytes
from core.storage.opened import opened
from core.storage.queue import NEW, QueueQueries
from core.storage.tables import COMMANDS
from core.storage.transaction import Transaction

_QUEUE = QueueQueries.on(COMMANDS)


@dataclass(frozen=True, slots=True)
class SqlCommands:
    """Commands in the database; the due that a reopened task had is sealed."""

    tx: Transaction

    async def add(self, item: TaskCommand) -> None:
        """Write a command down beside its cause."""
        due = None
        if item.due is not None:
            due = await self.tx.seal(_due(item.id, item.user_id), to_bytes(due_out(item.due)))
        await self.tx.write(
            insert(COMMANDS),
            {
                "id": item.id,
                "user_id": item.user_id,
                "provider": item.provider,
                "kind": item.kind,
                "task_id": item.task_id,
                "created_at": item.created_at,
                "due": due,
                "tries": item.tries,
                **NEW,
            },
        )

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[TaskCommand, ...]:
        """Return waiting commands, oldest first, and hold them until then."""
        rows = await _QUEUE.claim(self.tx, now, until, limit)
        return await opened(rows, self._command)

    async def done(self, item_id: CommandId, at: datetime) -> None:
        """Write down that the integration did it, also when it was set aside meanwhile."""
        await _QUEUE.become(self.tx, item_id, {"done_at": at, "dead_at": None, "error": ""})

    async def later(self, item_id: CommandId, at: datetime, error: str) -> None:
        """Try again at that time."""
        await _QUEUE.retry(self.tx, item_id, at, error)

    async def dead(self, item_id: CommandId, at: datetime, error: str) -> None:
        """Set a hopeless command aside."""
        await _QUEUE.become(self.tx, item_id, {"dead_at": at, "error": error})

    async def _command(self, row: Row[Any]) -> TaskCommand:
        due = None
        if row.due is not None:
            due = due_in(from_bytes(await self.tx.open(_due(row.id, row.user_id), row.due)))
        return TaskCommand(
            id=CommandId(row.id),
            user_id=UserId(row.user_id),
            provider=Provider(row.provider),
            kind=CommandKind(row.kind),
            task_id=TaskId(row.task_id),
            created_at=row.created_at,
            due=due,
            tries=row.tries,
        )


def _due(item_id: CommandId, user_id: UserId) -> Cell:
    return Cell("commands", "due", str(item_id), str(user_id))
