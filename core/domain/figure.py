"""Hold what the console may say of a number: the number with its interval, or why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its interval of 95 % and its standard error, in one unit, over `count` events."""

    value: float
    low: float
    high: float
    error: float
    count: int

    @property
    def half(self) -> float:
        """Return the larger distance from the value to a bound: what follows the ±."""
        return max(self.high - self.value, self.value - self.low)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its interval and standard error; `count` is that of the smaller side.

    `freedom` says how well the standard error is known: Student's degrees of freedom.
    """

    value: float
    low: float
    high: float
    error: float
    count: int
    freedom: float

    @property
    def clear(self) -> bool:
        """Return whether the interval leaves 0 out; when not, say "no clear change"."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class TooFew:
    """So few events, or in so few groups of users, that only the count may be shown."""

    count: int
    groups: int = 0
    """Groups of users that had any; 0 where users are counted one by one."""


@dataclass(frozen=True, slots=True)
class AlwaysValid:
    """A difference with bounds that hold at all looks together, over so many users."""

    value: float
    low: float
    high: float
    users: int

    @property
    def clear(self) -> bool:
        """Return whether 0 is left out; then it may be said at once, at any look."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class TooEarly:
    """Too few users were exposed for bounds that hold at any look."""

    users: int
    limit: int
