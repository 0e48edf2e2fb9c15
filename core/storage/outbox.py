"""Store events beside what caused them, until they are told (reliability E1)."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update

from core.domain.events import Event
from core.domain.ids import EventId
from core.domain.packing import pack, unpack
from core.errors import Malformed
from core.ports import Backlog
from core.storage.tables import OUTBOX
from core.storage.transaction import Transaction

_log = logging.getLogger(__name__)

_WAITING = (
    select(OUTBOX.c.id, OUTBOX.c.subject, OUTBOX.c.payload, OUTBOX.c.cause_id)
    .where(
        OUTBOX.c.sent_at.is_(None),
        or_(OUTBOX.c.held_until.is_(None), OUTBOX.c.held_until <= bindparam("the_time")),
    )
    .order_by(OUTBOX.c.id)
    .limit(bindparam("the_limit"))
    .with_for_update(skip_locked=True)
)
_HOLD = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("the_ids", expanding=True)))
    .values(held_until=bindparam("the_end"))
)
_SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("the_ids", expanding=True)))
    .values(sent_at=bindparam("the_time"))
)
_DEPTH: Any = func.count()
"""Any: SQLAlchemy gives a count another type than columns have."""
_BACKLOG = select(_DEPTH, func.min(OUTBOX.c.at)).where(OUTBOX.c.sent_at.is_(None))
_AGAIN = (
    update(OUTBOX)
    .where(OUTBOX.c.sent_at.is_not(None), OUTBOX.c.at >= bindparam("the_time"))
    .values(sent_at=None, held_until=None)
)
_SWEEP = delete(OUTBOX).where(OUTBOX.c.sent_at < bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """The outbox in the database; two claimers never get the same event."""

    tx: Transaction

    async def tell(self, event: Event) -> None:
        """Write an event down, to be told after the commit."""
        self.tx.tells()
        await self.tx.write(
            insert(OUTBOX),
            {
                "id": event.id,
                "user_id": event.user_id,
                "subject": event.subject,
                "version": event.version,
                "at": event.at,
                "payload": pack(event),
                "cause_id": event.cause,
                "held_until": None,
                "sent_at": None,
            },
        )

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Event, ...]:
        """Return untold events, oldest first, and hold them until then."""
        rows = await self.tx.rows(_WAITING, {"the_time": now, "the_limit": limit})
        if rows:
            await self.tx.write(_HOLD, {"the_ids": [row.id for row in rows], "the_end": until})
        return tuple(readable(rows))

    async def sent(self, ids: tuple[EventId, ...], at: datetime) -> None:
        """Write down that these were told."""
        if ids:
            await self.tx.write(_SENT, {"the_ids": list(ids), "the_time": at})

    async def later(self, ids: tuple[EventId, ...], until: datetime) -> None:
        """Hide these until a time."""
        if ids:
            await self.tx.write(_HOLD, {"the_ids": list(ids), "the_end": until})

    async def backlog(self) -> Backlog:
        """Return how many are untold, and since when the oldest is."""
        row = await self.tx.rows(_BACKLOG, {})
        return Backlog(*row[0])


@dataclass(frozen=True, slots=True)
class SqlSentEvents:
    """The part of the outbox that was told."""

    tx: Transaction

    async def sweep(self, before: datetime) -> int:
        """Delete events told before a time and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})

    async def again(self, since: datetime) -> int:
        """Make events that happened since a time untold, and return how many."""
        return await self.tx.write(_AGAIN, {"the_time": since})


def readable(rows: Sequence[Row[Any]]) -> Iterator[Event]:
    """Yield what this release can read; the rest waits for one that can, and stops nobody."""
    for row in rows:
        try:
            yield unpack(row.subject, row.payload, EventId(row.id), row.cause_id)
        except Malformed:
            _log.exception("event %s (%s) cannot be read", row.id, row.subject)
