"""Leave Todoist alone while it is down: after a few failures nobody asks, then one tries."""

from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from core.errors import IntegrationBusy, IntegrationDown, IntegrationFault
from core.ports.clock import Clock
from core.todoist.answers import PROVIDER

OPENS_AFTER = 5
"""Failures without an answer between them: one person's broken account does not close it to all."""

WITHIN_S = 30.0
"""Older failures say nothing about now (reliability F2)."""

PAUSE_S = 10.0
"""So long nobody asks. With the longest wait of a queue, 30 s, all is well within a minute."""


def _nobody() -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Breaker:
    """One for a process and a service; its times are monotonic, so no clock jump touches it."""

    clock: Clock
    told: Callable[[], None] = _nobody
    """Called when it opens: from then on people wait."""
    _failed_s: deque[float] = field(default_factory=lambda: deque(maxlen=OPENS_AFTER))
    _opened_s: float | None = None
    _trying: bool = False

    @property
    def open(self) -> bool:
        """Return whether calls fail without being made, all but one at a time after the pause."""
        return self._opened_s is not None

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Let an operation pass, and learn from how it ends. Raises: IntegrationDown at once."""
        tries = self.open
        if tries and not self._may_try():
            raise IntegrationDown(PROVIDER)
        self._trying |= tries
        try:
            yield
        except IntegrationDown:
            self._failed(tries=tries)
            raise
        except IntegrationBusy:  # a request to wait, perhaps our own: it proves nothing
            raise
        except IntegrationFault:  # it said no, so it is there
            self._answered()
            raise
        else:
            self._answered()
        finally:
            if tries:
                self._trying = False

    def _may_try(self) -> bool:
        waited_s = self.clock.monotonic_s() - (self._opened_s or 0.0)
        return not self._trying and waited_s >= PAUSE_S

    def _failed(self, *, tries: bool) -> None:
        now_s = self.clock.monotonic_s()
        self._failed_s.append(now_s)
        full = len(self._failed_s) == OPENS_AFTER and now_s - self._failed_s[0] <= WITHIN_S
        if full and not self.open:
            self.told()
        if tries or (full and not self.open):
            self._opened_s = now_s

    def _answered(self) -> None:
        self._failed_s.clear()
        self._opened_s = None
