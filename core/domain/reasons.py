"""Read from a pick's numbers what spoke for it: which things, and how much each of them weighed.

The numbers know features; people know things such as a due date. Features that say the same thing
are one topic here, so that nothing is said twice. What a topic is called is decided in `why`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from core.domain.explanation import Explanation, Part

LEAST = 0.01
"""Less reward than this is nothing to speak of; rewards lie in [-1, 1]."""
LEAST_SHARE = 0.05
"""A smaller share of the whole is not worth a line."""
LATELY = 0.125
"""Memory fresher than this is "lately": it fades to an eighth in four and a half days."""
PROJECT = "project_"
"""How the names of features about a task's project begin."""


class Topic(StrEnum):
    """One thing that can speak for a task."""

    DUE = "due"
    IMPORTANCE = "importance"
    SIZE = "size"
    AGE = "age"
    NOTE = "note"
    REPEATING = "repeating"
    PROJECT = "project"
    MEMORY = "memory"
    """What the user has seen of it lately."""


EVERYWHERE = frozenset({Topic.AGE, Topic.PROJECT})
"""Every task has these, so they are a reason only where they decided against the runner-up."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a feature is about: a topic that people are told of, or why it is kept silent."""

    label: str
    """What the account calls it."""
    topic: Topic | None = None
    silent: str = ""


_SAME = "the same for every candidate, so it decides nothing"

MEANINGS: Mapping[str, Meaning] = MappingProxyType(
    {
        "intercept": Meaning("any tip", silent=_SAME),
        "hour_of_day": Meaning("the hour", silent=_SAME),
        "day_of_week": Meaning("the day", silent=_SAME),
        "day_sin": Meaning("the day, as a sine", silent=_SAME),
        "day_cos": Meaning("the day, as a cosine", silent=_SAME),
        "is_overdue": Meaning("past due", Topic.DUE),
        "days_overdue": Meaning("how long past due", Topic.DUE),
        "overdue_morning": Meaning("past due, in the morning", Topic.DUE),
        "due_soon": Meaning("due today or tomorrow", Topic.DUE),
        "due_at_time": Meaning("due at a time of day", Topic.DUE),
        "priority": Meaning("priority", Topic.IMPORTANCE),
        "urgency": Meaning("priority", Topic.IMPORTANCE),
        "urgent_morning": Meaning("priority, in the morning", Topic.IMPORTANCE),
        "minutes": Meaning("length", Topic.SIZE),
        "quick": Meaning("quick", Topic.SIZE),
        "long": Meaning("long", Topic.SIZE),
        "quick_evening": Meaning("quick, in the evening", Topic.SIZE),
        "long_morning": Meaning("long, in the morning", Topic.SIZE),
        "long_evening": Meaning("long, in the evening", Topic.SIZE),
        "age": Meaning("age", Topic.AGE),
        "task_age_days": Meaning("age", Topic.AGE),
        "described": Meaning("has a description", Topic.NOTE),
        "recurring": Meaning("recurring", Topic.REPEATING),
        "shown": Meaning("shown lately", Topic.MEMORY),
        "snoozed": Meaning("snoozed lately", Topic.MEMORY),
        "recovery": Meaning("fresh in memory", Topic.MEMORY),
        "recovery_dismissed": Meaning("fresh in memory, dismissed", Topic.MEMORY),
    }
)
"""Every feature by its name; those of projects are known by how they begin."""
_IN_PROJECT = Meaning("its project", Topic.PROJECT)
_IN_PROJECT_FREE = Meaning("its project, in free time", Topic.PROJECT)


@dataclass(frozen=True, slots=True)
class Voice:
    """A topic that spoke for the pick."""

    topic: Topic
    share: float
    """Of all that spoke for it, 0 to 1."""
    loudest: Part
    """The one feature of the topic that said most, of those that spoke for the task."""


def meaning(name: str) -> Meaning | None:
    """Return what a feature is about, or None when nobody has said."""
    if name.startswith(PROJECT):
        return _IN_PROJECT_FREE if name.endswith("_free") else _IN_PROJECT
    return MEANINGS.get(name)


def voices(explanation: Explanation) -> tuple[Voice, ...]:
    """Return the topics that spoke for the pick, the weightiest first.

    A topic weighs what it adds to the score and, once more, what it adds over the runner-up's: what
    both have counts half as much as what decided between them. What speaks against the task is no
    reason, though it be worse for the runner-up. Features that nobody has named count in the whole.
    """
    heard = {key: (strength(key, parts), parts) for key, parts in _topics(explanation).items()}
    whole = sum(weight for weight, _ in heard.values() if weight > LEAST)
    found = (
        Voice(key, weight / whole, max(filter(_speaks, parts), key=_push))
        for key, (weight, parts) in heard.items()
        if isinstance(key, Topic) and weight > LEAST
    )
    told = (voice for voice in found if voice.share >= LEAST_SHARE)
    return tuple(sorted(told, key=lambda voice: -voice.share))


def strength(topic: str, parts: Iterable[Part]) -> float:
    """Return how much the parts of one topic weighed, together; 0 when they did not speak for it."""
    parts = tuple(parts)
    amount, lead = sum(part.amount for part in parts), sum(part.lead for part in parts)
    decided = lead > 0 or topic not in EVERYWHERE
    speaks = amount > 0 or any(map(unseen, parts))
    return amount + lead if speaks and decided else 0.0


def _speaks(part: Part) -> bool:
    return part.amount > 0 or unseen(part)


def unseen(part: Part) -> bool:
    """Return whether a part says that the task has not been seen lately: absence can speak, too."""
    return part.name == "recovery" and part.value <= LATELY


def _push(part: Part) -> float:
    return part.amount + part.lead


def _topics(explanation: Explanation) -> dict[Topic | str, list[Part]]:
    """Return the parts by topic; the nameless each by itself, the silent ones left out."""
    found: dict[Topic | str, list[Part]] = {}
    for part in explanation.parts:
        meant = meaning(part.name)
        key = f"{part.name}?" if meant is None else meant.topic
        if key is not None:
            found.setdefault(key, []).append(part)
    return found
