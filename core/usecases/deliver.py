"""Let events have their effect at a consumer: once, whatever comes twice or out of turn."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.domain.command import next_try
from core.domain.events import Event
from core.domain.ids import EventId
from core.domain.letter import Letter
from core.errors import NotFound, OurFault, PosteriorCorrupt, StaleWrite, VaultClosed
from core.ports import Clock, Store, Work
from core.ports.bus import Carried
from core.usecases.note_incident import note_incident

TOGETHER = 32
"""Events whose effects share a transaction: it stays short, and poison spoils few healthy ones."""
LOOKS = 3
"""Times an event is tried at once when another process was quicker: often that one had its effect."""
SOON_S = 2.0
"""Seconds, at most, until an event is tried again that did not fail by itself."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Something that acts on events: within the transaction in which that is written down."""

    name: str
    subjects: frozenset[str]
    act: Callable[[Work, Event], Awaitable[None]]
    together: Callable[[Work, tuple[Event, ...]], Awaitable[None]] | None = None
    """How several are acted on at once, where that is cheaper; when it fails, halves are tried."""

    async def take(self, work: Work, events: tuple[Event, ...], at: datetime) -> None:
        """Let those have their effect that did not have it, and write that down.

        Raises: StaleWrite when another had the effect meanwhile, Stopped when one of them fails.
        """
        had = await work.inbox.had(self.name, events)
        fresh = tuple(event for event in events if event.id not in had)
        if self.together is not None and fresh:
            await self.together(work, fresh)
        else:
            for index, event in enumerate(events):
                if event.id not in had:
                    await self._act(work, event, index)
        await work.inbox.keep(self.name, fresh, at)
        await work.letters.drop(self.name, tuple(event.id for event in events))

    async def _act(self, work: Work, event: Event, index: int) -> None:
        try:
            await self.act(work, event)
        except Exception as error:
            raise Stopped(index) from error


class Stopped(Exception):
    """One of several events failed; the cause says how, `index` says which."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


@dataclass(frozen=True, slots=True)
class _Round:
    """What became of the events so far."""

    consumer: Consumer
    taken: set[EventId] = field(default_factory=set)
    again: dict[EventId, datetime] = field(default_factory=dict)

    def known(self, event: Event) -> bool:
        return event.id in self.taken or event.id in self.again


@dataclass(frozen=True, slots=True)
class DeliverEvents:
    """Hand events to a consumer; the effect and the inbox row stand or fall together (E2)."""

    store: Store
    clock: Clock
    consumers: Mapping[str, Consumer]
    jitter: Callable[[], float]

    async def __call__(self, name: str, events: tuple[Event, ...]) -> Carried:
        """Return which events have had their effect, or are dead, and when to try the others.

        What a consumer does not want is taken at once. One that fails gets five tries; a fault of
        ours, such as a database that is away, is none of them (reliability E3).
        Raises: OurFault when nothing could be written at all: hand in the same events later.
        """
        consumer = self.consumers[name]
        wanted = tuple(_once(event for event in events if event.subject in consumer.subjects))
        so_far = _Round(consumer)
        try:
            for start in range(0, len(wanted), TOGETHER):
                await self._together(so_far, wanted[start : start + TOGETHER])
        except OurFault:
            if not so_far.taken and not so_far.again:
                raise
            soon = {event.id: self._soon() for event in wanted if not so_far.known(event)}
            so_far.again.update(soon)
        unwanted = {event.id for event in events if event.subject not in consumer.subjects}
        return Carried(frozenset(so_far.taken | unwanted), so_far.again)

    async def _together(self, so_far: _Round, events: tuple[Event, ...]) -> None:
        """Deliver all in one transaction; when one fails, those before it, it alone, and the rest."""
        if len(events) <= 1:
            for event in events:
                await self._alone(so_far, event)
            return
        try:
            await self._take(so_far.consumer, events)
        except Exception as error:  # noqa: BLE001 — one of them is poison: the others must pass it
            if _ours(error):
                raise cause_of(error) from None
            for part in _parts(events, error):
                await self._together(so_far, part)
        else:
            so_far.taken.update(event.id for event in events)

    async def _alone(self, so_far: _Round, event: Event) -> None:
        for _ in range(LOOKS):
            try:
                await self._take(so_far.consumer, (event,))
            except Exception as raised:  # noqa: BLE001 — it is written down, and told
                error = cause_of(raised)
                if isinstance(error, StaleWrite):
                    continue
                if _ours(error):
                    raise error from None
                await self._failed(so_far, event, type(error).__name__)
            else:
                so_far.taken.add(event.id)
            return
        so_far.again[event.id] = self._soon()

    async def _take(self, consumer: Consumer, events: tuple[Event, ...]) -> None:
        async with self.store.writing() as work:
            await consumer.take(work, events, self.clock.now())

    async def _failed(self, so_far: _Round, event: Event, error: str) -> None:
        """Write a failure down: one try more, or the last one."""
        now = self.clock.now()
        try:
            letter = await self._write(Letter(so_far.consumer.name, event, 1, error, now))
        except NotFound:
            so_far.taken.add(event.id)  # the user has left, and the event with them
            return
        if letter.exhausted:
            so_far.taken.add(event.id)
        else:
            so_far.again[event.id] = next_try(letter.tries, now, self.jitter())

    async def _write(self, fresh: Letter) -> Letter:
        async with self.store.writing() as work:
            before = await work.letters.find(fresh.consumer, fresh.event.id)
            letter = replace(fresh, tries=before.tries + 1) if before else fresh
            letter = replace(letter, dead_at=letter.failed_at if letter.exhausted else None)
            await work.letters.save(letter)
            if letter.exhausted:
                words = f"an event died at {letter.consumer}"
                await note_incident(work, letter.failed_at, words, letter.consumer)
        return letter

    def _soon(self) -> datetime:
        return self.clock.now() + timedelta(seconds=SOON_S * (0.5 + self.jitter() / 2))


def _once(events: Iterable[Event]) -> Iterable[Event]:
    """Return each event once, also when a batch holds it twice."""
    return {event.id: event for event in events}.values()


def cause_of(error: Exception) -> Exception:
    """Return what was raised, by the consumer or by the store."""
    cause = error.__cause__
    return cause if isinstance(error, Stopped) and isinstance(cause, Exception) else error


def _ours(error: Exception) -> bool:
    """Return whether it has nothing to do with the event, so that all others would fail as well."""
    about_it = StaleWrite | VaultClosed | PosteriorCorrupt
    cause = cause_of(error)
    return isinstance(cause, OurFault) and not isinstance(cause, about_it)


def _parts(events: tuple[Event, ...], error: Exception) -> Iterable[tuple[Event, ...]]:
    """Return smaller parts: around the one that failed if that is known, otherwise halves."""
    if isinstance(error, Stopped):
        return events[: error.index], (events[error.index],), events[error.index + 1 :]
    middle = len(events) // 2
    return events[:middle], events[middle:]
