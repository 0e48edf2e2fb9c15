"""Say that a task was completed elsewhere, and how that became known."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import TaskId


class Noticed(StrEnum):
    """What told of a completion; it is kept as the rule behind an outcome."""

    CHECKED = "checked"
    """A sync found the task ticked off."""
    INTENT = "update_intent"
    """A webhook called the update of a recurring task a completion."""
    ACTIVITY = "activity"
    """The activity log holds the completion of a recurring task."""
    DUE_MOVED = "due_moved"
    """A recurring task moved on to a later day, and nothing more certain could be asked."""


@dataclass(frozen=True, slots=True)
class Completion:
    """That a task was completed, and when; a recurring one may be completed again and again."""

    task_id: TaskId
    at: datetime
