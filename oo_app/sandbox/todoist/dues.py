"""Read and move due dates: all-day, floating and fixed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from oo_app.sandbox.todoist.errors import BadArgument
from oo_app.sandbox.todoist.records import Record, moment_of
from oo_app.sandbox.todoist.rules import NotARule, parse_rule, weekday_index

NO_DATE = frozenset({"no date", "no due date", ""})
"""Texts that take a due date away."""

STRING_LETTERS = 150
"""Longest due text that the vendor stores."""

_TIME = re.compile(
    r"^(?P<rest>.*?)\s*(?:\bat\s+)?(?P<h>\d{1,2})(?::(?P<m>\d{2}))?\s*(?P<half>am|pm)?$",
    re.IGNORECASE,
)
_IN_DAYS = re.compile(r"^in (?P<n>\d{1,4}) (?P<unit>day|week)s?$")


@dataclass(frozen=True, slots=True)
class LocalDay:
    """What "today" and "now" are for one person."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """Return the person's own date."""
        return self.now.astimezone(self.zone).date()


def due_from_string(text: str, lang: str, here: LocalDay) -> Record | None:
    """Return the due that a human text means; None for "no date".

    Raises: BadArgument.
    """
    if text.strip().lower() in NO_DATE:
        return None
    words, clock_time = _split_time(text)
    recurring = True
    try:
        day = parse_rule(words).first(here.today)
    except NotARule:
        recurring = False
        day = _plain_day(words, here.today, timed=clock_time is not None)
    if recurring and clock_time and _wall(day, clock_time, here.zone) <= here.now:
        day = parse_rule(words).after(day, here.today)
    return make_due(day, clock_time, string=text, lang=lang, is_recurring=recurring)


def due_from_date(value: object, argument: str, here: LocalDay) -> Record:
    """Return the due for a date, a floating or a fixed time in ISO form; it never recurs.

    Raises: BadArgument.
    """
    day, clock_time, fixed = _iso_parts(value, argument)
    timezone = here.zone.key if fixed else None
    due = make_due(day, clock_time, string=str(value), lang="en", is_recurring=False)
    if fixed:
        due["date"] = _utc_text(moment_of(str(value)))
    return {**due, "timezone": timezone}


def due_from_object(value: object, old: Record | None, here: LocalDay) -> Record | None:
    """Return the due that a sync command's due object means; None clears.

    A date alone ends a recurrence; a date beside a recurring text keeps it.

    Raises: BadArgument.
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise BadArgument("due", "object or null")
    string, lang = value.get("string"), str(value.get("lang") or (old or {}).get("lang") or "en")
    if string is not None and not _is_short_text(string):
        raise BadArgument("due", f"string of at most {STRING_LETTERS} letters")
    if value.get("date") is None:
        if not string:
            raise BadArgument("due", "date or string")
        return due_from_string(string, lang, here)
    due = due_from_date(value["date"], "due", here)
    if due["timezone"] and value.get("timezone"):
        due["timezone"] = _zone(str(value["timezone"])).key
    if string:
        due |= {"string": string, "lang": lang, "is_recurring": recurs(string)}
    return due


def make_due(
    day: date, clock_time: time | None, *, string: str, lang: str, is_recurring: bool
) -> Record:
    """Return an all-day or, with a time, a floating due."""
    when = day.isoformat() if clock_time is None else datetime.combine(day, clock_time).isoformat()
    return {
        "date": when,
        "timezone": None,
        "string": string,
        "lang": lang,
        "is_recurring": is_recurring,
    }


def recurs(string: str) -> bool:
    """Tell whether a text is a rule."""
    try:
        parse_rule(_split_time(string)[0])
    except NotARule:
        return False
    return True


def advanced(due: Record, here: LocalDay) -> Record:
    """Return a recurring due on its next day, in the form it had.

    Raises: BadArgument when the calendar ends before.
    """
    try:
        return _advanced(due, here)
    except (OverflowError, ValueError) as error:
        raise BadArgument("due", "a day before the end of the calendar") from error


def _advanced(due: Record, here: LocalDay) -> Record:
    rule = parse_rule(_split_time(due["string"])[0])
    text = due["date"]
    if not text.endswith("Z"):
        day = date.fromisoformat(text[:10])
        return {**due, "date": rule.after(day, here.today).isoformat() + text[10:]}
    zone = _zone(due["timezone"] or here.zone.key)
    local = datetime.fromisoformat(text).astimezone(zone)
    day = rule.after(local.date(), here.now.astimezone(zone).date())
    return {**due, "date": _utc_text(_wall(day, local.time(), zone))}


def due_moment(due: Record, zone: ZoneInfo) -> datetime:
    """Return the instant a due stands for: the beginning of an all-day one."""
    moment = datetime.fromisoformat(due["date"])
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _split_time(text: str) -> tuple[str, time | None]:
    """Return the words without a time of day at their end, and that time."""
    plain = " ".join(text.strip().split())
    match = _TIME.match(plain)
    if match is None or not (match["m"] or match["half"] or re.search(r"\bat\s+\d+$", plain)):
        return plain, None
    hour = int(match["h"])
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= 12:  # noqa: PLR2004 - the twelve hours of a clock face
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        clock_time = time(hour, int(match["m"] or 0))
    except ValueError:
        return plain, None
    return re.sub(r"\s*\bat$", "", match["rest"]).strip(), clock_time


def _plain_day(words: str, today: date, *, timed: bool) -> date:
    plain = words.lower()
    named = {
        "today": 0,
        "tod": 0,
        "tomorrow": 1,
        "tom": 1,
        "今日": 0,
        "明日": 1,
        "idag": 0,
        "imorgon": 1,
    }
    if plain in named or (timed and not plain):
        return today + timedelta(days=named.get(plain, 0))
    if plain == "next week":
        return today + timedelta(days=7 - today.weekday())
    weekday = weekday_index(plain.removeprefix("next "))
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    ahead = _IN_DAYS.match(plain)
    if ahead is not None:
        return today + timedelta(days=int(ahead["n"]) * (7 if ahead["unit"] == "week" else 1))
    try:
        return date.fromisoformat(plain)
    except ValueError as error:
        raise BadArgument("due_string", "a date in words") from error


def _iso_parts(value: object, argument: str) -> tuple[date, time | None, bool]:
    """Return day, time of day and whether the text is an instant."""
    if not isinstance(value, str):
        raise BadArgument(argument, "ISO 8601 date")
    try:
        if len(value) == len("2026-11-22"):
            return date.fromisoformat(value), None, False
        moment_of(value)
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise BadArgument(argument, "ISO 8601 date") from error
    return moment.date(), moment.time(), moment.tzinfo is not None


def _is_short_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= STRING_LETTERS


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _wall(day: date, clock_time: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock_time, zone)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadArgument("due", "timezone by its IANA name") from error
