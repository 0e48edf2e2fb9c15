"""Turn what core says into what the tip page shows: values only, nothing private but words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.reaction import Reaction, ReactionKind
from core.domain.receipt import Receipt
from core.domain.snooze import Choice, Snooze
from core.domain.views import Last, Trouble
from core.domain.why import clock_words
from core.errors import Emptiness, NothingToTip
from oo_app.shared.moments import NBSP, at_words, moment_words
from oo_app.shared.parts.dial import Dial, dial_of
from oo_app.shared.words import (
    ANSWERED,
    EMPTY,
    FROM_ANSWERS,
    FROM_TASKS,
    KEPT,
    MANNERS,
    NOT_TODAY,
    SNOOZES,
    SOON,
    UNSYNCED,
)

NO_DIAL = Dial()
"""The dial of a state that is not bound to the hour."""
ONE_DAY = timedelta(days=1)
"""Within it, a time of day says enough."""
FIRST_LOOK_MS = 2000
"""How often the page looks while the first sync runs."""
TROUBLE_LOOK_MS = 10_000
"""How often a page that says that something does not go looks whether it goes again."""
SHORT = 60
"""Letters of a task that a notice quotes."""
NEXT_LOOK_MS = 60_000
"""How often it looks by itself when there is nothing to tip."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty state: why, its words, its dial, and when to look again."""

    why: str = ""
    title: str = ""
    line: str = ""
    dial: Dial = NO_DIAL
    timed: bool = False
    poll_ms: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its value, its words, and what stands at its end."""

    value: str
    word: str
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Weight:
    """One reason of a receipt, with its share as a length and as a word."""

    words: str
    amount: str
    share: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt, as its sheet shows it."""

    text: str = ""
    reasons: tuple[Weight, ...] = ()
    shown: str = ""
    chance: str = ""
    read_from: str = ""
    picked_by: str = ""
    number: str = ""
    link: str = ""


def nothing(found: NothingToTip, now: datetime, zone: ZoneInfo) -> Nothing:
    """Return the empty state for a reason."""
    said, until = EMPTY[found.why], found.until
    words = _until_words(found, now, zone)
    timed = until is not None and found.why is not Emptiness.DOWN
    return Nothing(
        why=found.why.value,
        title=said.title.format(until=words),
        line=said.line.format(until=words),
        dial=dial_of(now.astimezone(zone), until.astimezone(zone)) if timed and until else NO_DIAL,
        timed=timed,
        poll_ms=FIRST_LOOK_MS if found.why is Emptiness.FIRST_SYNC else NEXT_LOOK_MS,
    )


def _until_words(found: NothingToTip, now: datetime, zone: ZoneInfo) -> str:
    if found.until is None:
        return SOON
    if found.why is Emptiness.ALL_RESTING:
        return at_words(found.until, now, zone)
    soon = found.why is Emptiness.QUIET and found.until - now < ONE_DAY
    there = found.until.astimezone(zone)
    return clock_words(there) if soon else moment_words(found.until, now, zone)


def answered(last: Last | Reaction | None, now: datetime, zone: ZoneInfo) -> str:
    """Return the line above the keys about the last answer; empty when there is none."""
    if last is None:
        return ""
    until = last.until if isinstance(last, Last) else last.snoozed_until
    words = moment_words(until, now, zone) if until is not None else ""
    if last.kind is ReactionKind.SNOOZE and not words:
        return "Snoozed."
    return ANSWERED[last.kind].format(until=words)


def trouble(found: Trouble, now: datetime, zone: ZoneInfo) -> str:
    """Return what does not go as the user thinks, in one line; empty when all is well."""
    if found.unsynced_since is not None:
        return UNSYNCED.format(since=moment_words(found.unsynced_since, now, zone))
    if found.kept is None:
        return ""
    said = KEPT[found.kept.kind]
    return said.get(found.kept.why, said[""]).format(text=_short(found.kept.text))


def _short(text: str) -> str:
    """Return the beginning of a task's words, kept apart from the writing direction around them."""
    line = " ".join(text.split())
    cut = line if len(line) <= SHORT else f"{line[:SHORT].rstrip()}…"
    return f"\u2068{cut}\u2069"


def rows(found: tuple[Choice, ...], now: datetime, zone: ZoneInfo) -> tuple[Row, ...]:
    """Return the rows of the snooze sheet."""
    return tuple(_row(choice, now, zone) for choice in found)


def _row(choice: Choice, now: datetime, zone: ZoneInfo) -> Row:
    there = choice.until.astimezone(zone)
    aside = {
        Snooze.NOT_TODAY: NOT_TODAY,
        Snooze.TOMORROW: f"{there.hour}:{there:%M}",
        Snooze.NEXT_WEEK: f"{there:%A}{NBSP}{there.hour}:{there:%M}",
    }.get(choice.snooze) or moment_words(choice.until, now, zone)
    return Row(choice.snooze.value, SNOOZES[choice.snooze], aside)


def receipt(found: Receipt, now: datetime, zone: ZoneInfo) -> Shown:
    """Return a receipt as its sheet shows it."""
    reasons = (
        Weight(reason.words, reason.amount, f"{reason.weight:.0%}") for reason in found.reasons
    )
    when = at_words(found.shown_at, now, zone)
    chance = (percent(found.chance), MANNERS[found.manner], found.lead)
    return Shown(
        text=found.text,
        reasons=tuple(reasons),
        shown=f"Today {when}" if when.startswith("at") else when[0].upper() + when[1:],
        chance=", ".join(filter(None, chance)),
        read_from=FROM_ANSWERS if found.learned else FROM_TASKS,
        picked_by=f"{found.policy}, version {found.policy_version}",
        number=found.number,
        link=found.link if found.link.startswith(("https://", "http://")) else "",
    )


def percent(chance: float) -> str:
    """Return a chance in hundredths; a small one is never none, a large one never certain."""
    rounded = round(100 * chance)
    if rounded == 0 < chance:
        return f"Under 1{NBSP}%"
    return f"Over 99{NBSP}%" if chance < 1 and rounded == 100 else f"{rounded}{NBSP}%"  # noqa: PLR2004 — a hundred hundredths
