"""Find in the database what oO did about tasks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from core.domain.asked import Asked
from core.domain.command import CommandKind
from core.domain.ids import CommandId, TaskId, UserId
from core.domain.tip import Tip
from core.storage.opened import opened
from core.storage.tables import COMMANDS, TIP_VIEWS
from core.storage.tips import SqlTips
from core.storage.transaction import Transaction

_TIPS = (
    select(TIP_VIEWS)
    .where(
        TIP_VIEWS.c.user_id == bindparam("the_user"),
        TIP_VIEWS.c.served_at >= bindparam("the_time"),
    )
    .order_by(TIP_VIEWS.c.served_at, TIP_VIEWS.c.id)
)
_COMMANDS = (
    select(
        COMMANDS.c.id,
        COMMANDS.c.task_id,
        COMMANDS.c.kind,
        COMMANDS.c.created_at,
        COMMANDS.c.done_at,
        COMMANDS.c.dead_at,
    )
    .where(
        COMMANDS.c.user_id == bindparam("the_user"),
        COMMANDS.c.created_at >= bindparam("the_time"),
    )
    .order_by(COMMANDS.c.created_at, COMMANDS.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlTraces:
    """What oO did about a user's tasks, in the database.

    Tasks are chosen here and not by the statement: there may be more than a statement can name,
    and what one person did in a few days is little.
    """

    tx: Transaction

    async def tips(
        self, user_id: UserId, tasks: frozenset[TaskId], since: datetime
    ) -> tuple[Tip, ...]:
        """Return the tips that proposed one of these tasks, served since a time, oldest first."""
        rows = await self.tx.rows(_TIPS, {"the_user": user_id, "the_time": since})
        mine = [row for row in rows if row.task_id in tasks]
        return await opened(mine, SqlTips(self.tx).opened)

    async def commands(
        self, user_id: UserId, tasks: frozenset[TaskId], since: datetime
    ) -> tuple[Asked, ...]:
        """Return the commands about these tasks, made since a time, oldest first."""
        rows = await self.tx.rows(_COMMANDS, {"the_user": user_id, "the_time": since})
        return tuple(_asked(row) for row in rows if row.task_id in tasks)


def _asked(row: Row[Any]) -> Asked:
    return Asked(
        id=CommandId(row.id),
        task_id=TaskId(row.task_id),
        kind=CommandKind(row.kind),
        asked_at=row.created_at,
        over_at=row.dead_at or row.done_at,
        failed=row.dead_at is not None,
    )
