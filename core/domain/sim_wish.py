"""Say what somebody wants simulated, what is wrong with that, and what it would take."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.ids import RunId


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants simulated; the policies are compared with the first of them."""

    policies: tuple[str, ...]
    worlds: tuple[str, ...]
    people: str
    """Name of a set that comes with oO; files are for the command line."""
    seeds: int = 2
    """Lists that each persona meets."""
    picks: int = 120
    """Tips of a life, at most."""
    days: int | None = None
    """Days of a life, at most; None leaves it to each world."""
    judge: str = "rule"


class Why(StrEnum):
    """What is wrong with a field of a wish."""

    NONE = "none"
    """Nothing is chosen."""
    ALONE = "alone"
    """Two policies are needed to compare."""
    UNKNOWN = "unknown"
    """There is no such thing."""
    OUTSIDE = "outside"
    """The number is too small or too large."""
    NOT_SET = "not set"
    """The judge needs settings that are missing."""
    TOO_LARGE = "too large"
    """The run would take longer than anybody waits."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a wish: the field's name, and why."""

    field: str
    why: Why


@dataclass(frozen=True, slots=True)
class Choosable:
    """One thing that can be chosen; `missing` says which settings it lacks."""

    name: str
    about: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything that a wish can be made of."""

    policies: tuple[str, ...]
    worlds: tuple[Choosable, ...]
    people: tuple[Choosable, ...]
    judges: tuple[Choosable, ...]
    deployed: str
    """The policy that serves people now."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a run would take and could show; all is 0 or None where something is wrong."""

    wrong: tuple[Wrong, ...] = ()
    parts: int = 0
    decisions: int = 0
    """At most: a life may end earlier."""
    took_s: float = 0.0
    """About so long, on as many processes as would work."""
    processes: int = 0
    least: float | None = None
    """The smallest difference, in shares of the gap, that four runs in five show."""
    budget_dollars: float | None = None
    """Before it costs more than this the run stops; None when judging is free."""
    same: RunId | None = None
    """A run of the very same that is being computed now."""
