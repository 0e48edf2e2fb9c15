"""Find in memory what oO did about tasks."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.asked import Asked
from core.domain.ids import TaskId, UserId
from core.domain.tip import Tip
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryTraces:
    """What oO did about a user's tasks, in memory."""

    draft: Draft

    async def tips(
        self, user_id: UserId, tasks: frozenset[TaskId], since: datetime
    ) -> tuple[Tip, ...]:
        """Return the tips that proposed one of these tasks, served since a time, oldest first."""
        mine = self.draft.tips.group(("user", user_id))
        found = [it for it in mine if it.task.id in tasks and it.served_at >= since]
        return tuple(sorted(found, key=lambda it: (it.served_at, it.id)))

    async def commands(
        self, user_id: UserId, tasks: frozenset[TaskId], since: datetime
    ) -> tuple[Asked, ...]:
        """Return the commands about these tasks, made since a time, oldest first."""
        found = [
            Asked(
                id=it.item.id,
                task_id=it.item.task_id,
                kind=it.item.kind,
                asked_at=it.item.created_at,
                over_at=it.over_at,
                failed=it.over_at is not None and bool(it.error),
            )
            for it in self.draft.commands.values()
            if it.item.user_id == user_id
            and it.item.task_id in tasks
            and it.item.created_at >= since
        ]
        return tuple(sorted(found, key=lambda it: (it.asked_at, it.id)))
