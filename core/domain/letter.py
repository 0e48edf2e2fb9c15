"""Describe an event that a consumer could not take: a letter, dead after its last try."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.events import Event

TRIES = 5
"""An event that has failed so often at a consumer is set aside for a person (reliability E3)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An event that failed at a consumer; `error` is a name, never a text from outside."""

    consumer: str
    event: Event
    tries: int
    error: str
    failed_at: datetime
    dead_at: datetime | None = None

    @property
    def exhausted(self) -> bool:
        """Return whether it has had all its tries."""
        return self.tries >= TRIES
