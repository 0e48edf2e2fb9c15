"""Read what happened to one user from what is stored of it, without opening a word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from core.domain.events import Event
from core.domain.ids import TipId, UserId
from core.domain.reward import RewardState
from core.domain.settlement import Settlement
from core.storage.outbox import readable
from core.storage.tables import OUTBOX, TIP_REWARDS
from core.storage.transaction import Transaction

_EVENTS = (
    select(OUTBOX.c.id, OUTBOX.c.subject, OUTBOX.c.payload, OUTBOX.c.cause_id)
    .where(
        OUTBOX.c.user_id == bindparam("the_user"),
        OUTBOX.c.at >= bindparam("the_first"),
        OUTBOX.c.at < bindparam("the_end"),
    )
    .order_by(OUTBOX.c.at.desc(), OUTBOX.c.id.desc())
    .limit(bindparam("the_limit"))
)
_SETTLED = (
    select(TIP_REWARDS.c.tip_id, TIP_REWARDS.c.at, TIP_REWARDS.c.milli, TIP_REWARDS.c.state)
    .where(TIP_REWARDS.c.tip_id.in_(bindparam("the_tips", expanding=True)))
    .order_by(TIP_REWARDS.c.at, TIP_REWARDS.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlTrail:
    """What happened to a user, in the database."""

    tx: Transaction

    async def events(
        self, user_id: UserId, first: datetime, end: datetime, limit: int
    ) -> tuple[Event, ...]:
        """Return the user's events of a time that are still kept, newest first."""
        asked = {"the_user": user_id, "the_first": first, "the_end": end, "the_limit": limit}
        return tuple(readable(await self.tx.rows(_EVENTS, asked)))

    async def settled(self, tips: Collection[TipId]) -> tuple[Settlement, ...]:
        """Return every reward that these tips were ever given, oldest first."""
        if not tips:
            return ()
        rows = await self.tx.rows(_SETTLED, {"the_tips": list(tips)})
        return tuple(
            Settlement(TipId(it.tip_id), it.at, it.milli, RewardState(it.state)) for it in rows
        )
