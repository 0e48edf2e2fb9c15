"""Store what became of tips."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, text

from core.domain.ids import OutcomeId, TipId, UserId
from core.domain.outcome import Outcome, OutcomeKind, OutcomeSource
from core.domain.tip import Tip
from core.storage.opened import opened
from core.storage.tables import TIP_OUTCOMES, TIP_VIEWS
from core.storage.tips import SqlTips
from core.storage.transaction import Transaction

_OF = (
    select(TIP_OUTCOMES)
    .where(TIP_OUTCOMES.c.user_id == bindparam("the_user"))
    .order_by(TIP_OUTCOMES.c.at, TIP_OUTCOMES.c.id)
)
_OF_TIP = _OF.where(TIP_OUTCOMES.c.tip_id == bindparam("the_tip"))
_OPEN = text("tip_views.status = 'open'")
"""Spelled out, so that the index over open tips is found."""
_SETTLED = select(TIP_OUTCOMES.c.id).where(
    TIP_OUTCOMES.c.tip_id == TIP_VIEWS.c.id,
    or_(TIP_OUTCOMES.c.kind == OutcomeKind.IGNORED, TIP_OUTCOMES.c.kind == OutcomeKind.COMPLETED),
)
_UNANSWERED = (
    select(TIP_VIEWS)
    .where(
        _OPEN,
        TIP_VIEWS.c.served_at < bindparam("the_time"),
        ~_SETTLED.exists(),
    )
    .order_by(TIP_VIEWS.c.served_at, TIP_VIEWS.c.id)
    .limit(bindparam("the_limit"))
)


@dataclass(frozen=True, slots=True)
class SqlOutcomes:
    """Outcomes in the database; nothing here changes one."""

    tx: Transaction

    async def add(self, outcome: Outcome) -> None:
        """Write down what became of the user's own tip."""
        await self.tx.write(insert(TIP_OUTCOMES), asdict(outcome))

    async def of_tip(self, user_id: UserId, tip_id: TipId) -> tuple[Outcome, ...]:
        """Return what became of a tip, oldest first."""
        asked = {"the_user": user_id, "the_tip": tip_id}
        return tuple(map(outcome_in, await self.tx.rows(_OF_TIP, asked)))

    async def of(self, user_id: UserId) -> tuple[Outcome, ...]:
        """Return what became of all tips of a user, oldest first."""
        return tuple(map(outcome_in, await self.tx.rows(_OF, {"the_user": user_id})))

    async def unanswered(self, before: datetime, limit: int) -> tuple[Tip, ...]:
        """Return open tips served before a time of which nothing came yet, oldest first."""
        rows = await self.tx.rows(_UNANSWERED, {"the_time": before, "the_limit": limit})
        return await opened(rows, SqlTips(self.tx).opened)


def outcome_in(row: Row[Any]) -> Outcome:
    """Return the outcome that a row holds. Any: a row's columns differ."""
    return Outcome(
        id=OutcomeId(row.id),
        user_id=UserId(row.user_id),
        tip_id=TipId(row.tip_id),
        kind=OutcomeKind(row.kind),
        at=row.at,
        source=OutcomeSource(row.source),
        dwell_ms=row.dwell_ms,
        rule=row.rule,
    )
