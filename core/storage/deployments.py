"""Store which policies serve and stand beside, and which did before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.deployment import Deployment, Policies, Standing, policies_of
from core.domain.ids import ChangeId, DeploymentId
from core.errors import StaleWrite
from core.storage.tables import DEPLOYMENTS
from core.storage.transaction import Transaction

_ALL = select(DEPLOYMENTS).order_by(DEPLOYMENTS.c.at, DEPLOYMENTS.c.id)
_STANDING = (
    select(DEPLOYMENTS.c.role, DEPLOYMENTS.c.policy)
    .where(DEPLOYMENTS.c.until.is_(None))
    .order_by(DEPLOYMENTS.c.at, DEPLOYMENTS.c.id)
)
"""Asked for with every tip: two columns of a handful of rows that an index holds."""
_END = (
    update(DEPLOYMENTS)
    .where(DEPLOYMENTS.c.id == bindparam("the_id"), DEPLOYMENTS.c.until.is_(None))
    .values(until=bindparam("the_time"))
)


@dataclass(frozen=True, slots=True)
class SqlDeployments:
    """Deployments in the database."""

    tx: Transaction

    async def policies(self) -> Policies | None:
        """Return what stands now; None before the first deployment."""
        rows = await self.tx.rows(_STANDING, {})
        return policies_of((Standing(row.role), row.policy) for row in rows)

    async def begin(self, rows: tuple[Deployment, ...]) -> None:
        """Write new rows; two indexes hold one champion at a time, and each policy once."""
        for row in rows:
            await self.tx.write(insert(DEPLOYMENTS), _values(row))

    async def end(self, rows: tuple[Deployment, ...], at: datetime) -> None:
        """Close rows that stand."""
        for row in rows:
            if not await self.tx.write(_END, {"the_id": row.id, "the_time": at}):
                raise StaleWrite("deployment")

    async def all(self) -> tuple[Deployment, ...]:
        """Return every row, oldest first."""
        return tuple(map(_deployment, await self.tx.rows(_ALL, {})))


def _values(row: Deployment) -> dict[str, Any]:
    """Return a row's columns. Any: ids, words and times."""
    return {
        "id": row.id,
        "role": row.role,
        "policy": row.policy,
        "at": row.at,
        "until": row.until,
        "by": row.by,
        "change_id": row.change,
        "reason": row.reason,
    }


def _deployment(row: Row[Any]) -> Deployment:
    return Deployment(
        id=DeploymentId(row.id),
        role=Standing(row.role),
        policy=row.policy,
        at=row.at,
        until=row.until,
        by=row.by,
        change=ChangeId(row.change_id) if row.change_id else None,
        reason=row.reason,
    )
