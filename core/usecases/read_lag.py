"""Read how far the way of signals is behind: what waits, what is dead, who carries."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.lease import Lease
from core.ports import Backlog, Clock, Store

COUNTED = 1000
"""Dead letters are counted up to this many: a person must look long before."""


@dataclass(frozen=True, slots=True)
class Lag:
    """The state of the way of signals at one moment."""

    at: datetime
    backlog: Backlog
    leases: tuple[Lease, ...]
    dead: int

    @property
    def age_s(self) -> float:
        """Return for how many seconds the oldest event waits; 0 when none does."""
        oldest_at = self.backlog.oldest_at
        return 0.0 if oldest_at is None else max(0.0, (self.at - oldest_at).total_seconds())


@dataclass(frozen=True, slots=True)
class ReadLag:
    """Read depth and age of the outbox, the leases, and how many letters are dead."""

    store: Store
    clock: Clock

    async def __call__(self) -> Lag:
        """Return it as it is now."""
        async with self.store.reading() as work:
            backlog = await work.outbox.backlog()
            leases = await work.leases.all()
            dead = len(await work.letters.dead(COUNTED))
        return Lag(self.clock.now(), backlog, leases, dead)
