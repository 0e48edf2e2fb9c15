"""Keep replies, events, commands and the deletion ledger in memory."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from core.domain.command import LONGEST_HOLD, Revocation, TaskCommand
from core.domain.erasure import Erasure
from core.domain.events import Event
from core.domain.ids import CommandId, EventId, UserId
from core.domain.user import User
from core.errors import KeyReused, NotFound, StaleWrite
from core.memory.draft import Draft, Waiting, drop_where
from core.memory.shelf import Shelf
from core.ports import Backlog, Reply

Item = TypeVar("Item", TaskCommand, Revocation)
"""What a queue holds."""


@dataclass(frozen=True, slots=True)
class MemoryReplies:
    """Replies in memory."""

    draft: Draft

    async def find(self, user_id: UserId, key: str) -> Reply | None:
        """Return what was answered under a key."""
        return self.draft.replies.get((user_id, key))

    async def keep(self, user_id: UserId, key: str, reply: Reply) -> None:
        """Keep an answer, or raise KeyReused when the key has one."""
        if not self.draft.living.get(user_id):
            raise NotFound("user")
        if self.draft.replies.get((user_id, key)):
            self.draft.refuse(KeyReused(key))
        self.draft.replies.put((user_id, key), reply)

    async def sweep(self, before: datetime) -> int:
        """Delete answers from before a time and return how many."""
        return drop_where(self.draft.replies, lambda _, it: it.at < before)


@dataclass(frozen=True, slots=True)
class MemoryOutbox:
    """The outbox in memory."""

    draft: Draft

    async def tell(self, event: Event) -> None:
        """Keep an event, to be told after the commit."""
        if self.draft.users.get(event.user_id) is None:
            self.draft.refuse(NotFound("owner"))
        self.draft.outbox.put(event.id, Waiting(event))

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Event, ...]:
        """Return untold events, oldest first, and hold them until then."""
        free = [(key, it) for key, it in self.draft.outbox.items() if it.free(now)]
        claimed = sorted(free, key=lambda pair: pair[0])[:limit]
        for key, waiting in claimed:
            self.draft.outbox.put(key, replace(waiting, held_until=until))
        return tuple(waiting.item for _, waiting in claimed)

    async def sent(self, ids: tuple[EventId, ...], at: datetime) -> None:
        """Write down that these were told."""
        for key in ids:
            waiting = self.draft.outbox.get(key)
            if waiting is not None:
                self.draft.outbox.put(key, replace(waiting, over_at=at))

    async def later(self, ids: tuple[EventId, ...], until: datetime) -> None:
        """Hide these until a time."""
        for key in ids:
            waiting = self.draft.outbox.get(key)
            if waiting is not None:
                self.draft.outbox.put(key, replace(waiting, held_until=until))

    async def backlog(self) -> Backlog:
        """Return how many are untold, and since when the oldest is."""
        untold = [it.item.at for it in self.draft.outbox.values() if it.over_at is None]
        return Backlog(len(untold), min(untold, default=None))


@dataclass(frozen=True, slots=True)
class MemorySentEvents:
    """The part of the outbox that was told, in memory."""

    draft: Draft

    async def sweep(self, before: datetime) -> int:
        """Delete events told before a time and return how many."""
        return drop_where(
            self.draft.outbox, lambda _, it: it.over_at is not None and it.over_at < before
        )

    async def again(self, since: datetime) -> int:
        """Make events that happened since a time untold, and return how many."""
        told = [
            (key, it)
            for key, it in self.draft.outbox.items()
            if it.over_at is not None and it.item.at >= since
        ]
        for key, it in told:
            self.draft.outbox.put(key, Waiting(it.item))
        return len(told)


@dataclass(frozen=True, slots=True)
class MemoryQueue(Generic[Item]):
    """Work for later in memory."""

    draft: Draft
    shelf: Shelf[CommandId, Waiting[Item]]

    async def add(self, item: Item) -> None:
        """Keep an item beside its cause."""
        if isinstance(item, TaskCommand):
            self.draft.must_live(item.user_id)
        if self.shelf.get(item.id):
            self.draft.refuse(StaleWrite("row"))
        self.shelf.put(item.id, Waiting(item))

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Item, ...]:
        """Return waiting items, oldest first, and hold them until then."""
        every = self.shelf.values()
        held = [it for it in every if it.over_at is None and not _free(it, now)]
        free = [it for it in every if _free(it, now) and not any(_before(one, it) for one in held)]
        claimed = sorted(free, key=lambda it: (it.item.created_at, it.item.id))[:limit]
        for waiting in claimed:
            self.shelf.put(waiting.item.id, replace(waiting, held_until=until))
        return tuple(waiting.item for waiting in claimed)

    async def done(self, item_id: CommandId, at: datetime) -> None:
        """Write down that it is done."""
        self._end(item_id, at, "")

    async def later(self, item_id: CommandId, at: datetime, error: str) -> None:
        """Try again at that time."""
        waiting = self.shelf.get(item_id)
        if waiting is not None:
            item = replace(waiting.item, tries=waiting.item.tries + 1)
            self.shelf.put(item_id, replace(waiting, item=item, held_until=at, error=error))

    async def dead(self, item_id: CommandId, at: datetime, error: str) -> None:
        """Set a hopeless item aside."""
        self._end(item_id, at, error)

    def _end(self, item_id: CommandId, at: datetime, error: str) -> None:
        waiting = self.shelf.get(item_id)
        if waiting is not None:
            self.shelf.put(item_id, replace(waiting, over_at=at, error=error))


def _free(waiting: Waiting[Any], now: datetime) -> bool:
    """Return whether an item may be claimed; what seems held for ages was, before the clock was set."""
    ages = waiting.held_until is not None and waiting.held_until > now + LONGEST_HOLD
    return waiting.free(now) or (ages and waiting.over_at is None)


def _before(held: Waiting[Any], waiting: Waiting[Any]) -> bool:
    """Return whether one item stands in line before another of the same user. Any: either queue's."""
    one, other = held.item, waiting.item
    if not isinstance(one, TaskCommand) or not isinstance(other, TaskCommand):
        return False
    return one.user_id == other.user_id and one.id < other.id


@dataclass(frozen=True, slots=True)
class MemoryLedger:
    """The deletion ledger in memory."""

    draft: Draft

    async def save(self, erasure: Erasure) -> None:
        """Keep an erasure, new or known."""
        self.draft.erasures.put(erasure.receipt, erasure)

    async def find(self, receipt: str) -> Erasure | None:
        """Return the erasure with this receipt."""
        return self.draft.erasures.get(receipt)

    async def tombstones(self) -> frozenset[str]:
        """Return the digests of all who must stay deleted."""
        return frozenset(it for each in self.draft.erasures.values() for it in each.tombstones)

    async def living(self) -> tuple[UserId, ...]:
        """Return the ids of all users who have not left."""
        return tuple(key for key, alive in self.draft.living.items() if alive)

    async def purge(self, user_id: UserId, at: datetime) -> None:
        """Drop everything of a user's; leave a tombstone."""
        draft = self.draft
        for shelf in (
            draft.identities,
            draft.consents,
            draft.sessions,
            draft.attempts,
            draft.rests,
            draft.reactions,
            draft.outcomes,
            draft.rewards,
            draft.posteriors,
            draft.states,
            draft.facts,
            draft.user_facts,
            draft.resets,
            draft.snapshots,
        ):
            drop_where(shelf, lambda _, it: it.user_id == user_id)
        for link in [it for it in draft.integrations.values() if it.user_id == user_id]:
            draft.integrations.drop(link.id)
            draft.tokens.drop(link.id)
        for tip in [it for it in draft.tips.values() if it.user_id == user_id]:
            draft.tips.drop(tip.id)
            draft.picks.drop(tip.id)
        for keyed in (draft.task_lists, draft.replies, draft.user_days):
            drop_where(keyed, lambda key, _: key[0] == user_id)
        drop_where(draft.saved_views, lambda _, it: it.owner == user_id)
        drop_where(draft.inbox, lambda _, it: it.user_id == user_id)
        drop_where(draft.deliveries, lambda _, it: it.item.user_id == user_id)
        drop_where(draft.letters, lambda _, it: it.event.user_id == user_id)
        for queue in (draft.outbox, draft.commands):
            drop_where(queue, lambda _, it: it.item.user_id == user_id)
        draft.living.drop(user_id)
        if draft.users.get(user_id):
            draft.users.put(user_id, User(user_id, created_at=at, disabled=True))
