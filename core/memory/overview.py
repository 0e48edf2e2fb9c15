"""Read what the overview needs beside the rollups from memory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from core.analytics.rollup import bucket_of
from core.domain.fact import Fact
from core.domain.integration import IntegrationState
from core.domain.overview_query import Cohort, CohortWanted, Failing, SliceRow
from core.domain.rollup import Dim, Grain, Slot, Sums
from core.domain.rollup_query import SumsRow
from core.domain.user_fact import UserFact
from core.memory.draft import Draft
from core.memory.facts import summed

STEPS = ("connected_at", "first_tip_at", "first_answer_at")
"""How far users come, in order."""


@dataclass(frozen=True, slots=True)
class MemoryOverviews:
    """What the overview reads, in memory."""

    draft: Draft

    async def part(self, first: datetime, end: datetime) -> tuple[SumsRow, ...]:
        """Return what each group of users was served within a part of an hour."""
        found = summed(
            ((it.policy, it.choice.experiment, bucket_of(it.user_id)), _sums(it))
            for it in self.draft.facts.values()
            if first <= it.served_at < end
        )
        return tuple(SumsRow(sums, None, *key[:2], None, key[2]) for key, sums in found.items())

    async def slices(self, first: int, end: int) -> tuple[SliceRow, ...]:
        """Return the slices of days."""
        done: Counter[tuple[int, str, str, int]] = Counter()
        tips: Counter[tuple[int, str, str, int]] = Counter()
        for slot, sums in self.draft.slots.items():
            if slot.grain is Grain.DAY and first <= slot.start < end and slot.dim is not Dim.ARM:
                key = (slot.start, *_cut(slot), slot.bucket)
                done[key] += sums.done
                tips[key] += sums.done + sums.snooze + sums.dismiss + sums.none + sums.open
        return tuple(SliceRow(*key, done[key], tips[key]) for key in tips)

    async def cohort(self, wanted: CohortWanted) -> Cohort:
        """Return how far those came who joined, and how long it took them."""
        joined = [
            it for it in self.draft.user_facts.values() if wanted.first <= it.joined_at < wanted.end
        ]
        made = [[it for it in joined if _steps(it, wanted.as_of) >= n] for n in (1, 2, 3)]
        ripe = [it for it in made[2] if it.joined_at < wanted.ripe_before]
        back = [it for it in ripe if it.returned_at and it.returned_at <= wanted.as_of]
        paces = tuple(_median([_pace(it, n) for it in found]) for n, found in enumerate(made))
        connected, first_tip, first_answer = map(len, made)
        return Cohort(
            len(joined), connected, first_tip, first_answer, len(ripe), len(back), paces_s=paces
        )

    async def failing(self, before: datetime) -> Failing:
        """Return how many links sync no more."""
        since = [
            it.failing_since
            for it in self.draft.integrations.values()
            if it.failing_since is not None
            and it.failing_since <= before
            and it.state is not IntegrationState.RECONNECT
        ]
        return Failing(len(since), min(since, default=None))


def _sums(fact: Fact) -> Sums:
    fallbacks = int(bool(fact.choice.fallback))
    counted = {fact.ending.value: 1, "fallbacks": fallbacks, "undone": fact.undone}
    return Sums(tips=1, **counted)


def _cut(slot: Slot) -> tuple[str, str]:
    return ("policy", slot.policy) if slot.dim is Dim.ALL else (slot.dim.value, slot.value)


def _times(fact: UserFact) -> Iterator[datetime | None]:
    return (getattr(fact, name) for name in STEPS)


def _steps(fact: UserFact, as_of: datetime) -> int:
    """Return how many steps a user had made, without a gap."""
    made = 0
    for at in _times(fact):
        if at is None or at > as_of:
            return made
        made += 1
    return made


def _pace(fact: UserFact, step: int) -> float:
    times = [it for it in (fact.joined_at, *_times(fact)) if it is not None]
    return (times[step + 1] - times[step]).total_seconds()


def _median(paces: list[float]) -> float | None:
    return median(paces) if paces else None
