"""Say where time comes from."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time: UTC for what is written down, monotonic for how long something took."""

    def now(self) -> datetime: ...
    def monotonic_s(self) -> float: ...
