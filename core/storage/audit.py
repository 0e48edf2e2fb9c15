"""Store the chain of deeds, one writer at its end at a time."""

from dataclasses import asdict, dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, insert, or_, select

from core.domain.audit import Sought
from core.domain.chain import Entry, Head
from core.domain.ids import DeedId, UserId
from core.storage.encoding import from_bytes, to_bytes
from core.storage.tables import ADMIN_ACTIONS
from core.storage.transaction import Transaction

CHAIN = 0x6F4F41
"""PostgreSQL's advisory lock of whoever is about to append."""

_NEWEST_FIRST = ADMIN_ACTIONS.c.seq.desc()
_HEAD = (
    select(ADMIN_ACTIONS.c.seq, ADMIN_ACTIONS.c.hash, ADMIN_ACTIONS.c.at)
    .order_by(_NEWEST_FIRST)
    .limit(1)
)
_WALK = (
    select(ADMIN_ACTIONS)
    .where(ADMIN_ACTIONS.c.seq > bindparam("the_seq"))
    .order_by(ADMIN_ACTIONS.c.seq)
    .limit(bindparam("the_limit"))
)


@dataclass(frozen=True, slots=True)
class SqlAudit:
    """Deeds in the database."""

    tx: Transaction

    async def append(self, entry: Entry) -> None:
        """Add an entry at the end. Raises: StaleWrite when its number is taken."""
        words = {"before": _text(entry.before), "after": _text(entry.after)}
        await self.tx.write(insert(ADMIN_ACTIONS), asdict(entry) | words)

    async def head(self) -> Head | None:
        """Return the newest entry's number and hash; None when there is none."""
        await self.tx.alone(CHAIN)
        rows = await self.tx.rows(_HEAD, {})
        return Head(rows[0].seq, rows[0].hash, rows[0].at) if rows else None

    async def page(self, sought: Sought, before: int | None, limit: int) -> tuple[Entry, ...]:
        """Return what is looked for, newest first."""
        query = select(ADMIN_ACTIONS).where(*_conditions(sought))
        if before is not None:
            query = query.where(ADMIN_ACTIONS.c.seq < before)
        return await self._entries(query.order_by(_NEWEST_FIRST).limit(limit))

    async def walk(self, after: int, limit: int) -> tuple[Entry, ...]:
        """Return entries in their order."""
        rows = await self.tx.rows(_WALK, {"the_seq": after, "the_limit": limit})
        return tuple(map(_entry, rows))

    async def count(self, sought: Sought) -> int:
        """Return how many entries are looked for."""
        query = select(func.count()).select_from(ADMIN_ACTIONS).where(*_conditions(sought))
        (row,) = await self.tx.rows(query, {})
        return int(row[0])

    async def _entries(self, query: Select[Any]) -> tuple[Entry, ...]:
        return tuple(map(_entry, await self.tx.rows(query, {})))


def _conditions(sought: Sought) -> list[ColumnElement[bool]]:
    columns = ADMIN_ACTIONS.c
    fields = {"who": columns.actor} | {it: columns[it] for it in ("kind", "action", "object")}
    found = [it == value for name, it in fields.items() if (value := getattr(sought, name))]
    found += [fields[name] != value for name, value in sought.never if name in fields]
    if sought.ending:
        found.append(columns.object.endswith(sought.ending, autoescape=True))
    if sought.result:
        found.append(columns.result.startswith(sought.result, autoescape=True))
    if sought.reads is not None:
        found.append(columns.reads.is_(sought.reads))
    if sought.words:
        texts = (columns.action, columns.object, columns.reason)
        found.append(or_(*(it.icontains(sought.words, autoescape=True) for it in texts)))
    if sought.since is not None:
        found.append(columns.at >= sought.since)
    if sought.until is not None:
        found.append(columns.at < sought.until)
    return found


def _text(words: object) -> str:
    return to_bytes(words).decode("ascii")


def _entry(row: Row[Any]) -> Entry:
    plain = row._asdict()
    for name in ("before", "after"):
        plain[name] = from_bytes(plain[name].encode())
    owned = {"id": DeedId(row.id), "actor_id": cast("UserId | None", row.actor_id)}
    return Entry(**plain | owned)
