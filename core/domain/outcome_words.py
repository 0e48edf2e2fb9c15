"""Say what became of a tip, for an admin: each outcome, how long after serving, and its rule."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.domain.outcome import Outcome

UNITS = (("h", timedelta(hours=1)), ("min", timedelta(minutes=1)), ("s", timedelta(seconds=1)))
"""In which a wait is told: the largest that fits."""


def in_words(served_at: datetime, outcomes: Iterable[Outcome]) -> str:
    """Return a sentence such as "Dismiss after 4 s, completed after 3 h (checked)."; "" of none."""
    told = ", ".join(
        f"{it.kind} after {_wait(it.at - served_at)}" + (f" ({it.rule})" if it.rule else "")
        for it in outcomes
    )
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _wait(wait: timedelta) -> str:
    name, unit = next((it for it in UNITS if wait >= it[1]), UNITS[-1])
    return f"{max(0, wait // unit)}\u00a0{name}"
