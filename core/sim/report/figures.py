"""Write figures for people: two decimals, a true minus, and a dash for what is not known."""

import math

from core.analytics.differences import Difference
from core.analytics.estimate import Estimate

MINUS = "\u2212"
"""A minus is as wide as a plus."""
UNKNOWN = "\u2014"
"""Stands where there is no figure."""
LONGEST = 40
"""Characters of a name where room is short."""


def number(value: float, digits: int = 2, *, signed: bool = False) -> str:
    """Return a number with so many decimals; 0 has no sign."""
    if not math.isfinite(value):
        return UNKNOWN
    written = f"{abs(value):.{digits}f}"
    if float(written) == 0:
        return written
    return (MINUS if value < 0 else "+" if signed else "") + written


def interval(low: float, high: float, digits: int = 2, *, signed: bool = False) -> str:
    """Return both bounds in brackets; nothing when there are none."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    return f"[{number(low, digits, signed=signed)}, {number(high, digits, signed=signed)}]"


def estimate(it: Estimate | None, digits: int = 2) -> str:
    """Return a figure with its bounds, "0.72 [0.68, 0.76]"."""
    if it is None:
        return UNKNOWN
    return f"{number(it.value, digits)} {interval(it.low, it.high, digits)}".rstrip()


def difference(it: Difference, digits: int = 2) -> str:
    """Return a difference with its sign and bounds, "+0.05 [+0.02, +0.08]"."""
    bounds = interval(it.low, it.high, digits, signed=True)
    return f"{number(it.mean, digits, signed=True)} {bounds}".rstrip()


def count(many: int, one: str, more: str = "") -> str:
    """Return a number of things, "1 world" or "2 worlds"."""
    return f"{many} {one if many == 1 else more or one + 's'}"


def plain(text: str) -> str:
    """Return a name without what moves a cursor, turns writing around, or cannot be written down."""
    return "".join(it if it.isprintable() else "\ufffd" for it in text)


def short(text: str, most: int = LONGEST) -> str:
    """Return a name that takes at most so many characters."""
    known = plain(text)
    return known if len(known) <= most else known[: most - 1] + "\u2026"
