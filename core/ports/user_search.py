"""Say what listing users in the console needs counted: how many they are, and how their tips went."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from core.domain.ids import UserId
from core.domain.user_fact import Lived
from core.domain.user_query import UsersWanted


class UserSearch(Protocol):
    """Counts among users. `count` gives up at `most`; `lived` is of tips served in a time.

    `counts` looks once at those `within`, and counts each narrower set among them.
    """

    async def count(self, wanted: UsersWanted, most: int) -> int: ...
    async def counts(
        self, within: UsersWanted, each: tuple[UsersWanted, ...]
    ) -> tuple[int, ...]: ...
    async def lived(
        self, users: Collection[UserId], first: datetime, end: datetime
    ) -> Mapping[UserId, Lived]: ...
