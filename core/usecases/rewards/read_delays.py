"""Read how soon settled tips were answered, policy by policy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.analytics.delay import AGES_S, Ages, delays
from core.analytics.percentile import BUCKETS
from core.analytics.policy_sums import answerable
from core.domain.figure import TooFew
from core.domain.pick import Floats
from core.domain.reward_panel import Delay, Delays, RewardsAsked
from core.domain.rollup import Grain, Measure, Sums
from core.domain.rollup_query import BinsWanted, By, SumsWanted
from core.ports import Store, Work
from core.usecases.read_live import ReadLive
from core.usecases.rewards.live_then import live_then
from core.usecases.rewards.settled import Days, narrowed, settled

NAMES = ("tips", "done", "snooze", "dismiss", "none", "open", "elsewhere")
"""How many there were, and how many could be answered."""


@dataclass(frozen=True, slots=True)
class ReadRewardDelays:
    """Say how long answers take: of settled days, on which nobody is watched too short a time."""

    store: Store
    read_live: ReadLive

    async def __call__(self, asked: RewardsAsked) -> Delays:
        """Return it; nothing while no day is settled."""
        days = settled(asked.period, asked.now)
        if not days.count:
            return Delays(AGES_S)
        live = await live_then(self.read_live, asked.period)
        champion = live.policies.served if live else ""
        async with self.store.reading() as work:
            policies = await narrowed(work, asked.whose, days)
            sums = await _sums(work, days, policies)
            counts = await _counts(work, days, policies)
        ages = {name: ages_of(sums[name], counts.get(name, {})) for name in sums}
        shares = {name: shares_of([it]) for name, it in ages.items()}
        rows = [
            Delay(name, answerable(sums[name]), shares[name], name == champion)
            for name in sorted(sums, key=lambda it: (it != champion, -sums[it].tips))
        ]
        return Delays(
            ages_s=AGES_S,
            every=shares_of(ages.values()),
            tips=sum(map(answerable, sums.values())),
            policies=tuple(rows),
            elsewhere=sum(it.elsewhere for it in sums.values()),
            until=days.last,
        )


def ages_of(sums: Sums, counts: Mapping[int, int]) -> Ages:
    """Return tips by the age at which they were answered; whoever was not, was silent throughout.

    Args: counts by place (`core.analytics.bins`): the first place, -1, is the first bucket.
    """
    evidence = np.zeros(BUCKETS)
    for place, n in counts.items():
        evidence[min(place + 1, BUCKETS - 1)] += n
    silent = max(0, answerable(sums) - round(float(evidence.sum())))
    return Ages(evidence, np.zeros(BUCKETS), silent)


def shares_of(ages: Iterable[Ages]) -> tuple[float | None, ...]:
    """Return the share that was answered by each age, of all together; none when they are too few."""
    every = tuple(ages)
    if not every:
        return ()
    told = delays(
        Ages(
            _total([it.evidence for it in every]),
            _total([it.still_open for it in every]),
            sum(it.silent for it in every),
        )
    )
    return () if isinstance(told, TooFew) else tuple(it.share for it in told)


def _total(counts: Sequence[Floats]) -> Floats:
    total: Floats = np.sum(counts, axis=0)
    return total


async def _sums(work: Work, days: Days, policies: tuple[str, ...]) -> Mapping[str, Sums]:
    by = frozenset({By.POLICY})
    wanted = SumsWanted(Grain.DAY, days.first, days.end, by=by, policies=policies, names=NAMES)
    return {it.policy or "": it.sums for it in await work.rollups.sums(wanted)}


async def _counts(
    work: Work, days: Days, policies: tuple[str, ...]
) -> Mapping[str, Mapping[int, int]]:
    by = frozenset({By.POLICY})
    wanted = BinsWanted(Measure.ANSWERED_MS, days.first, days.end, by, policies=policies)
    return {it.policy or "": it.counts for it in await work.rollups.bins(wanted)}
