"""Put what the log shows of a candidate, an ending and a search into words."""

from core.domain.fact import DueIn, Ending, Fact, Length
from core.domain.pick_list import Bounded, Listed, PicksPage
from core.domain.traits import Traits
from oo_admin.log.dimensions import DUES, LENGTHS
from oo_admin.numbers import THIN, count, plain, seconds

SEPARATOR = " · "
"""Between the things that are told of a candidate."""
NOTHING = "no date, no priority"
"""A candidate of which the features tell nothing that anybody would say."""
NORMAL = 4
"""The priority that nobody sets."""
HOUR_MIN = 60
"""From then on a length is told in hours where these are whole."""
OFTEN = 3
"""The features count no further."""


def traits_words(traits: Traits) -> str:
    """Return a candidate in words: when it was due, its priority, its length, its snoozes."""
    said = [
        _due(traits),
        f"P{traits.priority}" if traits.priority and traits.priority < NORMAL else "",
        _length(traits.minutes),
        _snoozed(traits.snoozed),
    ]
    return SEPARATOR.join(filter(None, said)) or NOTHING


def row_words(listed: Listed) -> str:
    """Return the candidate of a row; by its buckets once its record was swept."""
    if listed.traits is not None:
        return traits_words(listed.traits)
    choice = listed.fact.choice
    if not choice.known:
        return "not kept"
    due = DUES[DueIn(choice.due)] if choice.due in set(DueIn) - {DueIn.LATER} else ""
    known = choice.priority in {"p1", "p2", "p3"}
    length = LENGTHS[Length(choice.minutes)] if choice.minutes in set(Length) else ""
    said = [due, choice.priority.upper() if known else "", length]
    return SEPARATOR.join(filter(None, said)) or NOTHING


def choice_words(fact: Fact) -> str:
    """Return how a candidate was chosen: by chance, the best known, or to learn."""
    if fact.choice.fallback:
        return "by chance"
    return "explored" if fact.choice.explored else "greedy"


def agree_words(fact: Fact) -> str:
    """Return how many of the shadows would have shown the same."""
    shadows = len(fact.choice.targets)
    return f"{shadows - fact.disagreeing}/{shadows}" if shadows else "\u2014"


def bounded(value: Bounded) -> str:
    """Return a number that was counted up to a bound."""
    return f"at least {count(value.number)}" if value.more else count(value.number)


def found_words(page: PicksPage, as_of: str) -> str:
    """Return how much is left, as of when, and how long the search took."""
    number, one = bounded(page.count), page.count.number == 1 and not page.count.more
    match = f"{number} {'pick matches' if one else 'picks match'}"
    took = seconds(page.took_ms / 1000)
    looked = f"{count(page.looked.number)} looked through in {took}"
    return SEPARATOR.join((match, f"as of {as_of}", looked))


def pages_words(page: PicksPage) -> str:
    """Return which rows of how many a page shows."""
    if not page.rows:
        return ""
    first = page.first.number
    last = first + len(page.rows) - 1
    begin = f"beyond {count(first - 1)}" if page.first.more else f"{count(first)} – {count(last)}"
    return f"{begin} of {bounded(page.count)}"


def signed_chance(value: float) -> str:
    """Return a probability with three digits."""
    return plain(value, 3)


def answered_words(fact: Fact) -> str:
    """Return after how long an answer came; empty when none did."""
    took = fact.answered_ms
    return f"after {seconds(took / 1000)}" if took is not None else ""


def open_ending(ending: str) -> bool:
    """Return whether a tip still waits, or was never answered."""
    return ending not in {Ending.DONE, Ending.SNOOZE, Ending.DISMISS}


def _due(traits: Traits) -> str:
    if traits.overdue_d is not None:
        return f"overdue {traits.overdue_d}{THIN}d" if traits.overdue_d else "overdue"
    return "due soon" if traits.soon else ""


def _length(minutes: int | None) -> str:
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, HOUR_MIN)
    return f"{hours}{THIN}h" if hours > 1 and not rest else f"{minutes}{THIN}min"


def _snoozed(times: int) -> str:
    more = " or more" if times >= OFTEN else ""
    return f"snoozed {times}×{more}" if times else ""
