"""Chain what was done: each entry carries the hash of the one before, so that none can be changed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from core.domain.audit import Actor, Deed
from core.domain.ids import DeedId, UserId, new_id

MAX_WORDS = 500
"""Letters of a reason, a name or a value, at most; the rest is cut off."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed as it stands in the chain."""

    id: DeedId
    seq: int
    """Counts from 1, without a gap."""
    at: datetime
    actor_id: UserId | None
    actor: str
    role: str
    action: str
    kind: str
    object: str
    reason: str
    result: str
    reads: bool
    request: str
    previous: str
    """The hash of the entry before; empty for the first."""
    hash: str = ""
    before: Mapping[str, str] = field(default_factory=dict, hash=False)
    after: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a chain, at a time: what is remembered outside the database."""

    seq: int
    hash: str
    at: datetime


class Tamper(StrEnum):
    """What somebody has done to the chain."""

    ALTERED = "altered"
    """The entry is not what it was when it was written."""
    MISSING = "missing"
    """Entries are gone between two that are there."""
    FORGED = "forged"
    """The entry does not follow the one before it, or is not the one that was remembered."""
    CUT = "cut"
    """Entries at the end are gone that were remembered."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One tamper, and the number of the entry where it is."""

    seq: int
    what: Tamper


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at the whole chain found."""

    rows: int
    head: Head | None
    faults: tuple[Fault, ...]
    at: datetime
    took_ms: int

    @property
    def whole(self) -> bool:
        """Return whether nobody has tampered with it."""
        return not self.faults


def entry_after(before: Head | None, now: datetime, actor: Actor, deed: Deed) -> Entry:
    """Return a deed as the entry that follows the newest one; None when there is none yet."""
    entry = Entry(
        id=DeedId(new_id()),
        seq=before.seq + 1 if before else 1,
        at=now.astimezone(UTC),
        actor_id=actor.user_id,
        actor=actor.name,
        role=actor.role,
        action=_short(deed.action),
        kind=_short(deed.kind),
        object=_short(deed.object),
        reason=_short(deed.reason),
        before=_each_short(deed.before),
        after=_each_short(deed.after),
        result=_short(deed.result),
        reads=deed.reads,
        request=_short(actor.request),
        previous=before.hash if before else "",
    )
    return replace(entry, hash=hash_of(entry))


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of an entry, the one before it included, in hex."""
    plain = {
        "id": str(entry.id),
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": str(entry.actor_id) if entry.actor_id else None,
        "actor": entry.actor,
        "role": entry.role,
        "action": entry.action,
        "kind": entry.kind,
        "object": entry.object,
        "reason": entry.reason,
        "before": dict(entry.before),
        "after": dict(entry.after),
        "result": entry.result,
        "reads": entry.reads,
        "request": entry.request,
        "previous": entry.previous,
    }
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def head_of(entry: Entry) -> Head:
    """Return an entry as the newest of its chain."""
    return Head(entry.seq, entry.hash, entry.at)


def faults_of(before: Head | None, entry: Entry, remembered: str = "") -> tuple[Fault, ...]:
    """Return what is wrong with an entry, given the one that stands before it.

    `remembered` is the hash that was written down for this number outside the database.
    """
    expected_seq, expected_hash = (before.seq + 1, before.hash) if before else (1, "")
    found = []
    if entry.seq != expected_seq:
        found.append(Fault(expected_seq, Tamper.MISSING))
    elif entry.previous != expected_hash:
        found.append(Fault(entry.seq, Tamper.FORGED))
    if hash_of(entry) != entry.hash:
        found.append(Fault(entry.seq, Tamper.ALTERED))
    elif remembered and remembered != entry.hash:
        found.append(Fault(entry.seq, Tamper.FORGED))
    return tuple(dict.fromkeys(found))


def _short(text: str) -> str:
    """Return text that any engine can hold, at most so long."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")[:MAX_WORDS]


def _each_short(words: Mapping[str, str]) -> Mapping[str, str]:
    return {_short(name): _short(value) for name, value in words.items()}
