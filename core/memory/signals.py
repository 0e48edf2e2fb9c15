"""Keep in memory what consumers had, what failed, what came in, and who runs what."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.delivery import Delivery
from core.domain.events import Event
from core.domain.ids import DeliveryId, EventId, UserId
from core.domain.integration import Provider
from core.domain.lease import Lease
from core.domain.letter import Letter
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft, Had, Waiting, drop_where


@dataclass(frozen=True, slots=True)
class MemoryInbox:
    """The inbox in memory."""

    draft: Draft

    async def had(self, consumer: str, events: tuple[Event, ...]) -> frozenset[EventId]:
        """Return which of these had their effect there."""
        return frozenset(it.id for it in events if self.draft.inbox.get((consumer, it.id)))

    async def keep(self, consumer: str, events: tuple[Event, ...], at: datetime) -> None:
        """Write down that these have their effect there. Raises: StaleWrite."""
        for event in events:
            self._must_be_known(event)
            if self.draft.inbox.get((consumer, event.id)):
                self.draft.refuse(StaleWrite("row"))
            self.draft.inbox.put((consumer, event.id), Had(event.user_id, at))

    async def sweep(self, before: datetime) -> int:
        """Forget effects from before a time and return how many."""
        return drop_where(self.draft.inbox, lambda _, it: it.at < before)

    def _must_be_known(self, event: Event) -> None:
        if self.draft.users.get(event.user_id) is None:
            self.draft.refuse(NotFound("owner"))


@dataclass(frozen=True, slots=True)
class MemoryLetters:
    """Letters in memory."""

    draft: Draft

    async def save(self, letter: Letter) -> None:
        """Keep a letter, new or known."""
        if self.draft.users.get(letter.event.user_id) is None:
            self.draft.refuse(NotFound("owner"))
        self.draft.letters.put((letter.consumer, letter.event.id), letter)

    async def find(self, consumer: str, event_id: EventId) -> Letter | None:
        """Return the letter of an event at a consumer."""
        return self.draft.letters.get((consumer, event_id))

    async def drop(self, consumer: str, ids: tuple[EventId, ...]) -> None:
        """Forget letters: their events have had their effect."""
        for key in ids:
            self.draft.letters.drop((consumer, key))

    async def dead(self, limit: int) -> tuple[Letter, ...]:
        """Return the letters that wait for a person, longest first."""
        found = [
            (it.dead_at, it.event.id, it.consumer, it)
            for it in self.draft.letters.values()
            if it.dead_at is not None
        ]
        return tuple(it for *_, it in sorted(found, key=lambda each: each[:3])[:limit])


@dataclass(frozen=True, slots=True)
class MemoryDeliveries:
    """Deliveries in memory."""

    draft: Draft

    async def owners(self, provider: Provider, external_id: str) -> tuple[UserId, ...]:
        """Return whose links by OAuth the service's own user id belongs to, oldest link first."""
        links = [it for it in self.draft.integrations.values() if not it.personal]
        theirs = [it for it in links if (it.provider, it.external_id) == (provider, external_id)]
        return tuple(it.user_id for it in sorted(theirs, key=lambda it: it.id))

    async def add(self, deliveries: tuple[Delivery, ...]) -> int:
        """Keep those that did not come before, and return how many."""
        added = 0
        for it in deliveries:
            self.draft.must_live(it.user_id)
            if not any(_same(it, known.item) for known in self.draft.deliveries.values()):
                self.draft.deliveries.put(it.id, Waiting(it))
                added += 1
        return added

    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Delivery, ...]:
        """Return deliveries that nobody has worked on, oldest first, and hold them until then."""
        free = [it for it in self.draft.deliveries.values() if it.free(now)]
        claimed = sorted(free, key=lambda it: it.item.id)[:limit]
        for it in claimed:
            self.draft.deliveries.put(it.item.id, replace(it, held_until=until))
        return tuple(it.item for it in claimed)

    async def done(self, ids: tuple[DeliveryId, ...], at: datetime) -> None:
        """Write down that these were worked on."""
        for key in ids:
            known = self.draft.deliveries.get(key)
            if known is not None:
                self.draft.deliveries.put(key, replace(known, over_at=at))

    async def sweep(self, before: datetime) -> int:
        """Forget what came before a time, and return how many."""
        return drop_where(self.draft.deliveries, lambda _, it: it.item.received_at < before)


def _same(one: Delivery, other: Delivery) -> bool:
    if (one.user_id, one.provider) != (other.user_id, other.provider):
        return False
    return one.digest == other.digest or bool(one.key and one.key == other.key)


@dataclass(frozen=True, slots=True)
class MemoryLeases:
    """Leases in memory."""

    draft: Draft

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> Lease | None:
        """Return the lease, new or longer; None while another has it."""
        held = self.draft.leases.get(name)
        lease = held.after(holder, now, until) if held else Lease(name, holder, now, until, 1)
        if lease is not None:
            self.draft.leases.put(name, lease)
        return lease

    async def release(self, name: str, holder: str, now: datetime) -> None:
        """Let another have it at once."""
        held = self.draft.leases.get(name)
        if held is not None and held.holder == holder:
            self.draft.leases.put(name, replace(held, until=now))

    async def all(self) -> tuple[Lease, ...]:
        """Return every lease that was ever taken, by name."""
        return tuple(sorted(self.draft.leases.values(), key=lambda it: it.name))
