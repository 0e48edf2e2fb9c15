"""Say what a period is compared with: the one before, the same weekdays, a year before, or any."""

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

from core.domain.period import EARLIEST, Period, moved

YEAR_DAYS = 364
"""A year of whole weeks: the same weekday, one day off the date."""
_FROM = re.compile(r"from:(\d{4}-\d\d-\d\d)")


class Versus(StrEnum):
    """With what a period is compared."""

    PREVIOUS = "prev"
    WEEKDAY = "weekday"
    YEAR = "year"
    NONE = "none"


Against = Versus | date
"""With what a period is compared: one of those, or as many days from a day on."""


def read_versus(text: str) -> Against:
    """Return what an address asks to compare with; the period before when it says nothing known."""
    if chosen := _FROM.fullmatch(text):
        try:
            return date.fromisoformat(chosen[1])
        except ValueError:
            return Versus.PREVIOUS
    return Versus(text) if text in set(Versus) else Versus.PREVIOUS


def compared(period: Period, versus: Against) -> Period | None:
    """Return the period to compare with, cut at the same minute; None when there is to be none.

    *Previous* lies right before; *weekday* as near as whole weeks allow, so that Mondays meet
    Mondays; *year* 364 days before, for the same reason. A day names as many days from it on; one
    that does not lie before the period is as if it had not been named.
    """
    days = period.length
    if isinstance(versus, date):
        if not EARLIEST <= versus < period.first:
            return compared(period, Versus.PREVIOUS)
        span = "a day" if days == 1 else f"{days} days"
        words = f"{span} from {versus.day} {versus:%b %Y}"
        return replace(moved(period, (versus - period.first).days), words=words)
    if versus is Versus.NONE:
        return None
    if versus is Versus.YEAR:
        return replace(moved(period, -YEAR_DAYS), words="a year before")
    if versus is Versus.WEEKDAY:
        weeks = -(-days // 7)
        words = "same day last week" if days == 1 else "same weekdays before"
        return replace(moved(period, -7 * weeks), words=words)
    words = "the day before" if days == 1 else f"previous {days} days"
    return replace(moved(period, -days), words=words)
