"""Lay figures out on an axis: round ticks, places in percent, paths in a box of 1000 by 1000."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BOX = 1000
"""Sides of the box that paths are drawn in; the page stretches it."""
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Steps between ticks, times a power of ten."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return where a value lies, from 0 to 1, kept inside."""
        span = self.high - self.low or 1.0
        return min(1.0, max(0.0, (value - self.low) / span))

    def percent(self, value: float) -> str:
        """Return where a value lies, from the left."""
        return f"{100 * self.share(value):.2f}%"

    def from_top(self, value: float) -> str:
        """Return where a value lies, from above."""
        return f"{100 * (1 - self.share(value)):.2f}%"

    def ticks(self, about: int = 5) -> list[float]:
        """Return round values that lie on the axis, about so many."""
        step = _round_step((self.high - self.low or 1.0) / about)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [at * step for at in range(first, last + 1)]


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(it * power for it in ROUND if it * power >= least * (1 - 1e-9))


def around(values: Sequence[float], *more: float) -> Scale:
    """Return an axis that all known values fit on, with a little room at both ends."""
    known = [it for it in (*values, *more) if math.isfinite(it)] or [0.0, 1.0]
    low, high = min(known), max(known)
    room = 0.04 * (high - low or 1.0)
    return Scale(low - room, high + room)


def line(values: Sequence[float], most: int, up: Scale) -> str:
    """Return the path of a course of at most so many steps; what is not known leaves a gap."""
    path, pen = [], "M"
    for at, value in enumerate(values):
        if not math.isfinite(value):
            pen = "M"
            continue
        path.append(f"{pen}{_across(at, most)} {_down(value, up)}")
        pen = "L"
    return "".join(path)


def band(low: Sequence[float], high: Sequence[float], most: int, up: Scale) -> str:
    """Return the path of the area between two courses, where both are known."""
    known = [
        (at, one, other)
        for at, (one, other) in enumerate(zip(low, high, strict=True))
        if math.isfinite(one) and math.isfinite(other)
    ]
    if len(known) < 2:  # noqa: PLR2004 — an area has two ends
        return ""
    there = [f"{_across(at, most)} {_down(other, up)}" for at, _, other in known]
    back = [f"{_across(at, most)} {_down(one, up)}" for at, one, _ in reversed(known)]
    return f"M{'L'.join(there + back)}Z"


def _across(at: int, most: int) -> int:
    return round(BOX * at / max(most - 1, 1))


def _down(value: float, up: Scale) -> int:
    return round(BOX * (1 - up.share(value)))
