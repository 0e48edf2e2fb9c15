"""Prove that the audit is as it was written, and remember its head where no statement reaches."""

from dataclasses import dataclass

from core.domain.access import Right, must
from core.domain.audit import Actor
from core.domain.chain import Fault, Head, Tamper, Verified, faults_of, head_of
from core.ports import Clock, HeadCopy, Store, Work

AT_ONCE = 1000
"""Entries read at a time: memory stays flat however long the chain is."""


@dataclass(frozen=True, slots=True)
class VerifyAudit:
    """Walk the chain and name each tamper: altered, missing, forged, cut (reliability R3)."""

    store: Store
    clock: Clock
    copy: HeadCopy

    async def __call__(self, actor: Actor) -> Verified:
        """Return what was found; the head of a whole chain is remembered. Raises: NotAllowed."""
        must(actor, Right.AUDIT_VERIFY)
        began_s = self.clock.monotonic_s()
        remembered = _first_told(await self.copy.heads())
        async with self.store.reading() as work:
            rows, head, faults = await _walk(work, remembered)
        faults = (*faults, *_cut(head, remembered))
        if head is not None and not faults and head.seq not in remembered:
            await self.copy.append(head)
        took_ms = round((self.clock.monotonic_s() - began_s) * 1000)
        return Verified(rows, head, faults, self.clock.now(), took_ms)


@dataclass(frozen=True, slots=True)
class MirrorHead:
    """Remember the head outside the database when it has moved; a loop calls it every minute."""

    store: Store
    copy: HeadCopy

    async def __call__(self) -> int:
        """Return whether there was something to remember."""
        async with self.store.reading() as work:
            head = await work.audit.head()
        newest = max((it.seq for it in await self.copy.heads()), default=0)
        if head is None or head.seq <= newest:
            return 0
        await self.copy.append(head)
        return 1


async def _walk(
    work: Work, remembered: dict[int, str]
) -> tuple[int, Head | None, tuple[Fault, ...]]:
    rows, head, faults = 0, None, list[Fault]()
    while entries := await work.audit.walk(head.seq if head else 0, AT_ONCE):
        for entry in entries:
            faults += faults_of(head, entry, remembered.get(entry.seq, ""))
            head = head_of(entry)
        rows += len(entries)
    return rows, head, tuple(faults)


def _first_told(heads: tuple[Head, ...]) -> dict[int, str]:
    """Return hashes by number; what was told first stands, whatever came to be told later."""
    found: dict[int, str] = {}
    for head in heads:
        found.setdefault(head.seq, head.hash)
    return found


def _cut(head: Head | None, remembered: dict[int, str]) -> tuple[Fault, ...]:
    end = head.seq if head else 0
    return (Fault(end + 1, Tamper.CUT),) if max(remembered, default=0) > end else ()
