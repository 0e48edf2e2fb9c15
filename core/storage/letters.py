"""Store events that failed at a consumer (reliability E3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from core.domain.ids import EventId
from core.domain.letter import Letter
from core.domain.packing import pack, unpack
from core.storage.tables import DEAD_LETTERS
from core.storage.transaction import Transaction

_FIND = select(DEAD_LETTERS).where(
    DEAD_LETTERS.c.consumer == bindparam("the_consumer"),
    DEAD_LETTERS.c.event_id == bindparam("the_event"),
)
_SAVE = update(DEAD_LETTERS).where(
    DEAD_LETTERS.c.consumer == bindparam("the_consumer"),
    DEAD_LETTERS.c.event_id == bindparam("the_event"),
)
_DROP = delete(DEAD_LETTERS).where(
    DEAD_LETTERS.c.consumer == bindparam("the_consumer"),
    DEAD_LETTERS.c.event_id.in_(bindparam("the_ids", expanding=True)),
)
_DEAD = (
    select(DEAD_LETTERS)
    .where(DEAD_LETTERS.c.dead_at.is_not(None))
    .order_by(DEAD_LETTERS.c.dead_at, DEAD_LETTERS.c.event_id, DEAD_LETTERS.c.consumer)
    .limit(bindparam("the_limit"))
)


@dataclass(frozen=True, slots=True)
class SqlLetters:
    """Letters in the database; each holds its whole event, so that replay needs nothing else."""

    tx: Transaction

    async def save(self, letter: Letter) -> None:
        """Write a letter, new or known."""
        known = {"the_consumer": letter.consumer, "the_event": letter.event.id}
        state: dict[str, int | str | datetime | None] = {
            "tries": letter.tries,
            "error": letter.error,
            "failed_at": letter.failed_at,
            "dead_at": letter.dead_at,
        }
        if await self.tx.write(_SAVE, state | known):
            return
        event = letter.event
        fresh = {
            "consumer": letter.consumer,
            "event_id": event.id,
            "user_id": event.user_id,
            "subject": event.subject,
            "version": event.version,
            "payload": pack(event),
            "cause_id": event.cause,
        }
        await self.tx.write(insert(DEAD_LETTERS), fresh | state)

    async def find(self, consumer: str, event_id: EventId) -> Letter | None:
        """Return the letter of an event at a consumer."""
        row = await self.tx.row(_FIND, {"the_consumer": consumer, "the_event": event_id})
        return _letter(row) if row else None

    async def drop(self, consumer: str, ids: tuple[EventId, ...]) -> None:
        """Forget letters: their events have had their effect."""
        if ids:
            await self.tx.write(_DROP, {"the_consumer": consumer, "the_ids": list(ids)})

    async def dead(self, limit: int) -> tuple[Letter, ...]:
        """Return the letters that wait for a person, longest first."""
        return tuple(map(_letter, await self.tx.rows(_DEAD, {"the_limit": limit})))


def _letter(row: Row[Any]) -> Letter:
    event = unpack(row.subject, row.payload, EventId(row.event_id), row.cause_id)
    return Letter(row.consumer, event, row.tries, row.error, row.failed_at, row.dead_at)
