"""Put an experiment into words: how it stands, since when, and what it shows so far."""

from datetime import datetime

from core.domain.assignment import Experiment
from core.domain.experiment_panel import AGREED, Contrast, ExperimentLine, ExperimentSeen, Lead
from core.domain.figure import AlwaysValid, Change, TooEarly, TooFew
from oo_admin.address import Address, below
from oo_admin.here import Here
from oo_admin.moments import clock_words, day_words, moment_words
from oo_admin.numbers import UNKNOWN, count, share, signed

PATH = "/admin/experiments"
"""Where the list is; one experiment is below it."""
LOOKS = {"running": "ok", "paused": "warn", "ended": "unk"}
"""How each state looks."""
LEARNING = "learning"
"""What several arms are called together that are not held back."""
NOBODY = 0.005
"""A share that would be shown as 0 %."""
HOW = {"running": "is running", "paused": "rests", "ended": "has ended"}
"""Each state in a sentence."""
FEWEST_PICKS = 30
"""Below this many picks it is they that are too few; from there on, their users."""
RED = {
    "balance": "users are not split as configured",
    "crossover": "users were given to two arms",
    "propensities": "logged propensities did not choose",
}
"""Why figures are not to be read."""


def one(address: Address, name: str) -> str:
    """Return the address of an experiment's page."""
    return address.to(below(PATH, name)).href


def state(it: Experiment) -> str:
    """Return how it stands, in a word."""
    if it.ended_at is not None:
        return "ended"
    return "paused" if it.paused else "running"


def when(moment: datetime | None, here: Here) -> str:
    """Return a moment in words; a dash where there is none."""
    return moment_words(moment, here.zone, here.now) if moment else UNKNOWN


def pinned(here: Here) -> str:
    """Return which moment is shown, with its day; empty while it is now."""
    if not here.address.get("asof"):
        return ""
    day = here.now.astimezone(here.zone).date()
    return f"{day_words(day, day)}, {clock_words(here.now, here.zone)}"


def arms(it: Experiment) -> str:
    """Return its arms with their shares of users, and who is left with what all get."""
    told = [
        f"{policy} {share(part, 0)}" + (" held back" if policy == it.holdback else "")
        for policy, part in it.shares
    ]
    rest = 1 - sum(part for _, part in it.shares)
    return ", ".join([*told, *([f"champion {share(rest, 0)}"] if rest > NOBODY else [])])


def verdict(it: ExperimentLine) -> str:
    """Return what it shows so far."""
    found = it.contrast
    if it.alarms:
        return f"not to be read: {RED[it.alarms[0]]}"
    if found is None:
        return "one arm alone: nothing to compare"
    if isinstance(found.change, TooFew):
        return f"too few {lacking(found.change)}: {many(found.change.count, 'pick')}"
    if it.lead is not None and it.lead.won:
        return f"{it.lead.leader} wins, chance {it.lead.chance:.2f}"
    return f"{shown(found)}: {spanned(found)}"


def lacking(it: TooFew) -> str:
    """Return of what there is too few."""
    return "settled picks" if it.count < FEWEST_PICKS else "users"


def shown(found: Contrast) -> str:
    """Return in a few words whether a difference is shown."""
    if isinstance(found.change, TooFew):
        return f"too few {lacking(found.change)}"
    where = "ahead" if found.change.value > 0 else "behind"
    if found.clear:
        return f"{sides(found)[0]} {where}"
    if isinstance(found.always, TooEarly):
        return "too early to call"
    if found.change.clear:
        return f"{sides(found)[0]} seems {where}"
    return "no difference shown"


def spanned(found: Contrast) -> str:
    """Return the difference with its widest interval that there is."""
    change = found.change
    if isinstance(change, TooFew):
        return UNKNOWN
    bounds: Change | AlwaysValid = found.always if isinstance(found.always, AlwaysValid) else change
    return f"{signed(change.value)}, {signed(bounds.low)} to {signed(bounds.high)}"


def sides(found: Contrast) -> tuple[str, str]:
    """Return what both sides are called."""
    if not found.held_back:
        return ", ".join(found.one.arms), ", ".join(found.other.arms)
    one = found.one.arms[0] if len(found.one.arms) == 1 else LEARNING
    return one, "the holdback"


def so_far(it: ExperimentLine) -> str:
    """Return in a few words what it shows."""
    if it.alarms:
        return "not to be read"
    if it.contrast is None:
        return "one arm alone"
    won = it.lead is not None and it.lead.won
    return f"{it.lead.leader} wins" if won and it.lead else shown(it.contrast)


def finding(lines: tuple[ExperimentLine, ...]) -> str:
    """Return what the list comes to."""
    states = [state(it.experiment) for it in lines]
    red = sum(bool(it.alarms) for it in lines)
    told = [f"{count(states.count(it))} {it}" for it in LOOKS if it in states]
    if not told:
        return "No experiment has begun yet"
    if len(lines) == 1:
        (only,) = lines
        return f"{only.experiment.name} {HOW[states[0]]}: {so_far(only)}"
    alarm = f"; {count(red)} not to be read" if red else ""
    return f"{', '.join(told).capitalize()}{alarm}"


def leads(it: Lead | None, *, red: bool) -> str:
    """Return who leads, and whether that is enough: the title of the charts."""
    if it is None:
        return "Nobody leads yet: an arm has too few settled picks, or too few users"
    if it.chance < AGREED.sure:
        return f"{it.leader} leads, but not by enough to call"
    if red:
        return f"{it.leader} leads; no winner is called while a check is red"
    return (
        f"{it.leader} wins"
        if it.won
        else f"{it.leader} leads; it is too soon to call it the winner"
    )


def span(seen: ExperimentSeen, here: Here) -> str:
    """Return which days a page is about: all since it began, for others would be chosen."""
    it = seen.experiment
    first = it.began_at.astimezone(here.zone).date()
    last = (it.ended_at or seen.at).astimezone(here.zone).date()
    return f"Since start, {day_words(first, last)}"


def many(number: int, noun: str) -> str:
    """Return a number of things."""
    return f"{count(number)} {noun}{'' if number == 1 else 's'}"
