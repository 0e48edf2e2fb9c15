"""Store tips; the picks behind them lie apart."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.explanation import UNEXPLAINED
from core.domain.ids import TipId, UserId
from core.domain.pick import Pick
from core.domain.tip import Surface, Tip, TipStatus
from core.errors import NotFound
from core.ports import Cell
from core.storage.encoding import (
    explanation_in,
    explanation_out,
    from_bytes,
    task_in,
    task_out,
    to_bytes,
)
from core.storage.picks import SqlPicks
from core.storage.tables import TIP_VIEWS
from core.storage.transaction import Transaction

_ADD = insert(TIP_VIEWS)
_OF = select(TIP_VIEWS).where(TIP_VIEWS.c.user_id == bindparam("the_user"))
_GET = _OF.where(TIP_VIEWS.c.id == bindparam("the_tip"))
_OPEN = _OF.where(TIP_VIEWS.c.status == TipStatus.OPEN)
_ALL = _OF.order_by(TIP_VIEWS.c.served_at, TIP_VIEWS.c.id)
_MARK = (
    update(TIP_VIEWS)
    .where(TIP_VIEWS.c.id == bindparam("the_tip"))
    .values(status=bindparam("the_status"))
)


@dataclass(frozen=True, slots=True)
class SqlTips:
    """Tips in the database; what they say is sealed, what was decided is numbers."""

    tx: Transaction

    async def add(self, tip: Tip, pick: Pick) -> None:
        """Write a tip and its pick; a second open tip of the user raises StaleWrite."""
        said = [task_out(tip.task), tip.why, explanation_out(tip.explanation)]
        await self.tx.write(
            _ADD,
            {
                "id": tip.id,
                "user_id": tip.user_id,
                "task_id": tip.task.id,
                "body": await self.tx.seal(_body(tip.id, tip.user_id), to_bytes(said)),
                "served_at": tip.served_at,
                "surface": tip.surface,
                "policy": tip.policy,
                "policy_version": tip.policy_version,
                "propensity": tip.propensity,
                "candidates": tip.candidates,
                "status": tip.status,
                "window_open": False,
            },
        )
        await SqlPicks(self.tx).add(tip, pick)

    async def get(self, user_id: UserId, tip_id: TipId) -> Tip:
        """Return a tip of this user; another's is not found."""
        row = await self.tx.row(_GET, {"the_user": user_id, "the_tip": tip_id})
        if row is None:
            raise NotFound("tip")
        return await self.opened(row)

    async def open_of(self, user_id: UserId) -> Tip | None:
        """Return the tip that waits for an answer."""
        row = await self.tx.row(_OPEN, {"the_user": user_id})
        return await self.opened(row) if row else None

    async def mark(self, tip_id: TipId, status: TipStatus) -> None:
        """Say where a tip stands now, or raise NotFound."""
        if not await self.tx.write(_MARK, {"the_tip": tip_id, "the_status": status}):
            raise NotFound("tip")

    async def pick_of(self, user_id: UserId, tip_id: TipId) -> Pick:
        """Return the pick behind a tip of this user, bit for bit; NotFound when it is gone."""
        return await SqlPicks(self.tx).of(user_id, tip_id)

    async def all_of(self, user_id: UserId) -> tuple[Tip, ...]:
        """Return every tip of a user, oldest first."""
        rows = await self.tx.rows(_ALL, {"the_user": user_id})
        return tuple([await self.opened(row) for row in rows])

    async def opened(self, row: Row[Any]) -> Tip:
        """Return the tip that a row holds. Any: a row's columns differ.

        What was served before policies explained themselves says nothing more than "why".
        """
        body = await self.tx.open(_body(row.id, row.user_id), row.body)
        task, why, *said = from_bytes(body)
        return Tip(
            id=TipId(row.id),
            user_id=UserId(row.user_id),
            task=task_in(task),
            why=why,
            served_at=row.served_at,
            surface=Surface(row.surface),
            policy=row.policy,
            policy_version=row.policy_version,
            propensity=row.propensity,
            candidates=row.candidates,
            status=TipStatus(row.status),
            explanation=explanation_in(said[0]) if said else UNEXPLAINED,
        )


def _body(tip_id: TipId, user_id: UserId) -> Cell:
    return Cell("tip_views", "body", str(tip_id), str(user_id))
