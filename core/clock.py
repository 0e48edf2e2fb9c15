"""Read the machine's clocks: the one module that may."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The time as this machine has it."""

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.now(UTC)  # noqa: TID251 — this is the Clock

    def monotonic_s(self) -> float:
        """Return seconds that never run backwards."""
        return time.monotonic()
