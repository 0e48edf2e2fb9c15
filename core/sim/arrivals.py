"""Say what arrives on a list, and when: the same whatever any policy does."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.task import Task


@dataclass(frozen=True, slots=True)
class Arrival:
    """A task that turns up on a list."""

    task: Task
    at: datetime
    """When it is there, UTC; tasks of the first day were added before it."""
    minutes: float
    """How long it really takes, also when the task does not say so."""
    area: str
    """The part of the life it belongs to (`persona.AREAS`)."""
    every_days: int = 0
    """Days after which it comes back once done; 0 when it does not."""
