"""Store what admins did: rows are only added."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from core.domain.audit import Actor, Deed
from core.domain.ids import new_id
from core.storage.tables import ADMIN_ACTIONS
from core.storage.transaction import Transaction

_ALL = select(ADMIN_ACTIONS).order_by(ADMIN_ACTIONS.c.id)


@dataclass(frozen=True, slots=True)
class SqlAudit:
    """Deeds in the database."""

    tx: Transaction

    async def append(self, at: datetime, actor: Actor, deed: Deed) -> None:
        """Write down what was done."""
        values = asdict(deed) | {"id": new_id(), "at": at, "role": actor.role}
        await self.tx.write(insert(ADMIN_ACTIONS), values)

    async def all(self) -> tuple[Deed, ...]:
        """Return all deeds, oldest first."""
        return tuple(
            Deed(it.action, it.kind, it.object, it.reason, it.before, it.after, it.result, it.reads)
            for it in await self.tx.rows(_ALL, {})
        )
