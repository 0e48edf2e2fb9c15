"""Store events beside what caused them, until they are told (reliability E1)."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update

from core.domain.events import Event
from core.domain.ids import EventId, new_id
from core.domain.packing import pack, unpack
from core.errors import Malformed
from core.ports import StoredEvent
from core.storage.tables import OUTBOX
from core.storage.transaction import Transaction

_log = logging.getLogger(__name__)

_WAITING = (
    select(OUTBOX.c.id, OUTBOX.c.subject, OUTBOX.c.payload)
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
_SWEEP = delete(OUTBOX).where(OUTBOX.c.sent_at < bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """The outbox in the database; two claimers never get the same event."""

    tx: Transaction

    async def tell(self, event: Event) -> None:
        """Write an event down, to be told after the commit."""
        await self.tx.write(
            insert(OUTBOX),
            {
                "id": new_id(),
                "user_id": event.user_id,
                "subject": event.subject,
                "version": event.version,
                "at": event.at,
                "payload": pack(event),
                "held_until": None,
                "sent_at": None,
            },
        )

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[StoredEvent, ...]:
        """Return untold events, oldest first, and hold them until then."""
        rows = await self.tx.rows(_WAITING, {"the_time": now, "the_limit": limit})
        if rows:
            await self.tx.write(_HOLD, {"the_ids": [row.id for row in rows], "the_end": until})
        return tuple(_readable(rows))

    async def sent(self, ids: tuple[EventId, ...], at: datetime) -> None:
        """Write down that these were told."""
        if ids:
            await self.tx.write(_SENT, {"the_ids": list(ids), "the_time": at})

    async def sweep(self, before: datetime) -> int:
        """Delete events told before a time and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})


def _readable(rows: Sequence[Row[Any]]) -> Iterator[StoredEvent]:
    """Yield what this release can read; the rest waits for one that can, and stops nobody."""
    for row in rows:
        try:
            yield StoredEvent(EventId(row.id), unpack(row.subject, row.payload))
        except Malformed:
            _log.exception("event %s (%s) cannot be read", row.id, row.subject)
