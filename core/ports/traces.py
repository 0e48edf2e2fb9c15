"""Say what must be found again about tasks: the tips that proposed them, what oO asked for."""

from datetime import datetime
from typing import Protocol

from core.domain.asked import Asked
from core.domain.ids import TaskId, UserId
from core.domain.tip import Tip


class Traces(Protocol):
    """What oO did about a user's tasks since a time, oldest first."""

    async def tips(
        self, user_id: UserId, tasks: frozenset[TaskId], since: datetime
    ) -> tuple[Tip, ...]: ...
    async def commands(
        self, user_id: UserId, tasks: frozenset[TaskId], since: datetime
    ) -> tuple[Asked, ...]: ...
