"""Describe the right to run a loop: one holder at a time, for a term."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self


@dataclass(frozen=True, slots=True)
class Lease:
    """Who runs a loop, and until when it is nobody else's."""

    name: str
    holder: str
    taken_at: datetime
    until: datetime
    term: int
    """Counts the holders: a later one always has a larger number."""

    def after(self, holder: str, now: datetime, until: datetime) -> Self | None:
        """Return what comes after it when this holder asks; None while it is another's."""
        if self.until > now:
            return replace(self, until=until) if self.holder == holder else None
        return replace(self, holder=holder, taken_at=now, until=until, term=self.term + 1)
