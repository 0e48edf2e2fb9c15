"""Say what would have made another candidate the best known."""

from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """One thing that could have been otherwise with the task that was picked."""

    SNOOZED = "snoozed once more"
    LOWER = "one priority lower"
    HIGHER = "one priority higher"
    NOT_SOON = "not due today or tomorrow"
    SOON = "due today or tomorrow"
    LONG = "an hour long"
    QUICK = "a quarter of an hour long"


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest such change that would have changed who leads.

    Args: effect is what it adds to the score of the pick; lead is that of the pick over the runner-up.
    """

    move: Move
    effect: float
    lead: float
