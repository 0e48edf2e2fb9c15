"""Show viewers what passes: a view of the last events, never a source (reliability E4)."""

import asyncio
from collections import deque
from collections.abc import Iterable

from core.domain.events import Event
from core.ports.bus import Seen

SIZE = 500
"""Events that a viewer may be behind before it has to reload."""


class Ring:
    """The last events, each at its place; nobody waits for a viewer, and none costs memory."""

    def __init__(self, size: int = SIZE) -> None:
        self.dropped = 0
        self._events: deque[tuple[int, Event]] = deque(maxlen=size)
        self._end = 0
        self._moved = asyncio.Event()

    def add(self, events: Iterable[Event]) -> None:
        """Let events pass; the oldest make room and are counted."""
        for event in events:
            self.dropped += len(self._events) == self._events.maxlen
            self._events.append((self._end, event))
            self._end += 1
        self._wake()

    def skip(self, count: int = 1) -> None:
        """Let viewers know that events passed which nobody here saw."""
        self._end += count
        self.dropped += count
        self._wake()

    def watch(self) -> "RingWatch":
        """Return a viewer of what passes from now on."""
        return RingWatch(self, self._end)

    async def after(self, place: int) -> tuple[Seen, int]:
        """Return what passed since a place, as soon as something did, and the next place."""
        while place == self._end:
            await self._moved.wait()
        events = tuple(event for at, event in self._events if at >= place)
        return Seen(events, missed=self._end - place - len(events)), self._end

    def _wake(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()


class RingWatch:
    """One viewer: its place in the ring and nothing else."""

    def __init__(self, ring: Ring, place: int) -> None:
        self._ring = ring
        self._place = place

    async def next(self) -> Seen:
        """Return what passed since the last call; waits for something to pass."""
        seen, self._place = await self._ring.after(self._place)
        return seen
