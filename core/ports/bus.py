"""Say how saved events travel: to consumers, each effect once, and to viewers, as they pass."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from core.domain.events import Event
from core.domain.ids import EventId
from core.domain.seen import Seen

__all__ = ["Bus", "Carried", "Seen", "Watch"]

NONE: Mapping[EventId, datetime] = MappingProxyType({})
"""Nothing is to come again."""


@dataclass(frozen=True, slots=True)
class Carried:
    """How carrying a batch ended; what is in neither comes again when its hold is over."""

    taken: frozenset[EventId] = frozenset()
    """Those that need not come again."""
    again: Mapping[EventId, datetime] = field(default_factory=lambda: NONE)
    """When to try the others again."""
    lost: bool = False
    """Whether the bus has forgotten what it held: whatever was sent lately must be sent again."""


class Watch(Protocol):
    """One viewer; it holds nothing but its place, so it may be as slow as it likes."""

    async def next(self) -> Seen: ...


class Bus(Protocol):
    """Carries events; `run` brings them in from elsewhere until cancelled.

    `publish` never raises, and takes an empty batch as the question whether anything was lost.
    `wake` tells other processes that something waits in the outbox; `watch` begins with what
    passes from now on.
    """

    async def publish(self, events: tuple[Event, ...]) -> Carried: ...
    async def run(self) -> None: ...
    def watch(self) -> Watch: ...
    async def wake(self) -> None: ...
    async def close(self) -> None: ...
