"""Say where the head of the audit is remembered outside the database, so that cutting is found."""

from typing import Protocol

from core.domain.chain import Head


class HeadCopy(Protocol):
    """Heads that nobody who can write the database takes back (reliability R3); append-only."""

    async def append(self, head: Head) -> None: ...
    async def heads(self) -> tuple[Head, ...]: ...
