"""Keep users in the console's eyes, and the days they were here, in memory."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.consent import Purpose, allowed
from core.domain.fact import Ending, Fact
from core.domain.ids import UserId
from core.domain.pseudonym import HEX, tails
from core.domain.user import User
from core.domain.user_fact import (
    Active,
    Lived,
    UserDay,
    UserDays,
    UserFact,
    first_connected,
    link_word,
)
from core.domain.user_query import (
    VALUES,
    Facet,
    Funnel,
    FunnelWanted,
    UserField,
    UsersOnly,
    UserStep,
    UsersWanted,
)
from core.memory.draft import Draft
from core.memory.facts import add_to, summed


@dataclass(frozen=True, slots=True)
class MemoryUserFacts:
    """Users in the console's eyes, in memory."""

    draft: Draft

    async def gather(self, users: Collection[UserId]) -> tuple[UserFact, ...]:
        """Return the living ones among these users as they are now."""
        living = [it for it in users if self.draft.living.get(it)]
        found = [self.draft.users.get(it) for it in living]
        return tuple(self._gathered(user) for user in found if user is not None)

    async def put(self, facts: Collection[UserFact]) -> None:
        """Keep users, each in the place of what was known before."""
        for fact in facts:
            self.draft.must_live(fact.user_id)
            self.draft.user_facts.put(fact.user_id, fact)

    async def page(self, wanted: UsersWanted) -> tuple[UserFact, ...]:
        """Return one page in its order."""
        return in_order(self.draft, wanted)[: wanted.limit]

    async def facet(self, wanted: UsersWanted, field: UserField) -> tuple[Facet, ...]:
        """Return the most frequent values of a field among the users asked for."""
        found = [it for it in self.draft.user_facts.values() if _wanted(it, wanted)]
        counted = Counter(_word(it, field) for it in found)
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Facet(value, n) for value, n in ranked[:VALUES])

    async def funnel(self, wanted: FunnelWanted) -> Funnel:
        """Return how many came how far."""
        found = [
            it
            for it in self.draft.user_facts.values()
            if wanted.first <= it.joined_at < wanted.end
            and all(_has(it, only) for only in wanted.only)
        ]
        made = [len(found)]
        made += [sum(_reached(it, step) for it in found) for step in UserStep]
        return Funnel(*made)

    def _gathered(self, user: User) -> UserFact:
        facts = self.draft.facts.group(("user", user.id))
        consents = sorted(
            (it for it in self.draft.consents.values() if it.user_id == user.id),
            key=lambda it: (it.at, it.id),
        )
        links = [it.state for it in self.draft.integrations.values() if it.user_id == user.id]
        last = max(facts, key=lambda it: (it.served_at, it.tip_id), default=None)
        seen = [it.served_at for it in facts] + _answers(facts)
        return UserFact(
            user_id=user.id,
            joined_at=user.created_at,
            last_seen_at=max(seen, default=user.created_at),
            timezone=user.timezone,
            connected_at=first_connected(tuple(consents)),
            first_tip_at=min((it.served_at for it in facts), default=None),
            first_answer_at=min(_answers(facts), default=None),
            returned_at=min(_again(facts), default=None),
            lived=lived_of(facts),
            policy=last.policy if last else "",
            experiment=last.choice.experiment if last else "",
            arm=last.choice.assigned if last else "",
            link=link_word(links[0] if links else None),
            consents=tuple(it.value for it in Purpose if allowed(tuple(consents), it)),
        )


@dataclass(frozen=True, slots=True)
class MemoryActives:
    """Users' days in memory."""

    draft: Draft

    async def days(
        self, users: Collection[UserId], first: int, end: int
    ) -> Mapping[UserId, UserDays]:
        """Return what users did on the days of a period; who did nothing is left out."""
        found: dict[UserId, dict[int, UserDay]] = defaultdict(dict)
        for (owner, day), counts in self.draft.user_days.items():
            if owner in users and first <= day < end:
                found[owner][day] = counts
        return found

    async def live(self, more: Mapping[UserId, UserDays]) -> None:
        """Add to what users did, day by day."""
        for user_id, days in more.items():
            self.draft.must_live(user_id)
            keyed = {(user_id, day): counts for day, counts in days.items()}
            add_to(self.draft.user_days, keyed, lambda it: not it)

    async def add(self, more: Mapping[int, Active], bucket: int = 0) -> None:
        """Add to how many users of a group were active."""
        keyed = {(day, bucket): counts for day, counts in more.items()}
        add_to(self.draft.actives, keyed, lambda it: it.weekly == 0)

    async def series(self, first: int, end: int) -> Mapping[int, Active]:
        """Return how many users were active on the days of a period, in order."""
        found = sorted(self.draft.actives.items())
        return summed((day, counts) for (day, _), counts in found if first <= day < end)

    async def groups(self, first: int, end: int) -> Mapping[int, Active]:
        """Return for each group of users the sum of how many were active on these days."""
        found = self.draft.actives.items()
        return summed((bucket, counts) for (day, bucket), counts in found if first <= day < end)


def in_order(draft: Draft, wanted: UsersWanted) -> tuple[UserFact, ...]:
    """Return all users asked for, beyond a place if so wanted, in their order."""
    found = [it for it in draft.user_facts.values() if _wanted(it, wanted)]
    keyed = sorted(((_place(it, wanted), it) for it in found), key=lambda pair: pair[0])
    if wanted.descending:
        keyed.reverse()
    if wanted.after is not None:
        end = (wanted.after.value, wanted.after.user_id)
        keyed = [
            (place, it)
            for place, it in keyed
            if (place < end if wanted.descending else place > end)
        ]
    return tuple(it for _, it in keyed)


def _answers(facts: list[Fact]) -> list[datetime]:
    return [it.answered_at for it in facts if it.answered_at is not None]


def _again(facts: list[Fact]) -> list[datetime]:
    served = [it.served_at for it in facts if it.week > 0]
    late = [it for it in facts if (it.answered_week or 0) > 0]
    return served + _answers(late)


def lived_of(facts: list[Fact]) -> Lived:
    """Return how many tips these are, and how they ended."""
    ended = Counter(it.ending for it in facts)
    named = (Ending.DONE, Ending.SNOOZE, Ending.DISMISS, Ending.NONE)
    return Lived(len(facts), *(ended[it] for it in named))


def _place(fact: UserFact, wanted: UsersWanted) -> Any:
    """Return where a user stands in the order. Any: times or numbers, and an id."""
    name = wanted.order.value
    value = getattr(fact, name) if hasattr(fact, name) else getattr(fact.lived, name)
    return value, fact.user_id


def _word(fact: UserFact, field: UserField) -> str:
    value = getattr(fact, field.value)
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _has(fact: UserFact, wanted: UsersOnly) -> bool:
    return (_word(fact, wanted.field) in wanted.values) is not wanted.but


def _wanted(fact: UserFact, wanted: UsersWanted) -> bool:
    letters = wanted.search.strip().lower().replace("-", "")
    spans = ((fact.joined_at, wanted.joined), (fact.last_seen_at, wanted.seen))
    return (
        (not wanted.search or (bool(letters) and fact.user_id.hex.startswith(letters)))
        and (not wanted.called or _is_called(fact, wanted.called))
        and all(span is None or span[0] <= at < span[1] for at, span in spans)
        and all(_has(fact, it) for it in wanted.only)
        and all(_reached(fact, it) for it in wanted.reached)
        and not any(_reached(fact, it) for it in wanted.missed)
    )


def _reached(fact: UserFact, step: UserStep) -> bool:
    """Return whether a step was made, and those before it."""
    made = list(UserStep)[: list(UserStep).index(step) + 1]
    return all(getattr(fact, f"{it.value}_at") is not None for it in made)


def _is_called(fact: UserFact, beginning: str) -> bool:
    span = tails(beginning)
    return span is not None and span[0] <= fact.user_id.hex[-HEX:] <= span[1]
