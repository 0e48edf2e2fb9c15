"""Store which events had their effect at which consumer (reliability E2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from core.domain.events import Event
from core.domain.ids import EventId
from core.storage.tables import INBOX
from core.storage.transaction import Transaction

_HAD = select(INBOX.c.event_id).where(
    INBOX.c.consumer == bindparam("the_consumer"),
    INBOX.c.event_id.in_(bindparam("the_ids", expanding=True)),
)
_SWEEP = delete(INBOX).where(INBOX.c.at < bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlInbox:
    """The inbox in the database: one row for each effect."""

    tx: Transaction

    async def had(self, consumer: str, events: tuple[Event, ...]) -> frozenset[EventId]:
        """Return which of these had their effect there."""
        if not events:
            return frozenset()
        asked = {"the_consumer": consumer, "the_ids": [event.id for event in events]}
        return frozenset(EventId(row.event_id) for row in await self.tx.rows(_HAD, asked))

    async def keep(self, consumer: str, events: tuple[Event, ...], at: datetime) -> None:
        """Write down that these have their effect there. Raises: StaleWrite."""
        rows = [
            {"consumer": consumer, "event_id": it.id, "user_id": it.user_id, "at": at}
            for it in events
        ]
        await self.tx.write_all(insert(INBOX), rows)

    async def sweep(self, before: datetime) -> int:
        """Forget effects from before a time and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})
