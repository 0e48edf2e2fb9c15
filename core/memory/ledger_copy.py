"""Remember deletions in memory: the twin of the ledger's file."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MemoryLedgerCopy:
    """Tombstones in memory."""

    _kept: list[str] = field(default_factory=list)

    async def append(self, tombstone: str, at: datetime) -> None:  # noqa: ARG002 — the file's
        """Remember a tombstone."""
        self._kept.append(tombstone)

    async def tombstones(self) -> frozenset[str]:
        """Return every tombstone."""
        return frozenset(self._kept)
