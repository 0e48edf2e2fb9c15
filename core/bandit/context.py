"""Say what is true of the moment for all candidates alike."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Context:
    """The moment of a pick: an instant, and the clock on the user's wall."""

    now: datetime
    zone: ZoneInfo
    here: datetime = field(init=False)
    """The local time of the user; every candidate asks for it."""

    def __post_init__(self) -> None:
        """Look at the wall once."""
        object.__setattr__(self, "here", self.now.astimezone(self.zone))
