"""Keep deeds in memory."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.audit import Actor, Deed
from core.domain.ids import new_id
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryAudit:
    """Deeds in memory; nothing here changes one."""

    draft: Draft

    async def append(self, _at: datetime, _actor: Actor, deed: Deed) -> None:
        """Keep what was done."""
        self.draft.deeds.put(new_id(), deed)

    async def all(self) -> tuple[Deed, ...]:
        """Return all deeds, oldest first."""
        return tuple(deed for _, deed in sorted(self.draft.deeds.items(), key=lambda it: it[0]))
