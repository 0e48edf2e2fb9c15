"""Read what moved the done rate: the slice of each dimension that did most."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.analytics.changed import Contribution, contributions, foremost
from core.analytics.jackknife import difference
from core.domain.figure import TooFew
from core.domain.overview import Moved, Mover
from core.domain.period import Period
from core.domain.pieces import pieces
from core.domain.rollup import Grain
from core.domain.rollup_query import By, SumsWanted
from core.ports import Store, Work
from core.usecases.overview.sliced import Day, Days, slices

TELLING = (
    *("tips", "done", "snooze", "dismiss", "none", "open", "undone"),
    *("answered_ms", "dwell_ms", "candidates", "known"),
)
"""By these sums a day is known again: two days with other slices do not have all of them alike."""


@dataclass(frozen=True, slots=True)
class ReadChanges:
    """Rank slices by what they contributed to the change between the whole days of two periods."""

    store: Store
    remembered: Days = field(default_factory=Days)

    async def __call__(self, period: Period, other: Period | None) -> Moved:
        """Return it; nothing where nothing is compared, or no day is whole yet."""
        if other is None:
            return Moved()
        async with self.store.reading() as work:
            now, before = [await self._read(work, it) for it in (period, other)]
        return moved(now, before) if now and before else Moved()

    async def _read(self, work: Work, period: Period) -> Day:
        cut = pieces(period)
        wanted = SumsWanted(Grain.DAY, cut.first, cut.end, by=frozenset({By.START}), names=TELLING)
        sums = {row.start or 0: row.sums for row in await work.rollups.sums(wanted)}
        if missing := self.remembered.missing(sums):
            rows = await work.overviews.slices(missing[0], missing[-1] + 1)
            self.remembered.learn(sums, rows)
        return self.remembered.of(sums)


def moved(now: Day, before: Day) -> Moved:
    """Return the change of the done rate, and what each dimension's foremost slice did to it."""
    found: dict[str, tuple[Contribution, ...] | TooFew] = {}
    change = None
    for by, values in _values(now, before).items():
        sums = slices(by, values, now), slices(by, values, before)
        if by == "policy":
            change = difference(sums[0].whole, sums[1].whole)
        if len(values) > 1:
            found[by] = contributions(values, *sums)
    movers = tuple(_mover(by, it) for by, it in foremost(found))
    return Moved(change, movers)


def _values(now: Day, before: Day) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for by, value in (*now, *before):
        found.setdefault(by, set()).add(value)
    return {by: tuple(sorted(values)) for by, values in sorted(found.items())}


def _mover(by: str, it: Contribution) -> Mover:
    shares, rates = (it.share_before, it.share_now), (it.rate_before, it.rate_now)
    return Mover(by, it.value, it.contribution, shares, rates)
