"""Put days and moments into the words of the console, in its own zone."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400
"""Seconds in each."""
WEEK = timedelta(days=7)
"""For so long a weekday says which day is meant."""


def day_words(first: date, last: date) -> str:
    """Return a span of days as two dates, a year only where it is not the same."""
    if first == last:
        return f"{first:%a} {first.day} {first:%b}"
    early = f"{first.day} {first:%b}" + (f" {first.year}" if first.year != last.year else "")
    late = f"{last.day} {last:%b}" + (f" {last.year}" if first.year != last.year else "")
    return f"{early} – {late}"


def clock_words(moment: datetime, zone: ZoneInfo) -> str:
    """Return the time of day, to the second."""
    return f"{moment.astimezone(zone):%H:%M:%S}"


def moment_words(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a moment as short as it is clear: a time today, a weekday this week, else a date."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    day = local.date()
    if day == today:
        return f"{local:%H:%M:%S}"
    if today - day < WEEK and day < today:
        return f"{local:%a %H:%M}"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {local:%b}{year} {local:%H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something was: "now", "4 min", "3 h", "12 d"."""
    seconds = max(0, int((now - moment).total_seconds()))
    if seconds < MINUTE_S:
        return "now"
    if seconds < HOUR_S:
        return f"{seconds // MINUTE_S}\u202fmin"
    return f"{seconds // HOUR_S}\u202fh" if seconds < DAY_S else f"{seconds // DAY_S}\u202fd"
