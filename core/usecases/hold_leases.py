"""Hold the right to run loops: one process at a time runs each, and lets go in time.

A lease keeps two processes from doing the same work; that nothing happens twice does not rest on it,
but on claims in the queues and on the inbox.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.ports import Clock, Store

TERM = timedelta(seconds=15)
"""So long a lease lasts without being renewed: what a vanished machine's loops stand still."""


@dataclass(frozen=True, slots=True)
class HoldLeases:
    """Take, renew and give back leases for one process."""

    store: Store
    clock: Clock
    holder: str
    """This process, as `alive` of any other can judge it."""
    alive: Callable[[str], bool]
    """Whether a holder may still run; False only when it certainly does not."""

    async def __call__(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return which of these loops are this process's for another term.

        What a dead holder still has is taken over at once. Raises: StaleWrite when another process
        was quicker.
        """
        now = self.clock.now()
        held: set[str] = set()
        async with self.store.writing() as work:
            for lease in await work.leases.all():
                if lease.name in names and lease.holder != self.holder and lease.holds(now):
                    if self.alive(lease.holder):
                        continue
                    await work.leases.release(lease.name, lease.holder, now)
            for name in names:
                if await work.leases.take(name, self.holder, now, now + TERM) is not None:
                    held.add(name)
        return frozenset(held)

    async def release(self, names: tuple[str, ...]) -> None:
        """Give them back, so that another process need not wait for the end of the term."""
        now = self.clock.now()
        async with self.store.writing() as work:
            for name in names:
                await work.leases.release(name, self.holder, now)
