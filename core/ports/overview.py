"""Say what the console's overview needs stored beside the rollups."""

from datetime import datetime
from typing import Protocol

from core.domain.overview_query import Cohort, CohortWanted, Failing, SliceRow
from core.domain.rollup_query import SumsRow


class Overviews(Protocol):
    """What the overview reads, beside the rollups' own sums.

    `part` reads facts by policy, experiment and group, and counts tips, endings, undone and
    fallbacks alone: never ask it for more than an hour. `slices` are of days from `first` on and
    before `end`; `failing` are links that have not synced since a time, lost ones left out.
    """

    async def part(self, first: datetime, end: datetime) -> tuple[SumsRow, ...]: ...
    async def slices(self, first: int, end: int) -> tuple[SliceRow, ...]: ...
    async def cohort(self, wanted: CohortWanted) -> Cohort: ...
    async def failing(self, before: datetime) -> Failing: ...
