"""Place deeds along a period, in a lane for each kind of object, bursts as one mark."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.annotation import Annotation, AnnotationKind
from core.domain.audit import DONE
from core.domain.chain import Entry
from core.domain.period import Period
from oo_admin.audit.objects import object_words
from oo_admin.here import Here
from oo_admin.moments import moment_words
from oo_admin.numbers import count
from oo_admin.parts.time_chart import LATE, place_in

LANES = {
    "Policies": frozenset({"policy"}),
    "Experiments": frozenset({"experiment", "simulation"}),
    "Deploys": frozenset({"deploy"}),
    "Users": frozenset({"user", "role"}),
    "Other": frozenset(),
    "Reads": frozenset(),
}
"""The lanes and their kinds; what fits nowhere is other, what was read of a user a read."""
STEP = 0.5
"""Percent of the width within which deeds are one mark."""
LETTER = 0.62
"""Percent of the width that a letter takes, at the least width where words stand."""
TICKS = 5
"""Dates along the strip, about."""
SHORT = 2
"""Up to so many days, hours stand there instead."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment in a lane; the newest that has room says what it was."""

    left: str = "0%"
    words: str = ""
    late: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind of deeds over the period, and its row in the table behind the strip."""

    name: str = ""
    ticks: bool = False
    marks: list[Mark] = field(default_factory=list)
    number: str = ""
    last: str = ""
    newest: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """All lanes, the dates under them, and what they come to in a sentence."""

    finding: str = ""
    lanes: list[Lane] = field(default_factory=list)
    dates: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Point:
    at: datetime
    words: str
    refused: bool = False


def strip(entries: Sequence[Entry], annotations: Sequence[Annotation], here: Here) -> Strip:
    """Return deeds, and the deploys among what happened, over the period of an address."""
    points: dict[str, list[_Point]] = {name: [] for name in LANES}
    for entry in entries:
        points[_lane(entry)].append(_point(entry))
    deploys = [it for it in annotations if it.kind is AnnotationKind.DEPLOY]
    points["Deploys"] += [_Point(it.at, it.words) for it in deploys]
    lanes = [_drawn(name, found, here) for name, found in points.items()]
    return Strip(finding(entries, here.period), lanes, dates(here.period))


def finding(entries: Sequence[Entry], period: Period) -> str:
    """Return what was done in a period, in one sentence."""
    span = f"{period.length} days" if period.length > 1 else "one day"
    if not entries:
        return f"Nothing was done in {span}"
    reads = sum(it.reads for it in entries)
    refused = sum(not it.reads and it.result != DONE for it in entries)
    promoted = sum(it.action == "promoted a policy" and it.result == DONE for it in entries)
    changes = len(entries) - reads - refused - promoted
    said = (
        (promoted, "promotion", "promotions"),
        (
            changes,
            "other change" if promoted else "change",
            "other changes" if promoted else "changes",
        ),
        (reads, "read of personal matter", "reads of personal matter"),
        (refused, "refusal", "refusals"),
    )
    words = [f"{count(n)} {one if n == 1 else many}" for n, one, many in said if n]
    return f"{', '.join(words)} in {span}"


def dates(period: Period) -> list[Mark]:
    """Return a few dates, or times of a short period, at their places."""
    length = period.end - period.start
    if period.length <= SHORT:
        moments = [period.start + length * at / TICKS for at in range(TICKS)]
        return [_date(period, it, f"{it.astimezone(period.zone):%H:%M}") for it in moments]
    step = max(1, period.days // TICKS)
    days = [period.first + timedelta(days=at) for at in range(0, period.days, step)]
    starts = [datetime(it.year, it.month, it.day, tzinfo=period.zone) for it in days]
    return [
        _date(period, start, f"{start.day} {start:%b}")
        for start in starts
        if period.start <= start < period.end
    ]


def _lane(entry: Entry) -> str:
    if entry.reads:
        return "Reads"
    return next((name for name, kinds in LANES.items() if entry.kind in kinds), "Other")


def _point(entry: Entry) -> _Point:
    refused = entry.result != DONE
    to = object_words(entry)
    return _Point(entry.at, f"{entry.action}: {to}" if to else entry.action, refused)


def _drawn(name: str, points: Sequence[_Point], here: Here) -> Lane:
    newest_first = sorted(points, key=lambda it: it.at, reverse=True)
    reads, taken = name == "Reads", 101.0
    slots = {int(place_in(here.period, it.at) / STEP) for it in points}
    marks: dict[int, Mark] = {}
    for it in newest_first:
        left = place_in(here.period, it.at)
        late = left > LATE
        wide = 1.5 + LETTER * len(it.words)
        begins, ends = (left - wide, left) if late else (left, left + wide)
        says = not reads and ends < taken and not _covers(slots, (begins, ends), left)
        if says:
            taken = begins
        slot = int(left / STEP)
        if slot not in marks or says:
            marks[slot] = Mark(f"{left:.2f}%", it.words if says else "", late, it.refused)
    last = newest_first[0] if newest_first else None
    return Lane(
        name,
        reads,
        list(marks.values()),
        count(len(points)),
        moment_words(last.at, here.zone, here.now) if last else "never",
        last.words if last else "",
    )


def _covers(slots: set[int], words: tuple[float, float], left: float) -> bool:
    """Return whether words would write over another mark than their own."""
    first, last, own = (int(it / STEP) for it in (*words, left))
    return any(first - 1 <= slot <= last + 1 and abs(slot - own) > 1 for slot in slots)


def _date(period: Period, moment: datetime, words: str) -> Mark:
    return Mark(f"{place_in(period, moment):.2f}%", words)
