"""Say times as a person would, in the user's own time zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.domain.ids import UserId
from core.domain.why import clock_words, day_words
from core.wiring import running

UTC = "UTC"
"""The zone of a user whose browser has not said where it is."""
JUST_NOW = timedelta(minutes=1)
"""Younger than this is "just now"."""
LONG_ZONE = 64
"""No IANA zone name is longer."""
NBSP = "\u00a0"
"""Keeps a number and its unit on one line."""


def zone_of(name: object) -> ZoneInfo | None:
    """Return the zone of that name, or None when there is none: the name is a browser's word."""
    if not isinstance(name, str) or not 0 < len(name) <= LONG_ZONE:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


async def follow(user_id: UserId, known: str, claimed: str) -> ZoneInfo:
    """Return the zone the browser is in, remembering it when it has changed."""
    here = zone_of(claimed)
    if here is None:
        return zone_of(known) or ZoneInfo(UTC)
    if here.key != known:
        await running().save_preferences(user_id, timezone=here.key)
    return here


def moment_words(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return a moment to come, as short as it can be said: 16:30, tomorrow 9:00, Monday 9:00."""
    there = moment.astimezone(zone)
    days = (there.date() - now.astimezone(zone).date()).days
    return (
        clock_words(there) if days == 0 else f"{day_words(days, there)}{NBSP}{clock_words(there)}"
    )


def at_words(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return a moment as part of a sentence: at 16:30, tomorrow at 9:00."""
    there = moment.astimezone(zone)
    days = (there.date() - now.astimezone(zone).date()).days
    day = "" if days == 0 else f"{day_words(days, there)} "
    return f"{day}at{NBSP}{clock_words(there)}"


def ago_words(then: datetime, now: datetime) -> str:
    """Return how long ago something was: just now, 4 min ago, 3 h ago, 2 days ago."""
    age = now - then
    if age < JUST_NOW:
        return "just now"
    minutes = int(age / timedelta(minutes=1))
    if minutes < 60:  # noqa: PLR2004 — minutes of an hour
        return f"{minutes}{NBSP}min ago"
    hours = minutes // 60
    if hours < 24:  # noqa: PLR2004 — hours of a day
        return f"{hours}{NBSP}h ago"
    days = hours // 24
    return f"{days}{NBSP}{'day' if days == 1 else 'days'} ago"


def date_words(moment: datetime) -> str:
    """Return a date and time in full, in UTC: 22 November 2026, 14:02 UTC."""
    return f"{moment.day}{NBSP}{moment:%B %Y, %H:%M}{NBSP}UTC"
