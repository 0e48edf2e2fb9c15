"""Place one user's tips in a drawing: when each was served, what it was worth, under which policy."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, zip_longest

from core.domain.fact import Ending, Fact
from core.domain.period import Period, midnight
from core.domain.user_fact import Lived
from oo_admin.colours import of_policy
from oo_admin.numbers import UNKNOWN, count, signed
from oo_admin.parts.time_chart import Band, bands, place_in
from oo_admin.users.words import mix_words

HIGH_PX, ROOM_PX = 160, 12
"""Height of the drawing, and what stays free at top and bottom."""
MOST_COLUMNS = 93
"""Above so many days, a column is a week."""
AXIS_MARKS = 5
"""Days that the axis names, at most."""
DRAWN = {Ending.DONE, Ending.SNOOZE, Ending.DISMISS, Ending.NONE}
"""Endings that have a shape."""
SHAPES = (("done", "Done"), ("snooze", "Snooze"), ("dismiss", "Dismiss"), ("none", "No answer"))
"""Shapes, and what they are called."""


@dataclass(frozen=True, slots=True)
class Point:
    """One tip; places as CSS writes them, `early` while its reward may still change."""

    left: str = "0%"
    top: str = "0px"
    look: str = ""
    early: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One day, or week, of the table behind the drawing."""

    words: str = ""
    done: str = ""
    snooze: str = ""
    dismiss: str = ""
    none: str = ""
    reward: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class RewardChart:
    """Everything that is drawn of one user's rewards."""

    title: str = ""
    points: list[Point] = field(default_factory=list)
    reigns: list[Band] = field(default_factory=list)
    axis: list[tuple[str, str]] = field(default_factory=list)
    """Where days stand, and what they are called."""
    key: list[tuple[str, str]] = field(default_factory=list)
    """Looks of the shapes, with how many there are."""
    columns: list[Column] = field(default_factory=list)
    wide: int = 0
    """How many columns there are."""
    note: str = ""


def reward_chart(tips: tuple[Fact, ...], lived: Lived, period: Period) -> RewardChart:
    """Return the drawing of the newest tips; the title counts all of the period."""
    drawn = [it for it in tips if it.ending in DRAWN]
    counts = Counter(it.ending.value for it in drawn)
    columns = _columns(tips, period)
    rest = lived.tips - len(tips)
    return RewardChart(
        title=title(lived),
        points=[_point(it, period) for it in drawn],
        reigns=_reigns(tips, period),
        axis=_axis(period),
        key=[(look, f"{name} {count(counts[look])}") for look, name in SHAPES],
        columns=columns,
        wide=len(columns),
        note=f"The newest {count(len(tips))} are drawn; {count(rest)} are older."
        if rest > 0
        else "",
    )


def title(lived: Lived) -> str:
    """Return the finding: "78 tips: 34 done, 15 snoozed, 8 dismissed, 21 unanswered"."""
    if not lived.tips:
        return "No tip was served in this period"
    noun = "tip" if lived.tips == 1 else "tips"
    rest = lived.tips - lived.done - lived.snooze - lived.dismiss - lived.none
    more = f", {count(rest)} without an end" if rest else ""
    return f"{count(lived.tips)} {noun}: {mix_words(lived)}{more}"


def _point(tip: Fact, period: Period) -> Point:
    reward = (tip.reward_milli or 0) / 1000
    top = ROOM_PX + (1 - reward) / 2 * (HIGH_PX - 2 * ROOM_PX)
    left = place_in(period, tip.served_at)
    return Point(f"{left:.2f}%", f"{top:.1f}px", tip.ending.value, not tip.final)


def _reigns(tips: tuple[Fact, ...], period: Period) -> list[Band]:
    """Return who served when: each policy from its first tip to the next one's."""
    runs = [(name, list(its)) for name, its in groupby(reversed(tips), key=lambda it: it.policy)]
    ends = [its[0].served_at for _, its in runs[1:]]
    return bands(
        period,
        [
            (its[0].served_at, end, _reign(name, its), of_policy(name))
            for (name, its), end in zip_longest(runs, ends)
        ],
    )


def _reign(name: str, tips: list[Fact]) -> str:
    first, last = tips[0].policy_version, tips[-1].policy_version
    if not last:
        return name
    return f"{name}, posterior {last}" if first == last else f"{name}, posterior {first} – {last}"


def _axis(period: Period) -> list[tuple[str, str]]:
    step = max(1, -(-period.days // AXIS_MARKS))
    days = [period.first + timedelta(days=n) for n in range(0, period.days, step)]
    return [
        (f"{place_in(period, midnight(it, period.zone)):.2f}%", f"{it.day} {it:%b}") for it in days
    ]


def _columns(tips: tuple[Fact, ...], period: Period) -> list[Column]:
    """Return the table: a row for each day in order, also where nothing was served."""
    wide = 1 if period.days <= MOST_COLUMNS else 7
    starts = [period.first + timedelta(days=n) for n in range(0, period.days, wide)]
    found: dict[int, list[Fact]] = {}
    for tip in tips:
        day = tip.served_at.astimezone(period.zone).date()
        found.setdefault((day - period.first).days // wide, []).append(tip)
    return [_column(start, found.get(place, [])) for place, start in enumerate(starts)]


def _column(start: date, tips: list[Fact]) -> Column:
    ended = Counter(it.ending for it in tips)
    rewards = [it.reward_milli for it in tips if it.reward_milli is not None]
    mean = signed(sum(rewards) / len(rewards) / 1000, 2) if rewards else UNKNOWN
    return Column(
        f"{start:%a} {start.day} {start:%b}",
        count(ended[Ending.DONE]),
        count(ended[Ending.SNOOZE]),
        count(ended[Ending.DISMISS]),
        count(ended[Ending.NONE]),
        mean,
        ", ".join(dict.fromkeys(it.policy for it in reversed(tips))) or UNKNOWN,
    )
