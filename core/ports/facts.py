"""Say what the console's counting needs stored: courses, facts, and the sums over them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.course import Course
from core.domain.fact import Fact
from core.domain.fact_query import FactsWanted
from core.domain.ids import TipId, UserId
from core.domain.pick import Pick
from core.domain.rollup import Change
from core.domain.rollup_query import (
    BinsRow,
    BinsWanted,
    SumsRow,
    SumsWanted,
    TargetsRow,
    TargetsWanted,
)


class Courses(Protocol):
    """What is stored of tips, read without opening a word; `after` are the next ones by id."""

    async def of(self, tips: Collection[TipId]) -> tuple[Course, ...]: ...
    async def after(self, tip_id: TipId | None, limit: int) -> tuple[Course, ...]: ...
    async def picks(self, tips: Collection[TipId]) -> Mapping[TipId, Pick]: ...


class Facts(Protocol):
    """Tips as the console counts them. `put` replaces; `of_user` is oldest first.

    `count` counts on from a page's `after`, but no further than `most`; its limit means nothing.
    """

    async def get(self, tips: Collection[TipId]) -> Mapping[TipId, Fact]: ...
    async def put(self, facts: Collection[Fact]) -> None: ...
    async def of_user(self, user_id: UserId) -> tuple[Fact, ...]: ...
    async def page(self, wanted: FactsWanted) -> tuple[Fact, ...]: ...
    async def count(self, wanted: FactsWanted, most: int) -> int: ...


class Rollups(Protocol):
    """Sums over facts. `add` drops slots in which nothing is counted any more."""

    async def add(self, change: Change) -> None: ...
    async def sums(self, wanted: SumsWanted) -> tuple[SumsRow, ...]: ...
    async def targets(self, wanted: TargetsWanted) -> tuple[TargetsRow, ...]: ...
    async def bins(self, wanted: BinsWanted) -> tuple[BinsRow, ...]: ...


@dataclass(frozen=True, slots=True)
class Counted:
    """How far counting has come: when it last was at work, in which zone, and up to which tip.

    While a rebuild runs, tips beyond `reached` are not in the rollups yet; None is all of them.
    """

    at: datetime
    zone: str
    whole: bool = True
    reached: TipId | None = None

    def holds(self, tip_id: TipId) -> bool:
        """Return whether the rollups count this tip's fact."""
        return self.whole or (self.reached is not None and tip_id <= self.reached)


class Counting(Protocol):
    """Who counts. `begin` waits until nobody else does, until its transaction ends.

    `restart` empties every rollup, of users' days too; `reach` says up to which tip they are filled.
    """

    async def begin(self, at: datetime, zone: str) -> Counted: ...
    async def state(self) -> Counted | None: ...
    async def restart(self, zone: str) -> None: ...
    async def reach(self, tip_id: TipId | None, *, whole: bool) -> None: ...
