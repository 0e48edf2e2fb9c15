"""Say in numbers why a log cannot speak for a policy."""

from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """What a log lacks, or what is wrong with it."""

    EFFECTIVE = "effective"
    """A few picks carry nearly all of the weight."""
    SUPPORT = "support"
    """The policy would often pick what the log could never pick."""
    MEAN_WEIGHT = "mean_weight"
    """The weights do not have the mean that they must have."""
    PROPENSITIES = "propensities"
    """The logged probabilities are not those that chose."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason, with what was found and the limit, in the same unit: picks, a share, deviations."""

    why: Lack
    found: float
    limit: float


@dataclass(frozen=True, slots=True)
class NotEnoughSupport:
    """A number is withheld, for at least one reason."""

    reasons: tuple[Shortfall, ...]
    count: int
    """Picks that were looked at."""
