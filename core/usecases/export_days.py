"""Lay closed days down as files: each once, and again when it adds up to something else."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from core.domain.fact import Fact
from core.domain.fact_query import FactsWanted, Place
from core.domain.rollup import Grain
from core.domain.rollup_query import By, SumsWanted
from core.errors import Malformed
from core.ports import Clock, Store
from core.ports.day_files import DayFiles
from core.rewards.fact import day_of
from core.rewards.window import WINDOW

AT_ONCE = 2000
"""Facts read in one transaction."""


@dataclass(frozen=True, slots=True)
class Exported:
    """How many days were written, how many stood as they were, how many had nobody left."""

    written: int
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True)
class ExportDays:
    """Write days whose windows have all closed; who has left is not in them after the next run."""

    store: Store
    clock: Clock
    zone: ZoneInfo
    open: Callable[[Path], DayFiles]

    async def __call__(self, folder: Path) -> Exported:
        """Return what was done with the folder's days. Raises: Malformed during a rebuild."""
        files = self.open(folder)
        marks, known = await self._marks(), await files.written()
        changed = [day for day, mark in marks.items() if known.get(day) != mark]
        gone = [day for day in known if day not in marks]
        for day in changed:
            await files.write(day, marks[day], [it async for it in self._facts(day)])
        for day in gone:
            await files.drop(day)
        return Exported(len(changed), len(marks) - len(changed), len(gone))

    async def _marks(self) -> dict[int, str]:
        """Return what each closed day adds up to; a day begins another file when that changes."""
        end = day_of(self.clock.now() - WINDOW, self.zone)
        by = frozenset({By.START, By.POLICY, By.BUCKET})
        async with self.store.reading() as work:
            state = await work.counting.state()
            if state is not None and not state.whole:
                raise Malformed("rebuild")  # days would seem to be gone
            rows = await work.rollups.sums(SumsWanted(Grain.DAY, 0, end, by=by))
        told: dict[int, list[str]] = {}
        for row in rows:
            said = f"{row.policy} {row.bucket} {row.sums.numbers()}"
            told.setdefault(row.start or 0, []).append(said)
        return {day: _digest(sorted(lines)) for day, lines in told.items()}

    async def _facts(self, day: int) -> AsyncIterator[Fact]:
        first, end = self._begins(day), self._begins(day + 1)
        after: Place | None = None
        while True:
            wanted = FactsWanted(first, end, after=after, newest_first=False, limit=AT_ONCE)
            async with self.store.reading() as work:
                page = await work.facts.page(wanted)
            for fact in page:
                yield fact
            if len(page) < AT_ONCE:
                return
            after = Place(page[-1].served_at, page[-1].tip_id)

    def _begins(self, day: int) -> datetime:
        """Return when a day begins, also one that the clocks are changed on."""
        return datetime.combine(date.fromordinal(day), time.min, self.zone).astimezone(UTC)


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
