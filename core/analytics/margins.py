"""Hold a guardrail against its margin: not better is fine, worse by more than agreed is not."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.figure import Change, TooFew


class Worse(StrEnum):
    """In which direction a figure gets worse."""

    UP = "up"
    """Such as the dismiss rate."""
    DOWN = "down"
    """Such as the answer rate."""


class Standing(StrEnum):
    """What may be said of a guardrail."""

    HELD = "held"
    """The whole interval is on the safe side of the margin."""
    WATCH = "watch"
    """The interval reaches past the margin: neither shown to be safe nor to be unsafe."""
    BROKEN = "broken"
    """The whole interval is past the margin."""
    TOO_FEW = "too few"
    """There is no interval."""


@dataclass(frozen=True, slots=True)
class Guardrail:
    """A figure that must not get worse by more than a margin, agreed beforehand.

    Args: margin >= 0, in the unit of the figure's change, whichever direction is the worse.
    Raises: ValueError for a margin below 0 or none.
    """

    margin: float
    worse: Worse = Worse.UP

    def __post_init__(self) -> None:
        """Refuse a margin that asks for an improvement."""
        if not self.margin >= 0:
            raise ValueError(self.margin)

    def standing(self, change: Change | TooFew) -> Standing:
        """Return how a change stands to the margin; exactly at the margin is still within it.

        With an interval of 95 % something harmful by just the margin is held once in forty times.
        Source: non-inferiority, as in Piaggio et al., CONSORT (2012).
        """
        if isinstance(change, TooFew):
            return Standing.TOO_FEW
        least, most = (
            (change.low, change.high) if self.worse is Worse.UP else (-change.high, -change.low)
        )
        if most <= self.margin:
            return Standing.HELD
        return Standing.BROKEN if least > self.margin else Standing.WATCH
