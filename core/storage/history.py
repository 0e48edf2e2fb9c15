"""Read everything kept about one user: for their own export, and what they have seen lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select

from core.domain.ids import TaskId, UserId
from core.domain.past import Past
from core.domain.reaction import Reaction, ReactionKind
from core.domain.tip import Tip
from core.domain.user import Identity
from core.storage.encoding import from_bytes
from core.storage.reactions import SqlReactions
from core.storage.tables import IDENTITIES, TIP_FEEDBACK, TIP_VIEWS
from core.storage.tips import SqlTips
from core.storage.transaction import Transaction
from core.storage.users import profile_cell

_IDENTITIES = (
    select(IDENTITIES)
    .where(IDENTITIES.c.user_id == bindparam("the_user"))
    .order_by(IDENTITIES.c.id)
)
_DISMISSED_AT = func.max(case((TIP_FEEDBACK.c.kind == ReactionKind.DISMISS, TIP_FEEDBACK.c.at)))
_PASTS = (
    select(
        TIP_VIEWS.c.task_id,
        func.count().label("shown"),
        func.max(TIP_VIEWS.c.served_at).label("last_shown_at"),
        func.count(case((TIP_FEEDBACK.c.kind == ReactionKind.SNOOZE, 1))).label("snoozed"),
        (func.max(TIP_FEEDBACK.c.at) == _DISMISSED_AT).label("dismissed"),
    )
    .join_from(
        TIP_VIEWS,
        TIP_FEEDBACK,
        (TIP_FEEDBACK.c.tip_id == TIP_VIEWS.c.id) & TIP_FEEDBACK.c.undone_at.is_(None),
        isouter=True,
    )
    .where(
        TIP_VIEWS.c.user_id == bindparam("the_user"),
        TIP_VIEWS.c.served_at >= bindparam("the_time"),
    )
    .group_by(TIP_VIEWS.c.task_id)
)
"""A tip has at most one standing answer, so that joining counts no tip twice."""


@dataclass(frozen=True, slots=True)
class SqlHistory:
    """A user's past in the database."""

    tx: Transaction

    async def tips(self, user_id: UserId) -> tuple[Tip, ...]:
        """Return every tip, oldest first."""
        return await SqlTips(self.tx).all_of(user_id)

    async def reactions(self, user_id: UserId) -> tuple[Reaction, ...]:
        """Return every answer, oldest first."""
        return await SqlReactions(self.tx).all_of(user_id)

    async def identities(self, user_id: UserId) -> tuple[Identity, ...]:
        """Return who vouches for a user, first come first."""
        rows = await self.tx.rows(_IDENTITIES, {"the_user": user_id})
        return tuple([await self._identity(row) for row in rows])

    async def pasts(self, user_id: UserId, since: datetime) -> Mapping[TaskId, Past]:
        """Return by task what was shown since a time, and how that went."""
        rows = await self.tx.rows(_PASTS, {"the_user": user_id, "the_time": since})
        return {
            TaskId(row.task_id): Past(
                shown=row.shown,
                last_shown_at=row.last_shown_at,
                snoozed=row.snoozed,
                dismissed=bool(row.dismissed),
            )
            for row in rows
        }

    async def _identity(self, row: Row[Any]) -> Identity:
        profile = await self.tx.open(profile_cell(row.id, row.user_id), row.profile)
        email, name = from_bytes(profile)
        return Identity(row.issuer, row.subject, email, row.email_verified, name)
