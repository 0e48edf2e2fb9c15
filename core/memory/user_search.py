"""Count users as the console lists them, and their tips of a time, in memory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import UserId
from core.domain.user_fact import Lived
from core.domain.user_query import UsersWanted
from core.memory.draft import Draft
from core.memory.user_facts import in_order, lived_of


@dataclass(frozen=True, slots=True)
class MemoryUserSearch:
    """Counts among users, in memory."""

    draft: Draft

    async def count(self, wanted: UsersWanted, most: int) -> int:
        """Return how many users are asked for, at most so many."""
        return min(most, len(in_order(self.draft, wanted)))

    async def counts(self, within: UsersWanted, each: tuple[UsersWanted, ...]) -> tuple[int, ...]:
        """Return how many users each of these asks for, among those within."""
        there = {it.user_id for it in in_order(self.draft, within)}
        found = (in_order(self.draft, it) for it in each)
        return tuple(sum(it.user_id in there for it in facts) for facts in found)

    async def lived(
        self, users: Collection[UserId], first: datetime, end: datetime
    ) -> Mapping[UserId, Lived]:
        """Return how the tips of these users went that were served in a time; nought is left out."""
        found = {}
        for user_id in users:
            facts = self.draft.facts.group(("user", user_id))
            if served := [it for it in facts if first <= it.served_at < end]:
                found[user_id] = lived_of(served)
        return found
