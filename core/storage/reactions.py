"""Store what users answered."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.ids import ReactionId, TipId, UserId
from core.domain.reaction import DismissReason, Reaction, ReactionKind
from core.errors import NotFound
from core.storage.tables import TIP_FEEDBACK
from core.storage.transaction import Transaction

_OF = select(TIP_FEEDBACK).where(TIP_FEEDBACK.c.user_id == bindparam("the_user"))
_STANDING = _OF.where(TIP_FEEDBACK.c.undone_at.is_(None))
_LAST = _STANDING.order_by(TIP_FEEDBACK.c.at.desc(), TIP_FEEDBACK.c.id.desc()).limit(1)
_OF_TIP = _STANDING.where(TIP_FEEDBACK.c.tip_id == bindparam("the_tip"))
_ALL = _OF.order_by(TIP_FEEDBACK.c.at, TIP_FEEDBACK.c.id)
_SAVE = update(TIP_FEEDBACK).where(
    TIP_FEEDBACK.c.id == bindparam("the_id"), TIP_FEEDBACK.c.user_id == bindparam("the_user")
)


@dataclass(frozen=True, slots=True)
class SqlReactions:
    """Reactions in the database; at most one per tip stands."""

    tx: Transaction

    async def add(self, reaction: Reaction) -> None:
        """Write an answer to the user's own tip; a second standing one raises StaleWrite."""
        await self.tx.write(insert(TIP_FEEDBACK), asdict(reaction))

    async def last(self, user_id: UserId) -> Reaction | None:
        """Return the newest answer that was not undone."""
        row = await self.tx.row(_LAST, {"the_user": user_id})
        return reaction_in(row) if row else None

    async def of_tip(self, user_id: UserId, tip_id: TipId) -> Reaction | None:
        """Return the answer that stands for a tip."""
        row = await self.tx.row(_OF_TIP, {"the_user": user_id, "the_tip": tip_id})
        return reaction_in(row) if row else None

    async def save(self, reaction: Reaction) -> None:
        """Write what became of an answer, or raise NotFound."""
        known = {"the_id": reaction.id, "the_user": reaction.user_id}
        if not await self.tx.write(_SAVE, asdict(reaction) | known):
            raise NotFound("reaction")

    async def all_of(self, user_id: UserId) -> tuple[Reaction, ...]:
        """Return every answer of a user, oldest first."""
        return tuple(map(reaction_in, await self.tx.rows(_ALL, {"the_user": user_id})))


def reaction_in(row: Row[Any]) -> Reaction:
    """Return the answer that a row holds. Any: a row's columns differ."""
    return Reaction(
        id=ReactionId(row.id),
        user_id=UserId(row.user_id),
        tip_id=TipId(row.tip_id),
        kind=ReactionKind(row.kind),
        dwell_ms=row.dwell_ms,
        at=row.at,
        snoozed_until=row.snoozed_until,
        reason=DismissReason(row.reason) if row.reason else None,
        undone_at=row.undone_at,
        reward_milli=row.reward_milli,
    )
