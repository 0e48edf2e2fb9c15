"""Put deeds into the words of the audit page: rows, the open one, the state of the chain."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.domain.audit import DONE
from core.domain.chain import Entry, Head, Tamper, Verified
from oo_admin.address import Address
from oo_admin.audit.objects import object_href, object_said, object_words
from oo_admin.here import Here
from oo_admin.moments import clock_words, moment_words
from oo_admin.numbers import UNKNOWN, count, seconds
from oo_admin.parts.table import NOTHING, Pages, Value, value_of

HASH = 8
"""Letters that a hash is cut to."""
MOST_FAULTS = 5
"""Tampers that are named; where there are more, one is enough to stop trusting."""
FAULTS = {
    Tamper.ALTERED: "No. {seq} is not what it was when it was written.",
    Tamper.MISSING: "Entries are gone from no. {seq} on.",
    Tamper.FORGED: "No. {seq} does not follow the entry before it, or is not the remembered one.",
    Tamper.CUT: "Entries from no. {seq} on are gone from the end.",
}
"""What was tampered with, and where."""


@dataclass(frozen=True, slots=True)
class Row:
    """One deed in the table; `href` opens or closes it."""

    seq: str = ""
    href: str = ""
    open: bool = False
    when: str = ""
    who: Value = NOTHING
    role: str = ""
    did: Value = NOTHING
    read: bool = False
    object: str = ""
    object_href: str = ""
    reason: str = ""
    result: str = ""
    refused: bool = False
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was before and after; `sign` is "+", a minus, or nothing."""

    sign: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The open deed in full, and the ways to its neighbours."""

    previous: str = ""
    next: str = ""
    close: str = ""
    lines: list[Line] = field(default_factory=list)
    reason: str = ""
    request: str = ""
    history: str = ""
    undo: str = ""
    hash: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """What is known of the chain: `look` is ok, bad, or unk as long as nobody has checked."""

    look: str = "unk"
    title: str = ""
    words: str = ""
    head: str = ""
    faults: list[str] = field(default_factory=list)


def row(entry: Entry, here: Here) -> Row:
    """Return a deed as a row."""
    address, number = here.address, str(entry.seq)
    opened = address.get("peek") == number
    refused = entry.result != DONE
    return Row(
        seq=number,
        href=(address.without("peek") if opened else address.put(peek=number)).href,
        open=opened,
        when=moment_words(entry.at, here.zone, here.now),
        who=value_of(address, f"who:{entry.actor}", entry.actor),
        role=UNKNOWN if entry.actor_id is None else entry.role,
        did=value_of(address, f"action:{entry.action}", entry.action),
        read=entry.reads,
        object=object_words(entry) or UNKNOWN,
        object_href=object_href(entry, address),
        reason=entry.reason or UNKNOWN,
        result=entry.result,
        refused=refused,
        hash=entry.hash[:HASH],
    )


def opened(entries: Sequence[Entry], shown: int, address: Address) -> Opened:
    """Return the open deed among entries, of which the first `shown` are on this page."""
    peek = address.get("peek")
    at = next((at for at, it in enumerate(entries[:shown]) if str(it.seq) == peek), None)
    if at is None:
        return Opened()
    entry = entries[at]
    return Opened(
        previous=address.put(peek=str(entries[at - 1].seq)).href if at else "",
        next=_next(entries, at, shown, address),
        close=address.without("peek").href,
        lines=diff(entry),
        reason=entry.reason or "none was given",
        request=entry.request or UNKNOWN,
        history=address.without("peek", "after", "show").with_filter(object_said(entry)).href,
        undo=_undo(entry, address),
        hash=f"{entry.hash[:HASH]}… follows {entry.previous[:HASH]}…"
        if entry.previous
        else f"{entry.hash[:HASH]}… is the first",
        number=count(entry.seq),
    )


def diff(entry: Entry) -> list[Line]:
    """Return what a deed changed, name by name."""
    lines = []
    for name in sorted(set(entry.before) | set(entry.after)):
        old, new = entry.before.get(name), entry.after.get(name)
        if old == new:
            lines.append(Line("", f"{name}: {new}"))
            continue
        lines += [Line("−", f"{name}: {old}")] if old is not None else []
        lines += [Line("+", f"{name}: {new}")] if new is not None else []
    return lines


def chain(rows: int, head: Head | None, found: Verified | None, here: Here) -> Chain:
    """Return the state of the chain as far as it is known."""
    newest = head.hash[:HASH] if head else UNKNOWN
    if found is None:
        said = f"{count(rows)} rows, each carrying the hash of the one before"
        return Chain("unk", "Chain not checked yet", said, newest)
    checked = f"checked {clock_words(found.at, here.zone)} in {seconds(found.took_ms / 1000)}"
    if found.whole:
        said = f"{count(found.rows)} rows, each carrying the hash of the one before · {checked}"
        return Chain("ok", "Chain whole", said, newest)
    places = [FAULTS[it.what].format(seq=it.seq) for it in found.faults[:MOST_FAULTS]]
    more = len(found.faults) - len(places)
    places += [f"And {more} more."] if more else []
    said = f"{count(found.rows)} rows · {checked} · trust nothing from there on"
    return Chain("bad", "Somebody has tampered with the chain", said, newest, places)


def pages(address: Address, entries: Sequence[Entry], most: int, total: int, *, top: bool) -> Pages:
    """Return where the list stands: numbers where it begins at the newest, else from which on."""
    shown, first = min(most, len(entries)), address.without("peek", "after")
    if not entries:
        return Pages("nothing", "" if top else first.href)
    said = f"1 – {count(shown)}" if top else f"{count(shown)} from no. {count(entries[0].seq)} on,"
    further = first.put(after=str(entries[shown - 1].seq)).href if len(entries) > most else ""
    return Pages(f"{said} of {count(total)}", "" if top else first.href, further)


def _next(entries: Sequence[Entry], at: int, shown: int, address: Address) -> str:
    if at + 1 >= len(entries):
        return ""
    there = address.put(peek=str(entries[at + 1].seq))
    return (there if at + 1 < shown else there.put(after=str(entries[shown - 1].seq))).href


def _undo(entry: Entry, address: Address) -> str:
    old, new = entry.before.get("champion"), entry.after.get("champion")
    changed = entry.kind == "policy" and entry.result == DONE and old and old != new
    return address.to("/admin/policies").href if changed else ""
