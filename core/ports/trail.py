"""Say what telling the course of one user's days needs stored, besides tips and answers."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from core.domain.events import Event
from core.domain.ids import TipId, UserId
from core.domain.settlement import Settlement


class Trail(Protocol):
    """What happened to a user, without a word opened.

    `events` are those still kept, newest first; `settled` is each reward that tips were ever given.
    """

    async def events(
        self, user_id: UserId, first: datetime, end: datetime, limit: int
    ) -> tuple[Event, ...]: ...
    async def settled(self, tips: Collection[TipId]) -> tuple[Settlement, ...]: ...
