"""Say how what was done in the console is kept: added to, read, never changed."""

from typing import Protocol

from core.domain.audit import Sought
from core.domain.chain import Entry, Head


class Audit(Protocol):
    """The chain of deeds. `head` is the newest entry; while writing, nobody else appends after it.

    `page` gives entries before a number, newest first; `walk` those after a number, oldest first.
    """

    async def append(self, entry: Entry) -> None: ...
    async def head(self) -> Head | None: ...
    async def page(self, sought: Sought, before: int | None, limit: int) -> tuple[Entry, ...]: ...
    async def walk(self, after: int, limit: int) -> tuple[Entry, ...]: ...
    async def count(self, sought: Sought) -> int: ...
