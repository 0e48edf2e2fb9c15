"""Say what a bus connects."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.domain.events import Event
from core.ports.bus import Bus, Carried
from core.ports.clock import Clock

Deliver = Callable[[str, tuple[Event, ...]], Awaitable[Carried]]
"""How events are handed to a consumer, by its name; raises OurFault when nothing can be written."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The consumers' names, how they are reached, and whom a ring from another process wakes."""

    names: tuple[str, ...]
    deliver: Deliver
    on_wake: Callable[[], None]
    clock: Clock


MakeBus = Callable[[Ends], Bus]
"""How a bus is made, once it is known what it connects."""
