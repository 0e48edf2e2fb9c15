"""Write an incident on the charts: what went wrong, once an hour however often it does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.annotation import AnnotationKind, marked
from core.ports import Clock, Store, Work
from core.usecases.wake import Ear

QUIET = timedelta(hours=1)
"""So long the same trouble is one incident."""


async def note_incident(work: Work, now: datetime, words: str, link: str) -> None:
    """Write an incident down in an open transaction, unless it is already known."""
    lately = await work.annotations.between(now - QUIET, now + QUIET, (AnnotationKind.INCIDENT,))
    if not any(it.link == link for it in lately):
        await work.annotations.add(marked(now, AnnotationKind.INCIDENT, words, link))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Hears of trouble where nothing can be written, such as within a breaker."""

    ear: Ear = field(default_factory=Ear)
    heard: list[tuple[str, str]] = field(default_factory=list)

    def teller(self, words: str, link: str) -> Callable[[], None]:
        """Return what to call when this trouble begins."""

        def tell() -> None:
            self.heard.append((words, link))
            self.ear.hear()

        return tell


@dataclass(frozen=True, slots=True)
class NoteIncidents:
    """Write down what trouble was heard of in this process."""

    store: Store
    clock: Clock
    trouble: Trouble

    async def __call__(self) -> int:
        """Return how many were told of; what cannot be written now is kept for the next time."""
        told = tuple(self.trouble.heard)
        if not told:
            return 0
        async with self.store.writing() as work:
            for words, link in told:
                await note_incident(work, self.clock.now(), words, link)
        del self.trouble.heard[: len(told)]
        return len(told)
