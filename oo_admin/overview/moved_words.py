"""Put what changed into words: a slice a row, on one axis."""

from math import isnan

from core.domain.figure import Change, TooFew
from core.domain.overview import Moved, Mover
from oo_admin.frame import Here
from oo_admin.numbers import points
from oo_admin.overview.seen import MoverRow, Titled
from oo_admin.parts.whisker import Axis, axis_over

BY = {
    "policy": "Policy",
    "hour": "Hour",
    "priority": "Priority",
    "due": "Task",
    "tenure": "Tenure",
    "minutes": "Length",
    "size": "List",
    "surface": "Surface",
    "weekday": "Weekday",
}
"""What each dimension is called."""
VALUES = {
    "overdue_3d": "overdue 1 – 3 days",
    "overdue_more": "overdue longer",
    "soon": "due today or tomorrow",
    "later": "due later or never",
    "under_14d": "first 14 days",
    "14d_60d": "14 – 60 days",
    "over_60d": "after 60 days",
    "short": "quarter of an hour",
    "medium": "under an hour",
    "long": "an hour or more",
    "2_5": "2 – 5 tasks",
    "6_15": "6 – 15 tasks",
    "16_50": "16 – 50 tasks",
    "over_50": "over 50 tasks",
    "unknown": "not known",
}
"""What values are called whose own name says too little."""
FULL_DAYS = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
"""Weekdays in full."""
LOG = "/admin/log"
"""Where the picks of a slice are."""


def mover_rows(moved: Moved, here: Here) -> list[MoverRow]:
    """Return the slices that moved most, the largest first."""
    axis = axis_over([(it.contribution.low, it.contribution.high) for it in moved.movers])
    return [_row(it, axis, here) for it in moved.movers]


def moved_titled(moved: Moved, here: Here) -> Titled:
    """Return the finding: by how much the done rate changed, if it did."""
    note = (
        "Each row cuts the same tips another way: rows overlap and do not add up. Grey: the interval "
        "includes 0. Whole days only."
    )
    sub = "The slice that moved most in each dimension, then and now. A slice opens its picks."
    if here.before is None:
        return Titled("What changed", "Compare with a period to see it.", "", any=False)
    if isinstance(moved.change, Change):
        clear = moved.change.clear
        title = (
            f"What changed: {points(moved.change.value)} of done rate"
            if clear
            else "No clear change of the done rate"
        )
        return Titled(title, sub, note, any=bool(moved.movers))
    return Titled("What changed", _why(moved.change), "", any=False)


def value_words(by: str, value: str) -> str:
    """Return what a slice is called."""
    if by == "hour" and value.isdigit():
        return f"{value}:00 – {(int(value) + 1) % 24:02d}:00"
    if by == "size" and value == "1":
        return "one task"
    return FULL_DAYS.get(value, VALUES.get(value, value))


def _why(change: Change | TooFew | None) -> str:
    if isinstance(change, TooFew):
        return f"Too few tips to compare: {change.count}."
    return "Slices are counted by whole days: one of the two periods has none with tips."


def _row(it: Mover, axis: Axis, here: Here) -> MoverRow:
    change = it.contribution
    base, at = axis.place(0), axis.place(change.value)
    low, high = axis.place(change.low), axis.place(change.high)
    look = ("up" if change.value > 0 else "down") if change.clear else "unclear"
    return MoverRow(
        by=BY.get(it.by, it.by),
        slice=value_words(it.by, it.value),
        href="" if it.by == "weekday" else _picks(it, here),
        shares="–".join(_percent(part, 0) for part in it.shares),
        rates="–".join(_percent(rate, 1) for rate in it.rates),
        figure=points(change.value),
        says=f"from {points(change.low)} to {points(change.high)}",
        base=f"{base:.2f}%",
        left=f"{min(base, at):.2f}%",
        width=f"{abs(at - base):.2f}%",
        look=look,
        low=f"{low:.2f}%",
        span=f"{high - low:.2f}%",
    )


def _picks(it: Mover, here: Here) -> str:
    """Return where the picks of a slice are listed; facts write hours without a leading nought."""
    value = str(int(it.value)) if it.by == "hour" and it.value.isdigit() else it.value
    return here.address.to(LOG, f"{it.by}:{value}").href


def _percent(value: float, digits: int) -> str:
    return "none" if isnan(value) else f"{100 * value:.{digits}f}"
