"""Describe a synthetic user: what they like, when they have energy, and how they answer."""

from dataclasses import dataclass, field

HOURS = 24
"""Hours of a day."""
WEEKDAYS = 7
"""Days of a week, Monday first."""
AREAS = ("work", "home", "errands", "self")
"""Parts of a life that a task can belong to; each is one project of the persona's list."""
TRAITS = (
    "overdue",
    "due_soon",
    "urgent",
    "old",
    "quick",
    "long",
    "timed",
    "recurring",
    "described",
    "urgent_morning",
    "quick_evening",
    "long_morning",
    "long_evening",
)
"""What a task can be, alone or at a time of day, that somebody may like or dread."""


@dataclass(frozen=True, slots=True)
class Area:
    """What one part of a life means to a persona, in log odds of doing a task of it."""

    share: float
    """Share of the persona's tasks that belong here; the shares of all areas sum to 1."""
    like: float = 0.0
    """What belonging here adds at any time, -3 to 3."""
    like_free: float = 0.0
    """What comes on top in the evening and on days off, -3 to 3."""


@dataclass(frozen=True, slots=True)
class Workload:
    """How a persona's list fills."""

    open: int = 30
    """Tasks that are there on the first day, 1 to 500."""
    per_day: float = 1.5
    """Tasks that arrive each day, on average; 0 to 50."""
    dated: float = 0.6
    """Share of tasks with a due date, 0 to 1, as all shares."""
    timed: float = 0.3
    """Share of dated tasks with a time of day."""
    recurring: float = 0.1
    """Share of tasks that come back when done."""
    described: float = 0.3
    """Share of tasks with a description."""
    minutes: float = 25.0
    """Minutes that a task takes; the median, 1 to 600."""


@dataclass(frozen=True, slots=True)
class Persona:
    """One synthetic user; all likes are log odds of doing a task against putting it off."""

    id: str
    name: str
    about: str
    """Who this is, in a sentence or two, on one line: what a model that judges is told."""
    group: str
    """Whom this persona stands for: the worst group is reported."""
    language: str
    """One of `texts.LANGUAGES`."""
    timezone: str
    """A name of the IANA database, such as Europe/Vienna."""
    likes: dict[str, float]
    """Log odds of doing by trait (`TRAITS`), -3 to 3; a trait that is missing is 0."""
    areas: dict[str, Area]
    """By name; all of `AREAS` are there."""
    energy_hours: tuple[float, ...]
    """Energy by local hour, 24 numbers from 0 (asleep) to 1 (at their best)."""
    energy_weekdays: tuple[float, ...]
    """What the day of the week makes of it, Monday first, 7 factors from 0 to 1.5."""
    visits: tuple[float, ...] = (8.0, 13.0, 19.0)
    """Local hours at which they open oO, ascending and awake: 8.5 is half past eight."""
    eagerness: float = 0.0
    """Log odds of doing any task at all, -3 to 3."""
    bluntness: float = 0.0
    """Log odds of dismissing what they do not want, against snoozing it, -3 to 3."""
    capacity: int = 6
    """Tips a day after which they are tired, 0 to 100; each one more costs."""
    patience: float = 1.0
    """How long they look before they answer: 1 is usual, 0.5 twice as quick; 0.1 to 10."""
    weariness: float = 1.5
    """Log odds that having just seen a task costs; 0 for somebody who likes reminders, to 5."""
    recovery_days: float = 1.5
    """After so many days half of the weariness is gone; 0.05 to 60."""
    forgetfulness: float = 0.05
    """Chance of leaving a tip unanswered, 0 to 0.9."""
    tolerance: float = 4.0
    """Tips a day that are welcome; beyond, tips are left unanswered more and more often; 0 to 100."""
    workload: Workload = field(default_factory=Workload)
