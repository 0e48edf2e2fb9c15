"""Put guardrails into words and whiskers, each on an axis of its own around its margin."""

from collections.abc import Sequence

from core.domain.figure import Change, TooFew
from core.domain.overview import Guard
from oo_admin.numbers import MINUS, UNKNOWN, plain, points, seconds, share
from oo_admin.overview.seen import GuardRow, Titled
from oo_admin.parts.whisker import Axis, Whisker

NAMES = {
    "dismissed": "Dismiss rate",
    "undone": "Undo rate",
    "nudges": "Nudges a day",
    "unanswered": "No answer",
    "scoring": "Scoring p95",
    "quiet": "Quiet hours broken",
    "lost": "Lost integrations",
}
"""What each is called."""
LOOKS = {"held": "ok", "watch": "warn", "broken": "bad"}
"""How each standing looks; what is not known never looks well."""
WORDS = {"held": "Held", "watch": "Watch", "broken": "Broken", "too few": "Too few"}
"""How each is called."""
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven")
"""Small numbers in words."""
ROOM = 1.2
"""How much longer an axis is than what is drawn on it."""
US = 1e6
"""Microseconds of a second."""


def guard_rows(guards: Sequence[Guard]) -> list[GuardRow]:
    """Return the guardrails as the table shows them."""
    return [
        GuardRow(
            name=NAMES[it.name],
            now=_figure(it.name, it.now),
            says=_says(it),
            margin=_margin(it),
            look=LOOKS.get(it.standing, "unk"),
            standing=WORDS.get(it.standing, "Unknown"),
            whisker=_whisker(it),
        )
        for it in guards
    ]


def guards_titled(guards: Sequence[Guard], before: str) -> Titled:
    """Return the finding: how many held, and how many did not, or are not known."""
    standing = [it.standing for it in guards]
    first = next((it for it in ("broken", "held", "watch") if it in standing), "")
    words = {"broken": "broken", "held": "held", "watch": "to watch", "": "can be judged yet"}
    said = f"{NUMBERS[standing.count(first)] if first else 'none'} {words[first]}"
    line = f"Line: change against {before}, 95\u202f% interval. " if before else ""
    note = (
        f"{line}Yellow tick: the margin agreed beforehand. Held: the whole interval is on the safe "
        "side. Nudges and quiet hours are not measured yet. Lost integrations are held against 5\u202f% as "
        "they stand: what they were is not known."
    )
    return Titled(
        f"Seven guardrails, {said}", "The north star is never read without them.", note, any=True
    )


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return UNKNOWN
    if name == "scoring":
        return seconds(value / US)
    return plain(value) if name == "nudges" else share(value)


def _apart(name: str, value: float) -> str:
    if name == "scoring":
        return f"{'+' if value >= 0 else MINUS}{seconds(abs(value) / US)}"
    return f"+{plain(value)}" if name == "nudges" else points(value)


def _margin(it: Guard) -> str:
    if it.level:
        return share(it.margin, 0)
    return _apart(it.name, it.margin) if it.margin else UNKNOWN


def _says(it: Guard) -> str:
    if isinstance(it.change, TooFew):
        return f"too few to compare: {it.change.count}"
    if it.change is None or it.level:
        return ""
    low, value, high = (
        _apart(it.name, n) for n in (it.change.low, it.change.value, it.change.high)
    )
    return f"{value}, from {low} to {high}"


def _whisker(it: Guard) -> Whisker:
    if not isinstance(it.change, Change):
        return Whisker()
    low, value, high = it.change.low, it.change.value, it.change.high
    if it.level:
        return Axis(0.0, ROOM * max(high, it.margin)).whisker(low, value, high, tick=it.margin)
    reach = ROOM * max(abs(low), abs(high), it.margin)
    return Axis(-reach, reach).whisker(low, value, high, tick=it.margin)
