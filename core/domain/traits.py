"""Say what a candidate was like, as far as its features tell: numbers only, never a word of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traits:
    """What the features of one candidate tell; None, or False, where they tell nothing."""

    overdue_d: int | None = None
    """Days since it fell due; the features know no more than the first 53."""
    soon: bool = False
    """Whether it was due today or tomorrow."""
    priority: int | None = None
    """1 (most urgent) to 4, as people know them."""
    minutes: int | None = None
    """How long it takes; a usual length and an unknown one look alike."""
    snoozed: int = 0
    """How often it was snoozed lately; three is three or more."""


UNTOLD = Traits()
"""Nothing is known of a candidate."""
