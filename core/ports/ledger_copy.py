"""Say where deletions are remembered outside the database, so that a restored one can repeat them."""

from datetime import datetime
from typing import Protocol


class LedgerCopy(Protocol):
    """Tombstones that no restore of the database takes back (reliability D3); append-only."""

    async def append(self, tombstone: str, at: datetime) -> None: ...
    async def tombstones(self) -> frozenset[str]: ...
