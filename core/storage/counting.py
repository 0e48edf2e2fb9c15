"""Store who counts, and up to where the sums are filled."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from core.domain.ids import TipId
from core.ports import Counted
from core.storage.tables import ROLLUP_STATE, ROLLUPS, USER_DAYS
from core.storage.transaction import Transaction

THE_ONE = 1
"""Id of the one row."""
_STATE = select(ROLLUP_STATE)
_SAVE = update(ROLLUP_STATE)


@dataclass(frozen=True, slots=True)
class SqlCounting:
    """The state of counting in the database: one row, and whoever changes it holds it."""

    tx: Transaction

    async def begin(self, at: datetime, zone: str) -> Counted:
        """Wait until nobody else counts, and return how far counting has come."""
        if not await self.tx.write(_SAVE, {"at": at}):
            first = {"id": THE_ONE, "at": at, "zone": zone, "whole": True, "reached": None}
            await self.tx.write(insert(ROLLUP_STATE), first)
        return _counted((await self.tx.rows(_STATE, {}))[0])

    async def state(self) -> Counted | None:
        """Return how far counting has come; None before anything was counted."""
        rows = await self.tx.rows(_STATE, {})
        return _counted(rows[0]) if rows else None

    async def restart(self, zone: str) -> None:
        """Empty every rollup, and say that no tip is counted."""
        for table in (*ROLLUPS, USER_DAYS):
            await self.tx.write(delete(table), {})
        await self.tx.write(_SAVE, {"zone": zone, "whole": False, "reached": None})

    async def reach(self, tip_id: TipId | None, *, whole: bool) -> None:
        """Say up to which tip the rollups are filled."""
        await self.tx.write(_SAVE, {"reached": tip_id, "whole": whole})


def _counted(row: Row[Any]) -> Counted:
    reached = TipId(row.reached) if row.reached else None
    return Counted(row.at, row.zone, row.whole, reached)
