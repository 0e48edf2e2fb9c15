"""Lay out what is drawn over bars of equal width: points stand above their middles."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.overview import Course
from core.domain.period import Grain
from oo_admin.here import Here
from oo_admin.numbers import signed
from oo_admin.parts.scale import BOX, Scale
from oo_admin.rewards.seen import Tick

NAMED = 6
"""Bars that are named on an axis, at most."""


def middle(at: int, count: int) -> float:
    """Return where the middle of a bar is, in percent of the width."""
    return 100 * (at + 0.5) / max(1, count)


def line(values: Course, up: Scale) -> str:
    """Return the path over the middles of bars; a value without neighbours is a dot."""
    path = []
    for at, value in enumerate(values):
        if value is None:
            continue
        before, after = (values[it] if 0 <= it < len(values) else None for it in (at - 1, at + 1))
        pen = "M" if before is None else "L"
        dot = "h.1" if before is None and after is None else ""
        path.append(f"{pen}{_across(at, values)} {_down(value, up)}{dot}")
    return "".join(path)


def area(lows: Course, highs: Course, up: Scale) -> str:
    """Return the path of the area between two courses, in one piece for each run of known values."""
    path = []
    for run in _runs(lows, highs):
        there = [f"{_across(at, lows)} {_down(high, up)}" for at, _, high in run]
        back = [f"{_across(at, lows)} {_down(low, up)}" for at, low, _ in reversed(run)]
        path.append(f"M{'L'.join(there + back)}Z")
    return "".join(path)


def named(words: Sequence[str]) -> list[Tick]:
    """Return the names of some bars, evenly, the first among them."""
    step = max(1, -(-len(words) // NAMED))
    return [Tick(words[at], f"{middle(at, len(words)):.2f}%") for at in range(0, len(words), step)]


def apart(tops: Sequence[float], high: float) -> list[float]:
    """Return places from below to above, moved no further than that none covers another.

    Args: high is how much of the height each needs, in percent as they are.
    """
    room, moved = 100 - high, []
    for top in tops:
        moved.append(min(room, top))
        room = moved[-1] - high
    least, kept = 0.0, []
    for top in reversed(moved):
        kept.append(max(least, top))
        least = kept[-1] + high
    return kept[::-1]


def bar_words(start: datetime, grain: Grain, here: Here) -> str:
    """Return the name of a bar: an hour, a day, or the day a week begins on."""
    local = start.astimezone(here.zone)
    if grain is not Grain.HOUR:
        return f"{local.day} {local:%b}"
    return f"{local:%H}:00" if here.period.length == 1 else f"{local:%a %H}:00"


def axis_word(value: float) -> str:
    """Return a reward beside an axis, with no more digits than it has."""
    return signed(value, 3).rstrip("0").rstrip(".") if value else "0"


def _runs(lows: Course, highs: Course) -> list[list[tuple[int, float, float]]]:
    """Return the bars whose bounds are known, those that follow each other together."""
    runs: list[list[tuple[int, float, float]]] = []
    for at, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low is None or high is None:
            continue
        if not runs or runs[-1][-1][0] != at - 1:
            runs.append([])
        runs[-1].append((at, low, high))
    return runs


def _across(at: int, values: Course) -> int:
    return round(BOX / 100 * middle(at, len(values)))


def _down(value: float, up: Scale) -> int:
    return round(BOX * (1 - up.share(value)))
