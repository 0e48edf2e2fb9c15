"""Let events have their effect at a consumer: once, whatever comes twice or out of turn."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.command import next_try
from core.domain.events import Event
from core.domain.ids import EventId
from core.domain.letter import Letter
from core.errors import NotFound
from core.ports import Clock, Store, Work
from core.ports.bus import Carried


@dataclass(frozen=True, slots=True)
class Consumer:
    """Something that acts on events: within the transaction in which that is written down."""

    name: str
    subjects: frozenset[str]
    act: Callable[[Work, Event], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class DeliverEvents:
    """Hand events to a consumer; the effect and the inbox row stand or fall together (E2)."""

    store: Store
    clock: Clock
    consumers: Mapping[str, Consumer]
    jitter: Callable[[], float]

    async def __call__(self, name: str, events: tuple[Event, ...]) -> Carried:
        """Return which events have had their effect, or are dead, and when to try the others.

        One transaction for all of them; when that fails, one for each, so that poison is alone.
        """
        consumer = self.consumers[name]
        try:
            await self._all(consumer, events)
        except Exception:  # noqa: BLE001 — one of them is poison: the others must pass it
            return await self._each(consumer, events)
        return Carried(frozenset(event.id for event in events))

    async def _all(self, consumer: Consumer, events: tuple[Event, ...]) -> None:
        async with self.store.writing() as work:
            had = await work.inbox.had(consumer.name, events)
            fresh = _once(events, had)
            for event in fresh:
                if event.subject in consumer.subjects:
                    await consumer.act(work, event)
            await work.inbox.keep(consumer.name, fresh, self.clock.now())

    async def _each(self, consumer: Consumer, events: tuple[Event, ...]) -> Carried:
        taken: set[EventId] = set()
        again: dict[EventId, datetime] = {}
        for event in events:
            try:
                await self._all(consumer, (event,))
                await self._heal(consumer, event)
            except Exception as error:  # noqa: BLE001 — it is written down, and told
                at = await self._failed(consumer, event, type(error).__name__)
                if at is not None:
                    again[event.id] = at
                    continue
            taken.add(event.id)
        return Carried(frozenset(taken), again)

    async def _heal(self, consumer: Consumer, event: Event) -> None:
        async with self.store.writing() as work:
            await work.letters.drop(consumer.name, (event.id,))

    async def _failed(self, consumer: Consumer, event: Event, error: str) -> datetime | None:
        """Write a failure down; return when to try again, or None when nobody will."""
        now = self.clock.now()
        try:
            async with self.store.writing() as work:
                before = await work.letters.find(consumer.name, event.id)
                tries = before.tries + 1 if before else 1
                letter = Letter(consumer.name, event, tries, error, now)
                dead = letter.exhausted
                await work.letters.save(replace(letter, dead_at=now if dead else None))
        except NotFound:
            return None  # the user has left, and the event with them
        return None if dead else next_try(tries, now, self.jitter())


def _once(events: tuple[Event, ...], had: frozenset[EventId]) -> tuple[Event, ...]:
    """Return each event that was not had yet, also when the batch holds it twice."""
    return tuple({event.id: event for event in events if event.id not in had}.values())
