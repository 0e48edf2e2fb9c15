"""Store who runs which loop."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.lease import Lease
from core.storage.tables import LEASES
from core.storage.transaction import Transaction

_ALL = select(LEASES).order_by(LEASES.c.name)
_FIND = select(LEASES).where(LEASES.c.name == bindparam("the_name"))
_SAVE = update(LEASES).where(LEASES.c.name == bindparam("the_name"))
_RELEASE = (
    update(LEASES)
    .where(LEASES.c.name == bindparam("the_name"), LEASES.c.holder == bindparam("the_holder"))
    .values(until=bindparam("the_time"))
)


@dataclass(frozen=True, slots=True)
class SqlLeases:
    """Leases in the database: one row for each loop, taken under its lock."""

    tx: Transaction

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> Lease | None:
        """Return the lease, new or longer; None while another has it. Raises: StaleWrite."""
        row = await self.tx.row(_FIND, {"the_name": name})
        if row is None:
            first = Lease(name, holder, now, until, term=1)
            await self.tx.write(insert(LEASES), asdict(first))
            return first
        lease = _lease(row).after(holder, now, until)
        if lease is not None:
            await self.tx.write(_SAVE, asdict(lease) | {"the_name": name})
        return lease

    async def release(self, name: str, holder: str, now: datetime) -> None:
        """Let another have it at once."""
        await self.tx.write(_RELEASE, {"the_name": name, "the_holder": holder, "the_time": now})

    async def all(self) -> tuple[Lease, ...]:
        """Return every lease that was ever taken, by name."""
        return tuple(map(_lease, await self.tx.rows(_ALL, {})))


def _lease(row: Row[Any]) -> Lease:
    return Lease(row.name, row.holder, row.taken_at, row.until, row.term)
