"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""When tests begin: a Sunday."""


class FakeClock:
    """Wall time and monotonic time move together, unless the wall alone is set."""

    def __init__(self, at=NOON):
        self._at = at
        self._monotonic_s = 0.0

    def now(self):
        return self._at

    def monotonic_s(self):
        return self._monotonic_s

    def advance(self, **span):
        step = timedelta(**span)
        self._at += step
        self._monotonic_s += step.total_seconds()

    def jump_to(self, at):
        """Set the wall clock, as an operator or a time server does."""
        self._at = at
