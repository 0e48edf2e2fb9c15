"""Store which resets stand, and for a week what they dropped."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from core.domain.ids import ResetId, RewardId, UserId
from core.domain.reset import Reset, Snapshot
from core.errors import StaleWrite
from core.storage.tables import POSTERIOR_RESETS, POSTERIOR_SNAPSHOTS
from core.storage.transaction import Transaction

_OF = (
    select(POSTERIOR_RESETS)
    .where(POSTERIOR_RESETS.c.user_id == bindparam("the_user"))
    .order_by(POSTERIOR_RESETS.c.at, POSTERIOR_RESETS.c.id)
)
_SNAPSHOTS = (
    select(POSTERIOR_SNAPSHOTS)
    .where(
        POSTERIOR_SNAPSHOTS.c.reset_id == bindparam("the_reset"),
        POSTERIOR_SNAPSHOTS.c.user_id == bindparam("the_user"),
    )
    .order_by(POSTERIOR_SNAPSHOTS.c.policy)
)
_RESTORED = (
    update(POSTERIOR_RESETS)
    .where(
        POSTERIOR_RESETS.c.id == bindparam("the_reset"),
        POSTERIOR_RESETS.c.restored_at.is_(None),
    )
    .values(restored_at=bindparam("the_time"))
)
_SWEEP = delete(POSTERIOR_SNAPSHOTS).where(POSTERIOR_SNAPSHOTS.c.at < bindparam("the_time"))


@dataclass(frozen=True, slots=True)
class SqlResets:
    """Resets and their snapshots in the database."""

    tx: Transaction

    async def add(self, reset: Reset, snapshots: tuple[Snapshot, ...]) -> None:
        """Write down a reset of a living user."""
        await self.tx.write(insert(POSTERIOR_RESETS), asdict(reset))
        await self.tx.write_all(insert(POSTERIOR_SNAPSHOTS), [asdict(it) for it in snapshots])

    async def of(self, user_id: UserId) -> tuple[Reset, ...]:
        """Return a user's resets, oldest first."""
        return tuple(map(_reset, await self.tx.rows(_OF, {"the_user": user_id})))

    async def snapshots(self, user_id: UserId, reset_id: ResetId) -> tuple[Snapshot, ...]:
        """Return what a user's reset dropped, by policy."""
        asked = {"the_user": user_id, "the_reset": reset_id}
        return tuple(
            Snapshot(reset_id, user_id, row.policy, bytes(row.blob), row.at)
            for row in await self.tx.rows(_SNAPSHOTS, asked)
        )

    async def restored(self, reset: Reset, at: datetime) -> None:
        """Write down that a reset was undone."""
        if not await self.tx.write(_RESTORED, {"the_reset": reset.id, "the_time": at}):
            raise StaleWrite("reset")

    async def sweep(self, before: datetime) -> int:
        """Delete snapshots from before a time and return how many."""
        return await self.tx.write(_SWEEP, {"the_time": before})


def _reset(row: Row[Any]) -> Reset:
    return Reset(
        id=ResetId(row.id),
        user_id=UserId(row.user_id),
        policy=row.policy,
        at=row.at,
        by=row.by,
        newest=RewardId(row.newest) if row.newest else None,
        restored_at=row.restored_at,
    )
