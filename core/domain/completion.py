"""Say how it became known that a task was completed elsewhere."""

from enum import StrEnum


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
