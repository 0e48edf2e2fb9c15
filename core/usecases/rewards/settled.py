"""Say which days of a period are settled, and whose tips are counted in it."""

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.period import Period, midnight
from core.domain.reward_panel import Whose
from core.domain.rollup import Grain
from core.domain.rollup_query import By, SumsWanted
from core.ports import Work
from core.rewards.window import WINDOW

NOBODY = ("",)
"""No policy is called so: its tips are none."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` on and before `end`, as proleptic ordinals."""

    first: int
    end: int

    @property
    def count(self) -> int:
        """Return how many there are."""
        return max(0, self.end - self.first)

    @property
    def last(self) -> date | None:
        """Return the last of them; None when there is none."""
        return date.fromordinal(self.end - 1) if self.count else None

    def __contains__(self, day: int) -> bool:
        """Return whether a day is one of them."""
        return self.first <= day < self.end


def touched(period: Period) -> Days:
    """Return every day that a period touches."""
    return Days(period.first.toordinal(), period.last.toordinal() + 1)


def open_from(period: Period, now: datetime) -> int:
    """Return the first day whose last tip has not had its whole window at `now`."""
    return (now - WINDOW).astimezone(period.zone).toordinal()


def settled(period: Period, now: datetime) -> Days:
    """Return the whole days of a period on which every tip has had its whole window at `now`."""
    every = touched(period)
    cut = period.start > midnight(period.first, period.zone)
    first = every.first + cut
    return Days(first, max(first, min(every.end, open_from(period, now))))


async def policies_in(work: Work, days: Days) -> tuple[str, ...]:
    """Return the policies that served on some of the days, who served most first."""
    wanted = SumsWanted(Grain.DAY, days.first, days.end, by=frozenset({By.POLICY}), names=("tips",))
    rows = await work.rollups.sums(wanted)
    rows = tuple(sorted(rows, key=lambda it: (-it.sums.tips, it.policy or "")))
    return tuple(it.policy for it in rows if it.policy)


async def narrowed(work: Work, whose: Whose, days: Days) -> tuple[str, ...]:
    """Return the policies that sums are to be of, as they are asked for: none named means all."""
    if not whose.never:
        return whose.only
    return whose.among(await policies_in(work, days)) or NOBODY
