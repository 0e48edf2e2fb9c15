"""Say in which slots a fact counts, and what: pure, so that what was added can be taken back."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from core.analytics.bins import place_of
from core.analytics.targets import micro, target_slots, weight_bins
from core.domain.counts import Counts
from core.domain.fact import NO_HOUR, UNKNOWN, Fact
from core.domain.ids import UserId
from core.domain.rollup import (
    BUCKETS,
    REWARD_LEVELS,
    Bin,
    Change,
    Dim,
    Grain,
    Measure,
    Slot,
    Sums,
    TargetSlot,
    TargetSums,
)

HOUR_S = 3600
"""Seconds of an hour."""

K = TypeVar("K")
"""Where something is counted."""
C = TypeVar("C", bound=Counts)
"""What is counted there."""
NOTHING = Change()
"""Nothing is added."""


def bucket_of(user_id: UserId) -> int:
    """Return the group of a user, the same each time it is asked."""
    return int.from_bytes(hashlib.sha256(user_id.bytes).digest()[:8]) % BUCKETS


def hour_of(at: datetime) -> int:
    """Return the hour of a moment, in hours since 1970."""
    return int(at.timestamp() // HOUR_S)


def slots(fact: Fact) -> Mapping[Slot, Sums]:
    """Return where a fact counts among tips, and what; everywhere the same."""
    return dict.fromkeys(_places(fact), sums_of(fact))


def sums_of(fact: Fact) -> Sums:
    """Return what a fact adds to each of its slots."""
    choice, reward = fact.choice, fact.reward_milli
    counted = {fact.ending.value: 1}
    if reward is not None:
        counted |= {"rewarded": 1, REWARD_LEVELS.get(reward, "reward_other"): 1}
        counted |= {"reward_milli": reward, "reward_milli2": reward * reward}
    if choice.known:
        counted |= {
            "known": 1,
            "explored": int(choice.explored),
            "fallbacks": int(bool(choice.fallback)),
            "barred": choice.barred,
            "greedy": int(choice.greedy),
            "greedy_p_micro": micro(choice.greedy_p),
            "greedy_v_micro": micro(choice.greedy_p * (1 - choice.greedy_p)),
            "chosen_p_micro": micro(fact.propensity),
            "expected_p_micro": micro(choice.expected_p),
            "variance_p_micro": micro(choice.variance_p),
        }
    return Sums(
        tips=1,
        undone=fact.undone,
        elsewhere=int(fact.elsewhere),
        final=int(fact.final),
        candidates=fact.candidates,
        answered_ms=fact.answered_ms or 0,
        dwell_ms=fact.dwell_ms or 0,
        **counted,
    )


def bins(fact: Fact) -> Mapping[Bin, int]:
    """Return the bins that a fact's times and weights lie in."""
    told = {
        Measure.ANSWERED_MS: fact.answered_ms,
        Measure.DWELL_MS: fact.dwell_ms,
        Measure.TOOK_US: fact.choice.took_us if fact.choice.known else None,
    }
    found = {
        Bin(fact.day, measure, fact.policy, "", place_of(max(0, value))): 1
        for measure, value in told.items()
        if value is not None
    }
    return {**found, **weight_bins(fact)}


def counted(fact: Fact | None) -> Change:
    """Return all that a fact counts for; nothing when there is none."""
    if fact is None:
        return NOTHING
    return Change(slots(fact), target_slots(fact, bucket_of(fact.user_id)), bins(fact))


def difference(old: Fact | None, new: Fact | None) -> Change:
    """Return what must be added so that the new fact is counted in the place of the old one."""
    if old == new:
        return NOTHING
    before, after = counted(old), counted(new)
    return Change(
        slots=_less(after.slots, before.slots),
        targets=_less(after.targets, before.targets),
        bins=_fewer(after.bins, before.bins),
    )


def together(changes: Iterable[Change]) -> Change:
    """Return the sum of changes; what cancels out is left out."""
    slots_: dict[Slot, Sums] = {}
    targets: dict[TargetSlot, TargetSums] = {}
    counts: Counter[Bin] = Counter()
    for change in changes:
        _add(slots_, change.slots)
        _add(targets, change.targets)
        counts.update(change.bins)
    return Change(_told(slots_), _told(targets), {key: n for key, n in counts.items() if n})


def _places(fact: Fact) -> Iterator[Slot]:
    experiment, policy, bucket = fact.choice.experiment, fact.policy, bucket_of(fact.user_id)
    hour = hour_of(fact.served_at)
    yield Slot(Grain.HOUR, Dim.ALL, hour, "", policy, experiment, bucket)
    for dim, value in _values(fact):
        yield Slot(Grain.DAY, dim, fact.day, value, policy, experiment, bucket)


def _values(fact: Fact) -> Iterator[tuple[Dim, str]]:
    choice = fact.choice
    yield Dim.ALL, ""
    yield Dim.HOUR, UNKNOWN if choice.hour == NO_HOUR else f"{choice.hour:02d}"
    yield Dim.PRIORITY, choice.priority
    yield Dim.DUE, choice.due
    yield Dim.TENURE, fact.tenure
    yield Dim.MINUTES, choice.minutes
    yield Dim.SIZE, fact.size.value
    yield Dim.SURFACE, fact.surface
    if choice.experiment:
        yield Dim.ARM, choice.assigned


def _less(after: Mapping[K, C], before: Mapping[K, C]) -> Mapping[K, C]:
    if not before:
        return after
    found = dict(after)
    _add(found, {key: counts.times(-1) for key, counts in before.items()})
    return _told(found)


def _fewer(after: Mapping[Bin, int], before: Mapping[Bin, int]) -> Mapping[Bin, int]:
    every = dict.fromkeys((*after, *before))
    found = {key: after.get(key, 0) - before.get(key, 0) for key in every}
    return {key: n for key, n in found.items() if n}


def _add(into: dict[K, C], more: Mapping[K, C]) -> None:
    for key, counts in more.items():
        known = into.get(key)
        into[key] = counts if known is None else known.plus(counts)


def _told(found: Mapping[K, C]) -> Mapping[K, C]:
    return {key: counts for key, counts in found.items() if counts}
