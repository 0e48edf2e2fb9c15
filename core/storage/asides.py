"""Find in the database which of a user's commands were set aside."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from core.domain.command import CommandKind
from core.domain.conflict import Aside
from core.domain.ids import CommandId, TaskId, UserId
from core.storage.tables import COMMANDS
from core.storage.transaction import Transaction

_SINCE = (
    select(COMMANDS.c.id, COMMANDS.c.task_id, COMMANDS.c.kind, COMMANDS.c.error, COMMANDS.c.dead_at)
    .where(
        COMMANDS.c.user_id == bindparam("the_user"),
        COMMANDS.c.dead_at >= bindparam("the_time"),
    )
    .order_by(COMMANDS.c.dead_at.desc(), COMMANDS.c.id.desc())
)


@dataclass(frozen=True, slots=True)
class SqlAsides:
    """Commands that were set aside, in the database."""

    tx: Transaction

    async def since(self, user_id: UserId, at: datetime) -> tuple[Aside, ...]:
        """Return a user's commands that were set aside since a time, newest first."""
        rows = await self.tx.rows(_SINCE, {"the_user": user_id, "the_time": at})
        return tuple(
            Aside(
                CommandId(row.id),
                TaskId(row.task_id),
                CommandKind(row.kind),
                row.error,
                row.dead_at,
            )
            for row in rows
        )
