"""Read all picks of all users, for replay and for judging policies, and drop the old ones."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, select

from core.domain.ids import TipId, UserId
from core.domain.tip import Surface
from core.errors import NotFound
from core.ports import Logged
from core.storage.picks import pick_in
from core.storage.tables import TIP_SCORES, TIP_SHADOWS, TIP_VIEWS
from core.storage.transaction import Transaction

FIRST = UUID(int=0)
"""Before every tip's id."""

_LOGGED = select(TIP_SCORES, TIP_VIEWS.c.served_at, TIP_VIEWS.c.surface).join(
    TIP_VIEWS, TIP_VIEWS.c.id == TIP_SCORES.c.tip_id
)
_FIND = _LOGGED.where(TIP_SCORES.c.tip_id == bindparam("the_tip"))
_PAGE = (
    _LOGGED.where(TIP_SCORES.c.tip_id > bindparam("the_tip"))
    .order_by(TIP_SCORES.c.tip_id)
    .limit(bindparam("the_limit"))
)
_SHADOWS = (
    select(TIP_SHADOWS)
    .where(TIP_SHADOWS.c.tip_id.between(bindparam("the_first"), bindparam("the_last")))
    .order_by(TIP_SHADOWS.c.tip_id, TIP_SHADOWS.c.place)
)
_OLD = (
    select(TIP_SCORES.c.tip_id)
    .join(TIP_VIEWS, TIP_VIEWS.c.id == TIP_SCORES.c.tip_id)
    .where(
        TIP_SCORES.c.day <= bindparam("the_day"),
        TIP_VIEWS.c.served_at < bindparam("the_time"),
    )
)
_SWEEP_SHADOWS = delete(TIP_SHADOWS).where(TIP_SHADOWS.c.tip_id.in_(_OLD))
_SWEEP = delete(TIP_SCORES).where(TIP_SCORES.c.tip_id.in_(_OLD))


@dataclass(frozen=True, slots=True)
class SqlPickLog:
    """The log of picks in the database, in the order of their tips."""

    tx: Transaction

    async def page(self, after: TipId | None, limit: int) -> tuple[Logged, ...]:
        """Return the next picks, none of them twice."""
        asked = {"the_tip": after or FIRST, "the_limit": limit}
        return await self._logged(await self.tx.rows(_PAGE, asked))

    async def find(self, tip_id: TipId) -> Logged:
        """Return the pick behind anybody's tip; NotFound when it is not, or no longer, logged."""
        found = await self._logged(await self.tx.rows(_FIND, {"the_tip": tip_id}))
        if not found:
            raise NotFound("tip")
        return found[0]

    async def sweep(self, before: datetime) -> int:
        """Delete the picks of tips served before a time and return how many.

        A pick's day is the UTC day it was served on: its index leaves few tips to look at.
        """
        asked = {"the_time": before, "the_day": before.astimezone(UTC).toordinal()}
        await self.tx.write(_SWEEP_SHADOWS, asked)
        return await self.tx.write(_SWEEP, asked)

    async def _logged(self, rows: Sequence[Row[Any]]) -> tuple[Logged, ...]:
        """Return rows with their shadows, which are read at once. Any: a row's columns differ."""
        if not rows:
            return ()
        ends = {"the_first": rows[0].tip_id, "the_last": rows[-1].tip_id}
        beside: dict[UUID, list[Row[Any]]] = defaultdict(list)
        for shadow in await self.tx.rows(_SHADOWS, ends):
            beside[shadow.tip_id].append(shadow)
        return tuple(
            Logged(
                user_id=UserId(row.user_id),
                tip_id=TipId(row.tip_id),
                served_at=row.served_at,
                surface=Surface(row.surface),
                pick=pick_in(row, beside[row.tip_id]),
            )
            for row in rows
        )
