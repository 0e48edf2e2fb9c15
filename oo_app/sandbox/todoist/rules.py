"""Read the rule in a recurring due ("every 3 days") and find its next day."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

Unit = Literal["day", "week", "month", "year"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Index = `date.weekday()`."""

WORKDAYS = frozenset(range(5))
"""Monday to Friday."""

WEEKEND = frozenset({5, 6})
"""Saturday and Sunday."""

LAST_DAY = 32
"""Day of the month that every month clips to its last."""

LOOK_AHEAD = 4000
"""Steps after which a rule is taken to have no next day (ten years of days)."""

OTHER_TONGUES = {
    "毎日": "every day",
    "毎週": "every week",
    "毎月": "every month",
    "平日": "every workday",
    "毎週月曜日": "every monday",
    "毎週金曜日": "every friday",
    "varje dag": "every day",
    "varje vecka": "every week",
    "varje månad": "every month",
    "daily": "every day",
    "weekly": "every week",
    "monthly": "every month",
    "yearly": "every year",
}
"""Rules that the demo people write in their own language, and short forms."""

_EVERY = re.compile(r"^(?:every|ev)(?P<strict>!)?\s+(?P<what>.+)$")
_STEP = re.compile(r"^(?:(?P<n>\d{1,4}|other)\s+)?(?P<unit>day|week|month|year)s?$")
_MONTH_DAY = re.compile(r"^(?P<day>\d{1,2})(?:st|nd|rd|th)?$")


class NotARule(Exception):
    """The text is no rule that the stand-in understands."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One recurrence: either every `step` units, or the days that `fits` accepts."""

    step: int = 1
    unit: Unit = "day"
    fits: Callable[[date], bool] | None = None
    from_completion: bool = False
    """`every!` counts from the day of completion, `every` from the due day."""
    stuck: bool = False
    """A rule with "starting" is kept as it is and never moves on (a known fault of the vendor)."""

    def first(self, today: date) -> date:
        """Return the first day on or after today."""
        if self.fits is None:
            return today
        return next(day for day in _days_from(today) if self.fits(day))

    def after(self, due: date, today: date) -> date:
        """Return the day that follows `due` once it is completed today, always later than today.

        Raises: OverflowError, ValueError beyond the end of the calendar.
        """
        if self.stuck:
            return due
        if self.fits is not None:
            return self.first(max(due, today) + timedelta(days=1))
        base = today if self.from_completion else due
        days = (_shifted(base, n * self.step, self.unit) for n in count(1))
        return next(day for day in days if day > max(today, due))


def parse_rule(text: str) -> Rule:
    """Return the rule in a text without time of day, such as "every monday, friday".

    Raises: NotARule.
    """
    plain = " ".join(text.lower().split())
    match = _EVERY.match(OTHER_TONGUES.get(plain, plain))
    if match is None:
        raise NotARule(text)
    what, start, _ = match["what"].partition(" starting ")
    strict, stuck = bool(match["strict"]), bool(start)
    step = _STEP.match(what)
    if step is not None:
        length = {None: 1, "other": 2}.get(step["n"]) or int(step["n"])
        if not 0 < length < LOOK_AHEAD:
            raise NotARule(text)
        unit: Unit = step["unit"]  # type: ignore[assignment]  # the pattern allows only these
        return Rule(length, unit, None, strict, stuck)
    return Rule(fits=_days(what), from_completion=strict, stuck=stuck)


def _days(what: str) -> Callable[[date], bool]:
    if what in {"workday", "weekday", "workdays", "weekdays"}:
        return lambda day: day.weekday() in WORKDAYS
    if what in {"weekend", "weekends"}:
        return lambda day: day.weekday() in WEEKEND
    if what in {"last day", "last day of the month"}:
        return lambda day: day.day == _clipped(day, LAST_DAY)
    names = [name for name in re.split(r",\s*(?:and\s+)?|\s+and\s+", what) if name]
    weekdays = [weekday_index(name) for name in names]
    if names and None not in weekdays:
        return lambda day: day.weekday() in weekdays
    return _month_day(what)


def _month_day(what: str) -> Callable[[date], bool]:
    match = _MONTH_DAY.match(what)
    if match is None or not 1 <= int(match["day"]) < LAST_DAY:
        raise NotARule(what)
    wanted = int(match["day"])
    return lambda day: day.day == _clipped(day, wanted)


def weekday_index(name: str) -> int | None:
    """Return the number of a weekday by its name or its first three letters; None if it is none."""
    for index, weekday in enumerate(WEEKDAYS):
        if name in {weekday, weekday[:3]}:
            return index
    return None


def _clipped(day: date, wanted: int) -> int:
    return min(wanted, calendar.monthrange(day.year, day.month)[1])


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=n) for n in range(LOOK_AHEAD))


def _shifted(day: date, n: int, unit: Unit) -> date:
    if unit == "day":
        return day + timedelta(days=n)
    if unit == "week":
        return day + timedelta(weeks=n)
    months = day.year * 12 + day.month - 1 + (n if unit == "month" else 12 * n)
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=_clipped(first, day.day))
