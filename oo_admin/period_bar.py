"""Make the period control of a page: what is shown, and a link for everything it could show."""

from core.domain.period import Grain, Period, stepped
from core.domain.versus import Versus, compared
from oo_admin.address import Address
from oo_admin.moments import day_words
from oo_admin.seen import Choice, PeriodBar

PRESETS = (
    ("today", "Today", "d"),
    ("yesterday", "Yesterday", "e"),
    ("live", "Last 30 minutes", "r"),
    ("24h", "Last 24 hours", "h"),
    ("7d", "Last 7 days", "w"),
    ("28d", "Last 28 days", "f"),
    ("30d", "Last 30 days", "t"),
    ("91d", "Last 91 days", "n"),
    ("6mo", "Last 6 months", "s"),
    ("month", "This month", "m"),
    ("last-month", "Last month", "p"),
    ("ytd", "This year", "y"),
    ("12mo", "Last 12 months", "l"),
    ("all", "All time", "a"),
)
"""The periods that have a letter: those of Plausible, so that hands find them."""
VERSUS_WORDS = {
    Versus.PREVIOUS: "previous period",
    Versus.WEEKDAY: "same weekdays before",
    Versus.YEAR: "a year before",
    Versus.NONE: "nothing",
}
"""What a period can be compared with, in words."""


def period_bar(
    address: Address, period: Period, versus: Versus, grain: Grain, *, over: bool
) -> PeriodBar:
    """Return the control; `over` is whether a later period has begun."""
    other = compared(period, versus)
    list_top = address.without("after", "before")
    return PeriodBar(
        shown=True,
        words=period.words,
        dates=day_words(period.first, period.last),
        earlier=list_top.put(p=stepped(period, -1)).href,
        later=list_top.put(p=stepped(period, 1)).href if over else "",
        versus=other.words if other else "nothing",
        by=grain.value,
        zone=period.zone.key,
        periods=[
            Choice(list_top.put(p=text).href, words, period.text == text, letter)
            for text, words, letter in PRESETS
        ],
        versuses=[
            Choice(address.put(cmp=each.value).href, words, each is versus)
            for each, words in VERSUS_WORDS.items()
        ],
        grains=[
            Choice(address.put(by=each.value).href, each.value, each is grain) for each in Grain
        ],
    )
