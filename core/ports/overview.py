"""Say what the console's overview needs stored beside the rollups."""

from datetime import datetime
from typing import Protocol

from core.domain.overview_query import Cohort, CohortWanted, Failing, PartRow, SliceRow


class Overviews(Protocol):
    """What the overview reads. `part` reads facts: never ask it for more than an hour.

    `slices` are of days from `first` on and before `end`; `failing` are links that sync no more since
    before a time, lost ones left out.
    """

    async def part(self, first: datetime, end: datetime) -> tuple[PartRow, ...]: ...
    async def slices(self, first: int, end: int) -> tuple[SliceRow, ...]: ...
    async def cohort(self, wanted: CohortWanted) -> Cohort: ...
    async def failing(self, before: datetime) -> Failing: ...
