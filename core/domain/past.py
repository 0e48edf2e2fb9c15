"""Say what a user has already seen of a task: what recovery and weariness are computed from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Past:
    """How often a task was tipped lately, when last, and how that went."""

    shown: int = 0
    last_shown_at: datetime | None = None
    snoozed: int = 0
    dismissed: bool = False
    """Whether the newest standing answer to it was a dismissal."""


NEVER = Past()
