"""Write down that something leaves the console as a file."""

from dataclasses import dataclass

from core.domain.access import Right, must
from core.domain.audit import Actor, Deed
from core.ports import Clock, Store
from core.usecases.audited import Denials, write_down


@dataclass(frozen=True, slots=True)
class NoteExport:
    """Note who takes how many rows of which page away; nothing is handed over before that."""

    store: Store
    clock: Clock
    denied: Denials

    async def __call__(self, actor: Actor, page: str, address: str, rows: int) -> None:
        """Write it down. Raises: NotAllowed."""
        deed = Deed("exported", "export", page, after={"rows": str(rows), "address": address})
        async with self.denied.of(actor, deed):
            must(actor, Right.EXPORTS_MAKE)
            async with self.store.writing() as work:
                await write_down(work, self.clock.now(), actor, deed)
