"""Remember heads of the audit in memory: the twin of their file."""

from dataclasses import dataclass, field

from core.domain.chain import Head


@dataclass(frozen=True, slots=True)
class MemoryHeadCopy:
    """Heads in memory."""

    _kept: list[Head] = field(default_factory=list)

    async def append(self, head: Head) -> None:
        """Remember a head."""
        self._kept.append(head)

    async def heads(self) -> tuple[Head, ...]:
        """Return every head, oldest first."""
        return tuple(self._kept)
