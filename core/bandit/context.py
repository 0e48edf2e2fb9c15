"""Say what is true of the moment for all candidates alike."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Context:
    """The moment of a pick: an instant, and the clock on the user's wall."""

    now: datetime
    zone: ZoneInfo

    @property
    def here(self) -> datetime:
        """Return the local time of the user."""
        return self.now.astimezone(self.zone)
