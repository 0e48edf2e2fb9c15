"""Say what the console needs stored of users: how far they came, and on which days they were here."""

from collections.abc import Collection, Mapping
from typing import Protocol

from core.domain.ids import UserId
from core.domain.user_fact import Active, UserDays, UserFact
from core.domain.user_query import Facet, Funnel, FunnelWanted, UserField, UsersWanted


class UserFacts(Protocol):
    """Users as the console lists them. `gather` reads them anew from what is stored of them."""

    async def gather(self, users: Collection[UserId]) -> tuple[UserFact, ...]: ...
    async def put(self, facts: Collection[UserFact]) -> None: ...
    async def page(self, wanted: UsersWanted) -> tuple[UserFact, ...]: ...
    async def facet(self, wanted: UsersWanted, field: UserField) -> tuple[Facet, ...]: ...
    async def funnel(self, wanted: FunnelWanted) -> Funnel: ...


class Actives(Protocol):
    """Who was here on which day, and how many that were. What is nought is dropped.

    `days` are users' days from `first` on and before `end`; `series` are the sums of days, and
    `groups` those of groups of users, of which `bucket` is one.
    """

    async def days(
        self, users: Collection[UserId], first: int, end: int
    ) -> Mapping[UserId, UserDays]: ...
    async def live(self, more: Mapping[UserId, UserDays]) -> None: ...
    async def add(self, more: Mapping[int, Active], bucket: int = 0) -> None: ...
    async def series(self, first: int, end: int) -> Mapping[int, Active]: ...
    async def groups(self, first: int, end: int) -> Mapping[int, Active]: ...
