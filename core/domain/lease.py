"""Describe the right to run a loop: one holder at a time, for a term."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

LONGEST = timedelta(minutes=1)
"""A lease that claims to last longer was written by a clock that was wrong: it holds nothing."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Who runs a loop, and until when it is nobody else's."""

    name: str
    holder: str
    taken_at: datetime
    until: datetime
    term: int
    """Counts the holders: a later one always has a larger number."""

    def holds(self, now: datetime) -> bool:
        """Return whether it is still its holder's."""
        return now < self.until <= now + LONGEST

    def after(self, holder: str, now: datetime, until: datetime) -> Self | None:
        """Return what comes after it when this holder asks; None while it is another's."""
        if self.holds(now):
            return replace(self, until=until) if self.holder == holder else None
        return replace(self, holder=holder, taken_at=now, until=until, term=self.term + 1)
