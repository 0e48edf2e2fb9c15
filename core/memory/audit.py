"""Keep the chain of deeds in memory."""

from dataclasses import dataclass

from core.domain.audit import Sought
from core.domain.chain import Entry, Head, head_of
from core.errors import StaleWrite
from core.memory.draft import Draft


@dataclass(frozen=True, slots=True)
class MemoryAudit:
    """Deeds in memory; writers take turns, so nobody else appends meanwhile."""

    draft: Draft

    async def append(self, entry: Entry) -> None:
        """Add an entry at the end. Raises: StaleWrite when its number is taken."""
        if self.draft.deeds.get(entry.seq):
            self.draft.refuse(StaleWrite("row"))
        self.draft.deeds.put(entry.seq, entry)

    async def head(self) -> Head | None:
        """Return the newest entry's number and hash; None when there is none."""
        newest = max(self.draft.deeds.values(), key=lambda it: it.seq, default=None)
        return head_of(newest) if newest else None

    async def page(self, sought: Sought, before: int | None, limit: int) -> tuple[Entry, ...]:
        """Return what is looked for, newest first."""
        found = [it for it in self._all(sought) if before is None or it.seq < before]
        return tuple(sorted(found, key=lambda it: -it.seq)[:limit])

    async def walk(self, after: int, limit: int) -> tuple[Entry, ...]:
        """Return entries in their order."""
        found = [it for it in self.draft.deeds.values() if it.seq > after]
        return tuple(sorted(found, key=lambda it: it.seq)[:limit])

    async def count(self, sought: Sought) -> int:
        """Return how many entries are looked for."""
        return len(self._all(sought))

    def _all(self, sought: Sought) -> list[Entry]:
        return [it for it in self.draft.deeds.values() if _is_sought(it, sought)]


def _is_sought(entry: Entry, sought: Sought) -> bool:
    said = {
        "who": entry.actor,
        "kind": entry.kind,
        "action": entry.action,
        "object": entry.object,
    }
    text = f"{entry.action}\n{entry.object}\n{entry.reason}".casefold()
    return (
        all(getattr(sought, name) in {"", value} for name, value in said.items())
        and not any(said.get(name) == value for name, value in sought.never)
        and entry.object.endswith(sought.ending)
        and entry.result.startswith(sought.result)
        and sought.reads in {None, entry.reads}
        and sought.words.casefold() in text
        and (sought.since is None or entry.at >= sought.since)
        and (sought.until is None or entry.at < sought.until)
    )
