"""Describe what a viewer of the bus sees next."""

from dataclasses import dataclass

from core.domain.events import Event


@dataclass(frozen=True, slots=True)
class Seen:
    """At least one event, or word that some passed by unseen."""

    events: tuple[Event, ...]
    missed: int = 0
    """Events that were dropped before the viewer came to them: a gap, so reload."""
