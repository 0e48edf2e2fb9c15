"""Say which time an admin looks at, from the words of an address: presets, days, spans."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.errors import Malformed

DEFAULT = "28d"
"""What is shown to somebody who asked for nothing: four weeks, so that each weekday counts four times."""
LONGEST = timedelta(days=3 * 366)
"""No period is longer than three years."""
EARLIEST = date(2015, 1, 1)
"""Nothing was counted before."""
INSTANT = timedelta(microseconds=1)
"""The least time: the moment right before the end of a period lies in it."""
NO_MARKS: Mapping[str, datetime] = MappingProxyType({})
"""There is nothing a period could begin with."""
HOURLY, DAILY = 2, 93
"""Up to so many days are drawn by the hour, and by the day."""

_DAYS = re.compile(r"([1-9]\d{0,2})d")
_DAY = re.compile(r"day:(\d{4}-\d\d-\d\d)")
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
_SINCE = re.compile(r"since:([a-z0-9(),-]{1,64})")


class Grain(StrEnum):
    """How wide a bucket of a time chart is."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time in one zone: `start` is its first moment, `end` the first one after it.

    `text` is how an address says it; `words` how a person does. `first` and `last` are its days.
    """

    text: str
    words: str
    start: datetime
    end: datetime
    zone: ZoneInfo

    @property
    def first(self) -> date:
        """Return the first day, in its zone."""
        return self.start.astimezone(self.zone).date()

    @property
    def last(self) -> date:
        """Return the day that its last moment lies in."""
        return (self.end - INSTANT).astimezone(self.zone).date()

    @property
    def days(self) -> int:
        """Return how many days it touches."""
        return (self.last - self.first).days + 1

    @property
    def length(self) -> int:
        """Return its length in days, rounded up: a rolling day touches two dates and is one long."""
        whole = self.start == midnight(self.first, self.zone)
        return self.days if whole else -(-(self.end - self.start) // timedelta(days=1))

    @property
    def grain(self) -> Grain:
        """Return the grain in which it is drawn when nobody asks for another."""
        if self.days <= HOURLY:
            return Grain.HOUR
        return Grain.DAY if self.days <= DAILY else Grain.WEEK


def read_period(
    text: str, now: datetime, zone: ZoneInfo, marks: Mapping[str, datetime] = NO_MARKS
) -> Period:
    """Return the period that a text names, cut at `now`.

    Args: marks are the moments that `since:NAME` may name: when each policy became champion.
    Raises: Malformed when it names none.
    """
    today = now.astimezone(zone).date()
    text = text or DEFAULT
    if text == "24h":
        return Period(text, "Last 24 hours", now - timedelta(hours=24), now, zone)
    if text == "live":
        return Period(text, "Last 30 minutes", now - timedelta(minutes=30), now, zone)
    if since := _SINCE.fullmatch(text):
        if since[1] not in marks:
            raise Malformed("period")
        begin = max(min(marks[since[1]], now), now - LONGEST)
        return Period(text, f"Since promotion of {since[1]}", begin, now, zone)
    first, last, words = _span(text, today)
    if first > last or first > today or last - first > LONGEST or first < EARLIEST:
        raise Malformed("period")
    end = min(now, midnight(last + timedelta(days=1), zone))
    return Period(text, words, midnight(first, zone), end, zone)


def _span(text: str, today: date) -> tuple[date, date, str]:
    """Return the first and the last day that a text names, and its words."""
    if text in _PRESETS:
        first, last = _PRESETS[text](today)
        return first, last, _WORDS[text]
    if days := _DAYS.fullmatch(text):
        return today - timedelta(days=int(days[1]) - 1), today, f"Last {days[1]} days"
    if day := _DAY.fullmatch(text):
        on = _date(day[1])
        return on, on, f"{on:%a} {on.day} {on:%b}"
    if span := _SPAN.fullmatch(text):
        return _date(span[1]), _date(span[2]), "Dates"
    raise Malformed("period")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Malformed("period") from error


def _months_before(today: date, months: int) -> date:
    """Return the first day of the month so many months before this one."""
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


_PRESETS: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "today": lambda today: (today, today),
    "yesterday": lambda today: (today - timedelta(days=1), today - timedelta(days=1)),
    "month": lambda today: (today.replace(day=1), today),
    "last-month": lambda today: (
        _months_before(today, 1),
        today.replace(day=1) - timedelta(days=1),
    ),
    "6mo": lambda today: (_months_before(today, 5), today),
    "12mo": lambda today: (_months_before(today, 11), today),
    "ytd": lambda today: (today.replace(month=1, day=1), today),
    "all": lambda today: (today - LONGEST + timedelta(days=1), today),
}
_WORDS = {
    "today": "Today",
    "yesterday": "Yesterday",
    "month": "This month",
    "last-month": "Last month",
    "6mo": "Last 6 months",
    "12mo": "Last 12 months",
    "ytd": "This year",
    "all": "All time",
}


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment a day begins in a zone, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def moved(period: Period, days: int) -> Period:
    """Return the same hours, so many days later (or earlier, below 0): clock times stay."""
    shift = timedelta(days=days)

    def later(moment: datetime) -> datetime:
        local = moment.astimezone(period.zone).replace(tzinfo=None) + shift
        return local.replace(tzinfo=period.zone).astimezone(UTC)

    return replace(period, start=later(period.start), end=later(period.end))


def stepped(period: Period, steps: int) -> str:
    """Return how an address names the period so many of its own lengths later or earlier."""
    days = period.length * steps
    first, last = period.first + timedelta(days=days), period.last + timedelta(days=days)
    return f"day:{first}" if first == last else f"{first}..{last}"
