"""Keep facts and the sums over them in memory."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from core.domain.counts import Counts
from core.domain.course import Course
from core.domain.fact import Fact
from core.domain.fact_query import Between, FactsWanted, Only, Order
from core.domain.ids import TipId, UserId
from core.domain.pick import Pick
from core.domain.tip import Tip
from core.memory.draft import Draft, drop_where
from core.memory.shelf import Shelf
from core.ports import Counted

THE_ONE = 0
"""Where the one state of counting is kept."""

K = TypeVar("K", bound=Hashable)
"""Where something is counted."""
C = TypeVar("C", bound=Counts)
"""What is counted there."""


@dataclass(frozen=True, slots=True)
class MemoryCourses:
    """Courses of tips in memory."""

    draft: Draft

    async def of(self, tips: Collection[TipId]) -> tuple[Course, ...]:
        """Return the courses of those of these tips that are there, by id."""
        found = (self.draft.tips.get(tip_id) for tip_id in sorted(set(tips)))
        return tuple(self._course(tip) for tip in found if tip is not None)

    async def after(self, tip_id: TipId | None, limit: int) -> tuple[Course, ...]:
        """Return the courses of the next tips by id."""
        keys = sorted(key for key, _ in self.draft.tips.items() if tip_id is None or key > tip_id)
        return await self.of(keys[:limit])

    async def picks(self, tips: Collection[TipId]) -> Mapping[TipId, Pick]:
        """Return the picks of those of these tips whose picks are still kept."""
        found = ((tip_id, self.draft.picks.get(tip_id)) for tip_id in tips)
        return {tip_id: pick for tip_id, pick in found if pick is not None}

    def _course(self, tip: Tip) -> Course:
        draft, about = self.draft, ("tip", tip.id)
        answers = [it for it in draft.reactions.group(about) if it.undone_at is None]
        outcomes = sorted(draft.outcomes.group(about), key=lambda it: (it.at, it.id))
        reward = max(draft.rewards.group(about), key=lambda it: it.id, default=None)
        user = draft.users.get(tip.user_id)
        return Course(
            tip_id=tip.id,
            user_id=tip.user_id,
            joined_at=user.created_at if user else tip.served_at,
            served_at=tip.served_at,
            surface=tip.surface,
            policy=tip.policy,
            policy_version=tip.policy_version,
            propensity=tip.propensity,
            candidates=tip.candidates,
            status=tip.status,
            answer=answers[0] if answers else None,
            outcomes=tuple(outcomes),
            reward_milli=reward.milli if reward else None,
            reward_state=reward.state if reward else None,
        )


@dataclass(frozen=True, slots=True)
class MemoryFacts:
    """Facts in memory."""

    draft: Draft

    async def get(self, tips: Collection[TipId]) -> Mapping[TipId, Fact]:
        """Return the facts of those of these tips that have one."""
        found = ((tip_id, self.draft.facts.get(tip_id)) for tip_id in tips)
        return {tip_id: fact for tip_id, fact in found if fact is not None}

    async def put(self, facts: Collection[Fact]) -> None:
        """Keep facts, each in the place of an earlier one."""
        for fact in facts:
            self.draft.must_live(fact.user_id)
            self.draft.facts.put(fact.tip_id, fact)

    async def of_user(self, user_id: UserId) -> tuple[Fact, ...]:
        """Return every fact of a user, the oldest first."""
        return tuple(sorted(self.draft.facts.group(("user", user_id)), key=_when))

    async def page(self, wanted: FactsWanted) -> tuple[Fact, ...]:
        """Return one page, in the order that is wanted."""
        return tuple(self._found(wanted)[: wanted.limit])

    async def count(self, wanted: FactsWanted, most: int) -> int:
        """Return how many there are behind `after`, or `most` where there are more."""
        return min(most, len(self._found(wanted)))

    def _found(self, wanted: FactsWanted) -> list[Fact]:
        every = [
            it for it in self.draft.facts.values() if wanted.first <= it.served_at < wanted.end
        ]
        times = sorted((it.served_at for it in every), reverse=True)
        reach = wanted.first
        if wanted.within is not None and wanted.within <= len(times):
            reach = times[wanted.within - 1]
        found = [it for it in every if it.served_at >= reach and _wanted(it, wanted)]

        def key(fact: Fact) -> tuple[Any, TipId]:
            return _of(fact, wanted.order), fact.tip_id

        return sorted(found, key=key, reverse=wanted.newest_first)


@dataclass(frozen=True, slots=True)
class MemoryCounting:
    """The state of counting in memory; writers take turns anyway."""

    draft: Draft

    async def begin(self, at: datetime, zone: str) -> Counted:
        """Return how far counting has come."""
        known = self.draft.counted.get(THE_ONE)
        counted = replace(known, at=at) if known else Counted(at, zone)
        self.draft.counted.put(THE_ONE, counted)
        return counted

    async def state(self) -> Counted | None:
        """Return how far counting has come; None before anything was counted."""
        return self.draft.counted.get(THE_ONE)

    async def restart(self, zone: str) -> None:
        """Empty every rollup, and say that no tip is counted."""
        draft = self.draft
        every: tuple[Shelf[Any, Any], ...] = (
            draft.slots,
            draft.target_slots,
            draft.bins,
            draft.actives,
            draft.user_days,
        )
        for shelf in every:
            drop_where(shelf, lambda *_: True)
        self._save(zone=zone, whole=False, reached=None)

    async def reach(self, tip_id: TipId | None, *, whole: bool) -> None:
        """Say up to which tip the rollups are filled."""
        self._save(reached=tip_id, whole=whole)

    def _save(self, **changes: Any) -> None:
        """Change the state. Any: each by its name."""
        known = self.draft.counted.get(THE_ONE)
        if known is not None:
            self.draft.counted.put(THE_ONE, replace(known, **changes))


def add_to(shelf: Shelf[K, C], more: Mapping[K, C], gone: Callable[[C], bool]) -> None:
    """Add counts to what a shelf holds, and drop those of which nothing is left."""
    for key, counts in more.items():
        known = shelf.get(key)
        total = counts if known is None else known.plus(counts)
        if gone(total):
            shelf.drop(key)
        else:
            shelf.put(key, total)


def summed(groups: Iterable[tuple[K, C]]) -> Mapping[K, C]:
    """Return the sums by group."""
    found: dict[K, C] = {}
    for key, counts in groups:
        found[key] = found[key].plus(counts) if key in found else counts
    return found


def _when(fact: Fact) -> tuple[datetime, TipId]:
    return fact.served_at, fact.tip_id


def _wanted(fact: Fact, wanted: FactsWanted) -> bool:
    return (
        _beyond(fact, wanted)
        and wanted.user_id in {None, fact.user_id}
        and all(_has(fact, it) for it in wanted.only)
        and all(_lies(fact, it) for it in wanted.between)
    )


def _beyond(fact: Fact, wanted: FactsWanted) -> bool:
    """Return whether a fact stands behind the place that a page begins after."""
    after = wanted.after
    if after is None:
        return True
    value = after.served_at if wanted.order is Order.SHOWN else after.amount
    here: tuple[Any, TipId] = (_of(fact, wanted.order), fact.tip_id)
    end: tuple[Any, TipId] = (value, after.tip_id)
    return here < end if wanted.newest_first else here > end


def _of(fact: Fact, name: str) -> Any:
    """Return what a fact, or its choice, has under a name. Any: text, numbers, truths."""
    return getattr(fact, name) if hasattr(fact, name) else getattr(fact.choice, name)


def _has(fact: Fact, wanted: Only) -> bool:
    value = _of(fact, wanted.field)
    values: Collection[object] = wanted.values
    if isinstance(value, bool):
        values = [it == "1" for it in wanted.values]
    elif isinstance(value, int):
        values = [int(it) for it in wanted.values if it.lstrip("-").isdecimal()]
    return (value in values) is not wanted.but


def _lies(fact: Fact, wanted: Between) -> bool:
    value = _of(fact, wanted.amount)
    if value is None:
        return False
    above = wanted.least is None or value >= wanted.least
    return bool(above and (wanted.most is None or value <= wanted.most))
