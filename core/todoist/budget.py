"""Stay far below what Todoist allows each user: 1000 changes and 100 whole lists in 15 minutes."""

import hashlib
import math
from dataclasses import dataclass, field
from enum import Enum

from core.errors import IntegrationBusy
from core.ports.clock import Clock
from core.todoist.answers import PROVIDER


class Lane(Enum):
    """What is counted apart: (seconds that earn one call, calls that may come at once).

    In any 15 minutes at most 900/seconds + calls are made: 700 changes of 1000, 70 whole lists of
    100. A refreshed token, once an hour, starts anew: then 900 and 90 at most.
    """

    CHANGES = (1.8, 200)
    """What changed since the last time, and commands."""
    EVERYTHING = (18.0, 20)
    """A whole list."""


MOST_KEPT = 1000
"""Above so many, those whose calls are all earned again are forgotten: they would begin so too."""


@dataclass(slots=True)
class Budget:
    """A token bucket for each access token, in this process and by the monotonic clock.

    Kept is the moment at which all calls are earned again (GCRA), by the digest of the token.
    """

    clock: Clock
    _earned_s: dict[tuple[Lane, bytes], float] = field(default_factory=dict)

    def spend(self, access: str, lane: Lane) -> None:
        """Count one call. Raises: IntegrationBusy, before anything is sent, when there is none."""
        every_s, at_once = lane.value
        now_s = self.clock.monotonic_s()
        key = (lane, hashlib.sha256(access.encode(errors="surrogatepass")).digest())
        earned_s = max(self._earned_s.get(key, now_s), now_s) + every_s
        early_s = earned_s - now_s - every_s * at_once
        if early_s > 0:
            raise IntegrationBusy(PROVIDER, math.ceil(early_s))
        if len(self._earned_s) >= MOST_KEPT:
            self._forget(now_s)
        self._earned_s[key] = earned_s

    def _forget(self, now_s: float) -> None:
        self._earned_s = {key: at_s for key, at_s in self._earned_s.items() if at_s > now_s}
