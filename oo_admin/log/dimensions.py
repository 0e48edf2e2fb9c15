"""List what the recommendation log can be filtered by: how an address says it, and what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.domain.fact import DueIn, Ending, Length, ListSize, Tenure
from core.domain.fact_query import Field
from core.domain.tip import Surface

ENDINGS = {
    Ending.DONE: "Done",
    Ending.SNOOZE: "Snooze",
    Ending.DISMISS: "Dismiss",
    Ending.NONE: "No answer",
    Ending.OPEN: "Open",
    Ending.WITHDRAWN: "Withdrawn",
    Ending.VANISHED: "Gone elsewhere",
}
"""How a tip ended, in words."""
DUES = {
    DueIn.OVERDUE_3D: "overdue up to 3 d",
    DueIn.OVERDUE_MORE: "overdue longer",
    DueIn.SOON: "due soon",
    DueIn.LATER: "later or never",
}
"""When a task was due, in words."""
LENGTHS = {
    Length.SHORT: "up to 15 min",
    Length.MEDIUM: "15 to 60 min",
    Length.LONG: "an hour or more",
}
"""How long a task takes, in words."""
TENURES = {
    Tenure.UNDER_14D: "under 14 days",
    Tenure.UNDER_60D: "14 to 60 days",
    Tenure.OVER_60D: "over 60 days",
}
"""How long a user had been here, in words."""
SIZES = {
    ListSize.ONE: "1",
    ListSize.FEW: "2 to 5",
    ListSize.SOME: "6 to 15",
    ListSize.MANY: "16 to 50",
    ListSize.HUNDREDS: "over 50",
}
"""Among how many a tip was picked, in words."""
LOGICAL = {"no": "0", "yes": "1"}
"""How what is true or false is stored."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing to filter by; without `stored` any short word is a value.

    Args: stored is what each said value is in the column; words what it is called.
    """

    name: str
    words: str
    column: Field
    stored: Mapping[str, str] = field(default_factory=dict, hash=False)
    called: Mapping[str, str] = field(default_factory=dict, hash=False)


def _same(name: str, words: str, of: Field, called: Mapping[Any, str]) -> Dimension:
    """Return a dimension whose values are stored as they are said. Any: words of closed sets."""
    named = {str(it): words for it, words in called.items()}
    return Dimension(name, words, of, {it: it for it in named}, named)


_HOURS = {str(hour): f"{hour:02d}:00" for hour in range(24)}
_PRIORITIES = {f"p{number}": f"P{number}" for number in range(1, 5)}

DIMENSIONS = (
    Dimension("policy", "policy", Field.POLICY),
    Dimension("experiment", "experiment", Field.EXPERIMENT),
    _same("reaction", "reaction", Field.ENDING, ENDINGS),
    Dimension("choice", "choice", Field.EXPLORED, {"greedy": "0", "explored": "1"}),
    Dimension("fallback", "fallback", Field.FALLBACK, {"none": ""}),
    _same("priority", "priority", Field.PRIORITY, _PRIORITIES),
    _same("due", "due", Field.DUE, DUES),
    _same("minutes", "length", Field.MINUTES, LENGTHS),
    _same("size", "candidates", Field.SIZE, SIZES),
    _same("tenure", "tenure", Field.TENURE, TENURES),
    _same("surface", "surface", Field.SURFACE, {it: it.value for it in Surface}),
    Dimension("elsewhere", "done elsewhere", Field.ELSEWHERE, LOGICAL),
    Dimension("settled", "settled", Field.FINAL, LOGICAL),
    _same("hour", "hour", Field.HOUR, _HOURS),
)
"""What a column of the facts answers; shadows and users are asked for otherwise."""
NAMED = {it.name: it for it in DIMENSIONS}
"""They by name."""


def value_words(dimension: Dimension, value: str) -> str:
    """Return what a value is called."""
    return dimension.called.get(value, value)
