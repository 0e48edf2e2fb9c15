"""Decide how many events one connection may send: a bucket of tokens that fills at a steady rate."""

RATE_PER_S = 20.0
"""Events a connection may send every second, for as long as it likes (reliability W5)."""
BURST = 40.0
"""Events a connection may send at once after a rest (reliability W5)."""


class Pace:
    """One connection's bucket; times are seconds of a monotonic clock."""

    def __init__(self, now_s: float, rate_per_s: float = RATE_PER_S, burst: float = BURST) -> None:
        self._rate_per_s = rate_per_s
        self._burst = burst
        self._tokens = burst
        self._then_s = now_s

    def take(self, now_s: float) -> bool:
        """Return whether one more event is in time, and count it."""
        gained = max(0.0, now_s - self._then_s) * self._rate_per_s
        self._then_s = now_s
        self._tokens = min(self._burst, self._tokens + gained)
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True
