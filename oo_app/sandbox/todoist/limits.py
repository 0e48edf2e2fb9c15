"""Count calls per person in a sliding window, as the vendor does."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from oo_app.sandbox.todoist.errors import TooManyRequests

Lane = Literal["rest", "incremental", "full"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many calls of each sort one person may make in one window."""

    rest: int = 1000
    incremental: int = 1000
    full: int = 100
    window_s: int = 900


@dataclass
class Meter:
    """The calls made so far; forgotten at a restart."""

    limits: Limits
    calls: defaultdict[tuple[str, Lane], deque[datetime]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def count(self, sub: str, lane: Lane, now: datetime) -> None:
        """Count one call.

        Raises: TooManyRequests, with the seconds until the oldest call leaves the window.
        """
        calls = self.calls[sub, lane]
        window = timedelta(seconds=self.limits.window_s)
        while calls and calls[0] <= now - window:
            calls.popleft()
        if len(calls) >= getattr(self.limits, lane):
            left = (calls[0] + window - now).total_seconds() if calls else self.limits.window_s
            raise TooManyRequests(max(1, math.ceil(left)))
        calls.append(now)
