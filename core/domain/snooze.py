"""Decide when a snoozed task comes back: never a date picker, always a sensible time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

EVENING = time(19)
"""When "tonight" begins."""
MORNING = time(9)
"""When a day of tips begins."""
BEDTIME = time(21)
"""After this hour, a default snooze means the next morning."""
LEAST_SNOOZE = timedelta(hours=2)
"""A default snooze lasts at least this long, then lands on the half hour."""


class Snooze(StrEnum):
    """The choices of the snooze sheet."""

    NEXT = "next"
    HOUR = "hour"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"
    NOT_TODAY = "not_today"


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the sheet: what it is called and when the task comes back, in local time."""

    snooze: Snooze
    until: datetime


def until(snooze: Snooze, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant at which a task snoozed so comes back; aware, in `zone`."""
    here = now.astimezone(zone)
    match snooze:
        case Snooze.NEXT:
            return _next_free(here)
        case Snooze.HOUR:
            return _later(here, timedelta(hours=1))
        case Snooze.TONIGHT:
            evening = datetime.combine(here.date(), EVENING, zone)
            return evening if evening > here else evening + timedelta(days=1)
        case Snooze.TOMORROW | Snooze.NOT_TODAY:
            return _morning(here, days=1)
        case Snooze.NEXT_WEEK:
            return _morning(here, days=7 - here.weekday())


def choices(now: datetime, zone: ZoneInfo) -> tuple[Choice, ...]:
    """Return the rows of the sheet, without a "tonight" that has already begun."""
    here = now.astimezone(zone)
    kinds = [kind for kind in Snooze if kind is not Snooze.TONIGHT or here.time() < EVENING]
    return tuple(Choice(kind, until(kind, now, zone)) for kind in kinds)


def _next_free(here: datetime) -> datetime:
    at_least = _later(here, LEAST_SNOOZE)
    past = timedelta(
        minutes=at_least.minute % 30, seconds=at_least.second, microseconds=at_least.microsecond
    )
    landed = _later(at_least, timedelta(minutes=30) - past if past else past)
    if landed.date() != here.date() or landed.time() >= BEDTIME:
        return _morning(here, days=1)
    return landed if landed.time() >= MORNING else _morning(here, days=0)


def _later(here: datetime, wait: timedelta) -> datetime:
    """Return the local time after a wait that a change of the clocks makes no longer or shorter."""
    return (here.astimezone(UTC) + wait).astimezone(here.tzinfo)


def _morning(here: datetime, days: int) -> datetime:
    return datetime.combine(here.date() + timedelta(days=days), MORNING, here.tzinfo)
