"""Make the period control of a page: what is shown, and a link for everything it could show."""

from core.domain.period import Grain, stepped
from core.domain.versus import Versus
from oo_admin.here import Here
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
PROMOTIONS = 3
"""Since how many of the last champions' promotions a period may begin by a click."""
VERSUS_WORDS = {
    Versus.PREVIOUS: "previous period",
    Versus.WEEKDAY: "same weekdays before",
    Versus.YEAR: "a year before",
    Versus.NONE: "nothing",
}
"""What a period can be compared with, in words."""


def period_bar(here: Here) -> PeriodBar:
    """Return the control; there is no later period than the one that has begun last."""
    period, versus, other = here.period, here.versus, here.before
    since = [(f"since:{policy}", f"Since promotion of {policy}") for policy in here.marks]
    top = here.address.without("after", "before")
    return PeriodBar(
        shown=True,
        words=period.words,
        dates=day_words(period.first, period.last),
        earlier=top.put(p=stepped(period, -1)).href,
        later=top.put(p=stepped(period, 1)).href if period.end < here.now else "",
        versus=other.words if other else "nothing",
        by=here.grain.value,
        zone=period.zone.key,
        periods=[
            Choice(top.put(p=text).href, words, period.text == text, letter)
            for text, words, letter in (*PRESETS, *((*it, "") for it in since[:PROMOTIONS]))
        ],
        versuses=[
            Choice(here.address.put(cmp=each.value).href, words, each is versus)
            for each, words in VERSUS_WORDS.items()
        ],
        grains=[
            Choice(here.address.put(by=each.value).href, each.value, each is here.grain)
            for each in Grain
        ],
    )
