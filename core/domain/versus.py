"""Say what a period is compared with: the one before, the same weekdays before, a year before."""

from dataclasses import replace
from enum import StrEnum

from core.domain.period import Period, moved

YEAR_DAYS = 364
"""A year of whole weeks: the same weekday, one day off the date."""


class Versus(StrEnum):
    """With what a period is compared."""

    PREVIOUS = "prev"
    WEEKDAY = "weekday"
    YEAR = "year"
    NONE = "none"


def read_versus(text: str) -> Versus:
    """Return what an address asks to compare with; the period before when it says nothing known."""
    return Versus(text) if text in set(Versus) else Versus.PREVIOUS


def compared(period: Period, versus: Versus) -> Period | None:
    """Return the period to compare with, cut at the same minute; None when there is to be none.

    *Previous* lies right before; *weekday* as near as whole weeks allow, so that Mondays meet
    Mondays; *year* 364 days before, for the same reason.
    """
    days = period.length
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
