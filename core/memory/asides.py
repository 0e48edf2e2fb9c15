"""Find in memory which of a user's commands were set aside."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.conflict import Aside
from core.domain.ids import UserId
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryAsides:
    """Commands that were set aside, in memory."""

    draft: Draft

    async def since(self, user_id: UserId, at: datetime) -> tuple[Aside, ...]:
        """Return a user's commands that were set aside since a time, newest first."""
        found = [
            Aside(it.item.id, it.item.task_id, it.item.kind, it.error, it.over_at)
            for it in self.draft.commands.values()
            if it.item.user_id == user_id and it.error and it.over_at and it.over_at >= at
        ]
        return tuple(sorted(found, key=lambda it: (it.at, it.id), reverse=True))
