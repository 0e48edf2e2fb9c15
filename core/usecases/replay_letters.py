"""Replay letters: hand a dead event to its consumer once more, now that the cause is mended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.domain.ids import EventId
from core.domain.letter import Letter
from core.errors import NotFound, OurFault
from core.ports import Clock, Store
from core.usecases.deliver import Consumer, cause_of

READ_AT_ONCE = 1000
"""Letters that are listed and replayed in one go: more than a person looks through."""


@dataclass(frozen=True, slots=True)
class ReplayLetters:
    """Give the events in letters their effect; a letter is dropped in the same transaction."""

    store: Store
    clock: Clock
    consumers: Mapping[str, Consumer]

    async def dead(self) -> tuple[Letter, ...]:
        """Return the letters that wait for a person, longest first; at most a thousand."""
        async with self.store.reading() as work:
            return await work.letters.dead(READ_AT_ONCE)

    async def every(self) -> tuple[Letter, ...]:
        """Replay all that `dead` lists; return those that failed again, with the newest error."""
        return await self._replay(await self.dead())

    async def one(self, event_id: EventId) -> tuple[Letter, ...]:
        """Do the same for one event, wherever it is dead. Raises: NotFound."""
        letters = tuple(it for it in await self.dead() if it.event.id == event_id)
        if not letters:
            raise NotFound("letter")
        return await self._replay(letters)

    async def _replay(self, letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
        failed = [await self._again(letter) for letter in letters]
        return tuple(letter for letter in failed if letter is not None)

    async def _again(self, letter: Letter) -> Letter | None:
        """Return the letter if it stays."""
        consumer = self.consumers.get(letter.consumer)
        if consumer is None:
            return replace(letter, error="NoSuchConsumer")
        try:
            async with self.store.writing() as work:
                await consumer.take(work, (letter.event,), self.clock.now())
        except Exception as raised:  # noqa: BLE001 — written into the letter, and told
            return await self._keep(letter, cause_of(raised))
        return None

    async def _keep(self, letter: Letter, error: Exception) -> Letter:
        if isinstance(error, OurFault):
            return replace(letter, error=type(error).__name__)
        failed = replace(
            letter,
            tries=letter.tries + 1,
            error=type(error).__name__,
            failed_at=self.clock.now(),
        )
        async with self.store.writing() as work:
            await work.letters.save(failed)
        return failed
