"""Store webhooks as they come in, each once (reliability H2, H3)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update

from core.domain.delivery import Delivery
from core.domain.ids import DeliveryId, TaskId, UserId
from core.domain.integration import Provider
from core.storage.integrations import external_key
from core.storage.tables import DELIVERIES, INTEGRATIONS
from core.storage.transaction import Transaction

_OWNERS = (
    select(INTEGRATIONS.c.user_id)
    .where(
        INTEGRATIONS.c.provider == bindparam("the_provider"),
        INTEGRATIONS.c.external_key == bindparam("the_key"),
        INTEGRATIONS.c.personal.is_(False),
    )
    .order_by(INTEGRATIONS.c.id)
)
_KNOWN = select(
    DELIVERIES.c.user_id, DELIVERIES.c.provider, DELIVERIES.c.digest, DELIVERIES.c.key
).where(
    or_(
        DELIVERIES.c.digest.in_(bindparam("the_digests", expanding=True)),
        DELIVERIES.c.key.in_(bindparam("the_keys", expanding=True)),
    )
)
_PENDING = (
    select(DELIVERIES)
    .where(
        DELIVERIES.c.done_at.is_(None),
        or_(DELIVERIES.c.held_until.is_(None), DELIVERIES.c.held_until <= bindparam("the_time")),
    )
    .order_by(DELIVERIES.c.id)
    .limit(bindparam("the_limit"))
    .with_for_update(skip_locked=True)
)
_THESE = update(DELIVERIES).where(DELIVERIES.c.id.in_(bindparam("the_ids", expanding=True)))
_HOLD = _THESE.values(held_until=bindparam("the_end"))
_DONE = _THESE.values(done_at=bindparam("the_time"))
_SWEEP = delete(DELIVERIES).where(DELIVERIES.c.received_at < bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlDeliveries:
    """Deliveries in the database."""

    tx: Transaction

    async def owners(self, provider: Provider, external_id: str) -> tuple[UserId, ...]:
        """Return whose links by OAuth the service's own user id belongs to, oldest link first."""
        key = external_key(self.tx.vault, provider, external_id)
        rows = await self.tx.rows(_OWNERS, {"the_provider": provider, "the_key": key})
        return tuple(UserId(row.user_id) for row in rows)

    async def add(self, deliveries: tuple[Delivery, ...]) -> int:
        """Write those down that did not come before, and return how many. Raises: StaleWrite."""
        asked = {
            "the_digests": [it.digest for it in deliveries],
            "the_keys": [it.key for it in deliveries if it.key],
        }
        known = {mark for row in await self.tx.rows(_KNOWN, asked) for mark in _marks(row)}
        fresh = []
        for it in deliveries:
            marks = _marks(it)
            if not marks & known:
                known |= marks
                fresh.append(asdict(it) | {"held_until": None, "done_at": None})
        await self.tx.write_all(insert(DELIVERIES), fresh)
        return len(fresh)

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Delivery, ...]:
        """Return deliveries that nobody has worked on, oldest first, and hold them until then."""
        rows = await self.tx.rows(_PENDING, {"the_time": now, "the_limit": limit})
        if rows:
            await self.tx.write(_HOLD, {"the_ids": [row.id for row in rows], "the_end": until})
        return tuple(map(_delivery, rows))

    async def done(self, ids: tuple[DeliveryId, ...], at: datetime) -> None:
        """Write down that these were worked on."""
        if ids:
            await self.tx.write(_DONE, {"the_ids": list(ids), "the_time": at})

    async def sweep(self, before: datetime) -> int:
        """Forget what came before a time, and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})


def _marks(it: Row[Any] | Delivery) -> set[tuple[str, ...]]:
    """Return by what a delivery is known: what was signed, and the sender's id if it has one."""
    mine = (str(it.user_id), str(it.provider))
    return {(*mine, "digest", it.digest), *({(*mine, "key", it.key)} if it.key else ())}


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        user_id=UserId(row.user_id),
        provider=Provider(row.provider),
        digest=row.digest,
        key=row.key,
        name=row.name,
        task_id=None if row.task_id is None else TaskId(row.task_id),
        intent=row.intent,
        triggered_at=row.triggered_at,
        received_at=row.received_at,
    )
