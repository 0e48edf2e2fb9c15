"""Store tips, and the picks behind them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.ids import TaskId, TipId, UserId
from core.domain.tip import Floats, Pick, Surface, Tip, TipStatus
from core.errors import NotFound
from core.ports import Cell
from core.storage.encoding import from_bytes, task_in, task_out, to_bytes
from core.storage.tables import TIP_SCORES, TIP_VIEWS
from core.storage.transaction import Transaction

PACKED = "<f8"
"""How floats lie in a row: little-endian float64, exact on every machine."""

_OF = select(TIP_VIEWS).where(TIP_VIEWS.c.user_id == bindparam("the_user"))
_GET = _OF.where(TIP_VIEWS.c.id == bindparam("the_tip"))
_OPEN = _OF.where(TIP_VIEWS.c.status == TipStatus.OPEN)
_ALL = _OF.order_by(TIP_VIEWS.c.served_at, TIP_VIEWS.c.id)
_MARK = (
    update(TIP_VIEWS)
    .where(TIP_VIEWS.c.id == bindparam("the_tip"))
    .values(status=bindparam("the_status"))
)
_PICK = select(TIP_SCORES).where(
    TIP_SCORES.c.tip_id == bindparam("the_tip"), TIP_SCORES.c.user_id == bindparam("the_user")
)


@dataclass(frozen=True, slots=True)
class SqlTips:
    """Tips in the database; what they say is sealed, what was decided is numbers."""

    tx: Transaction

    async def add(self, tip: Tip, pick: Pick) -> None:
        """Write a tip and its pick; a second open tip of the user raises StaleWrite."""
        body = to_bytes([task_out(tip.task), tip.why])
        await self.tx.write(
            insert(TIP_VIEWS),
            {
                "id": tip.id,
                "user_id": tip.user_id,
                "task_id": tip.task.id,
                "body": await self.tx.seal(_body(tip.id, tip.user_id), body),
                "served_at": tip.served_at,
                "surface": tip.surface,
                "policy": tip.policy,
                "policy_version": tip.policy_version,
                "propensity": tip.propensity,
                "candidates": tip.candidates,
                "status": tip.status,
            },
        )
        await self.tx.write(
            insert(TIP_SCORES), {"tip_id": tip.id, "user_id": tip.user_id, **_scores(pick)}
        )

    async def get(self, user_id: UserId, tip_id: TipId) -> Tip:
        """Return a tip of this user; another's is not found."""
        row = await self.tx.row(_GET, {"the_user": user_id, "the_tip": tip_id})
        if row is None:
            raise NotFound("tip")
        return await self._tip(row)

    async def open_of(self, user_id: UserId) -> Tip | None:
        """Return the tip that waits for an answer."""
        row = await self.tx.row(_OPEN, {"the_user": user_id})
        return await self._tip(row) if row else None

    async def mark(self, tip_id: TipId, status: TipStatus) -> None:
        """Say where a tip stands now, or raise NotFound."""
        if not await self.tx.write(_MARK, {"the_tip": tip_id, "the_status": status}):
            raise NotFound("tip")

    async def pick_of(self, user_id: UserId, tip_id: TipId) -> Pick:
        """Return the pick behind a tip of this user, bit for bit."""
        row = await self.tx.row(_PICK, {"the_user": user_id, "the_tip": tip_id})
        if row is None:
            raise NotFound("tip")
        return _pick(row)

    async def all_of(self, user_id: UserId) -> tuple[Tip, ...]:
        """Return every tip of a user, oldest first."""
        rows = await self.tx.rows(_ALL, {"the_user": user_id})
        return tuple([await self._tip(row) for row in rows])

    async def _tip(self, row: Row[Any]) -> Tip:
        task, why = from_bytes(await self.tx.open(_body(row.id, row.user_id), row.body))
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
        )


def _body(tip_id: TipId, user_id: UserId) -> Cell:
    return Cell("tip_views", "body", str(tip_id), str(user_id))


def _scores(pick: Pick) -> dict[str, Any]:
    """Return a pick as columns. Any: they hold text, numbers, lists and bytes."""
    return {
        "policy": pick.policy,
        "policy_version": pick.policy_version,
        "features_version": pick.features_version,
        "feature_names": list(pick.feature_names),
        "candidates": list(pick.candidates),
        "candidate_count": pick.features.shape[0],
        "feature_count": pick.features.shape[1],
        "features": _packed(pick.features),
        "probabilities": _packed(pick.probabilities),
        "chosen": pick.chosen,
        "seed": str(pick.seed),
        "fallback": pick.fallback,
    }


def _pick(row: Row[Any]) -> Pick:
    shape = (row.candidate_count, row.feature_count)
    return Pick(
        policy=row.policy,
        policy_version=row.policy_version,
        features_version=row.features_version,
        feature_names=tuple(row.feature_names),
        candidates=tuple(map(TaskId, row.candidates)),
        features=_unpacked(row.features).reshape(shape),
        probabilities=_unpacked(row.probabilities),
        chosen=row.chosen,
        seed=int(row.seed),
        fallback=row.fallback,
    )


def _packed(numbers: Floats) -> bytes:
    return np.ascontiguousarray(numbers, dtype=PACKED).tobytes()


def _unpacked(blob: bytes) -> Floats:
    return np.frombuffer(blob, dtype=PACKED).astype(np.float64)
