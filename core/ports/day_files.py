"""Say how closed days are laid down outside the database, for whoever wants to ask them anything."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from core.domain.fact import Fact


class DayFiles(Protocol):
    """One file a day. `mark` is what a day added up to when it was written, and changes with it.

    `written` are the marks of all days there; `write` puts a day in the place of what was there.
    """

    async def written(self) -> Mapping[int, str]: ...
    async def write(self, day: int, mark: str, facts: Sequence[Fact]) -> None: ...
    async def drop(self, day: int) -> None: ...
