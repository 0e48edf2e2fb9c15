"""Store work for later: the part that every queue shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, Table, Update, bindparam, or_, select, update

from core.domain.command import LONGEST_HOLD
from core.domain.ids import CommandId
from core.storage.transaction import Transaction, Values

NEW: dict[str, Any] = {"held_until": None, "done_at": None, "dead_at": None, "error": ""}
"""How an item begins to wait. Any: columns of several types."""


@dataclass(frozen=True, slots=True)
class QueueQueries:
    """The statements of one queue's table."""

    waiting: Select[Any]
    change: Update
    again: Update

    @classmethod
    def on(cls, table: Table) -> Self:
        """Return the statements for a table."""
        free = or_(table.c.held_until.is_(None), ~_held(table.c.held_until))
        waiting = (
            select(table)
            .where(table.c.done_at.is_(None), table.c.dead_at.is_(None), free, *_in_line(table))
            .order_by(table.c.created_at, table.c.id)
            .limit(bindparam("the_limit"))
            .with_for_update(skip_locked=True)
        )
        change = update(table).where(table.c.id.in_(bindparam("ids", expanding=True)))
        again = change.values(
            tries=table.c.tries + 1,
            held_until=bindparam("held_until"),
            error=bindparam("error"),
        )
        return cls(waiting, change, again)

    async def claim(
        self, tx: Transaction, now: datetime, until: datetime, limit: int
    ) -> Sequence[Row[Any]]:
        """Return waiting rows, oldest first, and hold them until then."""
        times = {"the_time": now, "the_horizon": now + LONGEST_HOLD}
        rows = await tx.rows(self.waiting, times | {"the_limit": limit})
        if rows:
            ids = [row.id for row in rows]
            await tx.write(self.change, {"ids": ids, "held_until": until})
        return rows

    async def become(self, tx: Transaction, item_id: CommandId, values: Values) -> None:
        """Write what became of an item; one that is gone by now is nobody's loss."""
        await tx.write(self.change, {"ids": [item_id], **values})

    async def retry(self, tx: Transaction, item_id: CommandId, at: datetime, error: str) -> None:
        """Count one more try and hide the item until `at`."""
        await tx.write(self.again, {"ids": [item_id], "held_until": at, "error": error})


def _held(until: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether an item is held now; what seems held for ages was, before the clock was set."""
    return (until > bindparam("the_time")) & (until <= bindparam("the_horizon"))


def _in_line(table: Table) -> tuple[ColumnElement[bool], ...]:
    """Return the rule that nothing of a user overtakes what is held, where items have users."""
    if "user_id" not in table.c:
        return ()
    before = table.alias("before")
    held = select(before.c.id).where(
        before.c.user_id == table.c.user_id,
        before.c.id < table.c.id,
        before.c.done_at.is_(None),
        before.c.dead_at.is_(None),
        _held(before.c.held_until),
    )
    return (~held.exists(),)
