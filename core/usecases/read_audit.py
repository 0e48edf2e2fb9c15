"""Read and hand out what was done in the console."""

from dataclasses import dataclass

from core.domain.access import Right, must
from core.domain.audit import EVERYTHING, Actor, Deed, Sought
from core.domain.chain import Entry, Head
from core.ports import Clock, Store
from core.usecases.audited import Denials, write_down

MOST = 100
"""Entries of one page, at most."""
MOST_EXPORTED = 100_000
"""Entries of one export, at most; narrow it by time for the others."""

MOST_DRAWN = 2000
"""Entries of one course, when nothing else is asked for: more marks than that are one smear."""


@dataclass(frozen=True, slots=True)
class ReadAudit:
    """Page through the chain, count what is looked for, hand it out."""

    store: Store
    clock: Clock
    denials: Denials

    async def page(
        self,
        actor: Actor,
        sought: Sought = EVERYTHING,
        before: int | None = None,
        limit: int = MOST,
    ) -> tuple[Entry, ...]:
        """Return entries before a number, newest first. Raises: NotAllowed."""
        must(actor, Right.AUDIT_READ)
        async with self.store.reading() as work:
            return await work.audit.page(sought, before, min(limit, MOST))

    async def count(self, actor: Actor, sought: Sought = EVERYTHING) -> int:
        """Return how many entries are looked for. Raises: NotAllowed."""
        must(actor, Right.AUDIT_READ)
        async with self.store.reading() as work:
            return await work.audit.count(sought)

    async def course(
        self, actor: Actor, sought: Sought, most: int = MOST_DRAWN
    ) -> tuple[Entry, ...]:
        """Return all that is looked for, newest first, to draw or to list it. Raises: NotAllowed."""
        must(actor, Right.AUDIT_READ)
        async with self.store.reading() as work:
            return await work.audit.page(sought, None, min(most, MOST_EXPORTED))

    async def head(self, actor: Actor) -> Head | None:
        """Return the newest entry's number and hash. Raises: NotAllowed."""
        must(actor, Right.AUDIT_READ)
        async with self.store.reading() as work:
            return await work.audit.head()

    async def export(self, actor: Actor, sought: Sought = EVERYTHING) -> tuple[Entry, ...]:
        """Return what is looked for, newest first, and write down that it was handed out.

        Raises: NotAllowed.
        """
        deed = Deed("exported", "export", "audit")
        async with self.denials.of(actor, deed):
            must(actor, Right.AUDIT_READ)
            must(actor, Right.EXPORTS_MAKE)
        async with self.store.writing() as work:
            entries = await work.audit.page(sought, None, MOST_EXPORTED)
            deed = Deed("exported", "export", "audit", after={"rows": str(len(entries))})
            await write_down(work, self.clock.now(), actor, deed)
        return entries
