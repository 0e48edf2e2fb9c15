"""Read what settled picks earned, by everything that tips are told apart by."""

from collections import OrderedDict
from dataclasses import dataclass, field

from core.domain.reward_panel import RewardsAsked, RewardSlices
from core.domain.rollup import Dim, Grain, Sums
from core.domain.rollup_query import By, SumsRow, SumsWanted
from core.ports import Store, Work
from core.usecases.rewards.settled import Days, narrowed, settled
from core.usecases.rewards.slices import ORDERS, WEEKDAY, cuts_of, sliced

NAMES = ("rewarded", "reward_milli")
"""What means are made of."""
TELLING = (
    *("tips", "rewarded", "reward_milli", "reward_milli2", "final", "known"),
    *("answered_ms", "dwell_ms", "candidates"),
)
"""By these sums days are known again: where other things happened they are not all alike."""
KEPT = 32
"""Periods that are remembered, some ten kilobytes each."""

Key = tuple[Days, tuple[str, ...], tuple[tuple[int | None, int | None, Sums], ...]]
"""Days and policies with all that tells them from what they were."""


@dataclass(frozen=True, slots=True)
class ReadRewardSlices:
    """Cut the settled picks of a period; what nothing was added to since is not cut again."""

    store: Store
    remembered: "OrderedDict[Key, RewardSlices]" = field(default_factory=OrderedDict)

    async def __call__(self, asked: RewardsAsked) -> RewardSlices:
        """Return the slices; none while no day is settled."""
        days = settled(asked.period, asked.now)
        if not days.count:
            return RewardSlices()
        async with self.store.reading() as work:
            policies = await narrowed(work, asked.whose, days)
            by_day = await _rows(work, days, policies)
            key = (days, policies, tuple((it.start, it.bucket, it.sums) for it in by_day))
            if key not in self.remembered:
                self._remember(key, await _cut(work, days, policies, by_day))
        self.remembered.move_to_end(key)
        return self.remembered[key]

    def _remember(self, key: Key, found: RewardSlices) -> None:
        self.remembered[key] = found
        while len(self.remembered) > KEPT:
            self.remembered.popitem(last=False)


async def _rows(work: Work, days: Days, policies: tuple[str, ...]) -> tuple[SumsRow, ...]:
    by = frozenset({By.START, By.BUCKET})
    wanted = SumsWanted(Grain.DAY, days.first, days.end, by=by, policies=policies, names=TELLING)
    return await work.rollups.sums(wanted)


async def _cut(
    work: Work, days: Days, policies: tuple[str, ...], by_day: tuple[SumsRow, ...]
) -> RewardSlices:
    cuts = {}
    for name in ORDERS:
        rows = by_day if name == WEEKDAY else await _values(work, days, policies, Dim(name))
        cuts[name] = cuts_of(name, rows)
    return sliced({name: values for name, values in cuts.items() if values})


async def _values(
    work: Work, days: Days, policies: tuple[str, ...], dim: Dim
) -> tuple[SumsRow, ...]:
    by = frozenset({By.VALUE, By.BUCKET})
    wanted = SumsWanted(Grain.DAY, days.first, days.end, dim, by, policies=policies, names=NAMES)
    return await work.rollups.sums(wanted)
