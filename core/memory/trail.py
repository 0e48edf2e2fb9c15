"""Read what happened to one user, in memory."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Event
from core.domain.ids import TipId, UserId
from core.domain.settlement import Settlement
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryTrail:
    """What happened to a user, in memory."""

    draft: Draft

    async def events(
        self, user_id: UserId, first: datetime, end: datetime, limit: int
    ) -> tuple[Event, ...]:
        """Return the user's events of a time that are still kept, newest first."""
        told = (it.item for it in self.draft.outbox.values())
        mine = [it for it in told if it.user_id == user_id and first <= it.at < end]
        return tuple(sorted(mine, key=lambda it: (it.at, it.id), reverse=True)[:limit])

    async def settled(self, tips: Collection[TipId]) -> tuple[Settlement, ...]:
        """Return every reward that these tips were ever given, oldest first."""
        found = [it for tip_id in set(tips) for it in self.draft.rewards.group(("tip", tip_id))]
        ordered = sorted(found, key=lambda it: (it.at, it.id))
        return tuple(Settlement(it.tip_id, it.at, it.milli, it.state) for it in ordered)
