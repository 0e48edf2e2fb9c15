"""Say in plain words why a tip was picked: what is true of the task, and how it was chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.task import Due, Task

URGENT = 4
"""Todoist's most urgent priority (its "p1")."""
HIGH = 3
"""The one below."""
OLD = timedelta(days=60)
"""A task that has waited this long is worth saying so."""
WEEK = 7
"""Days within which a weekday's name is enough."""
DAY_MIN = 24 * 60
"""Minutes of a day."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that spoke for the tip, and its share of the whole, 0 to 1."""

    words: str
    weight: float

    @property
    def amount(self) -> str:
        """Return the share in a word, so that it is not told by length alone."""
        names = ((0.5, "most"), (0.2, "some"), (0.0, "a little"))
        return next((name for least, name in names if self.weight > least), "not weighed yet")


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored record of one tip, as its user may read it."""

    text: str
    reasons: tuple[Reason, ...]
    shown_at: datetime
    chance: float
    policy: str
    policy_version: int
    number: str
    link: str


CHANCE = "Picked by chance, while oO gets to know you"
"""What the random policy can honestly say."""


def reasons(task: Task, now: datetime, zone: ZoneInfo) -> tuple[Reason, ...]:
    """Return what the random policy's receipt says: chance weighed all, the facts nothing yet."""
    return (Reason(CHANCE, 1.0), *(Reason(fact, 0.0) for fact in facts(task, now, zone)))


def sentence(task: Task, now: datetime, zone: ZoneInfo) -> str:
    """Return the one quiet line under a tip picked at random."""
    said = facts(task, now, zone)
    if not said:
        return f"{CHANCE}."
    first, *rest = said
    parts = [first, *(fact[0].lower() + fact[1:] for fact in rest), "picked by chance"]
    return f"{', '.join(parts[:-1])}{',' if len(parts) > 2 else ''} and {parts[-1]}."  # noqa: PLR2004 — an Oxford comma wants three


def facts(task: Task, now: datetime, zone: ZoneInfo) -> list[str]:
    """Return what is true of a task and worth saying, at most three things, weightiest first."""
    said = []
    if task.due is not None:
        said.append(due_words(task.due, now, zone))
    if task.priority in {HIGH, URGENT}:
        said.append("Marked urgent" if task.priority == URGENT else "Marked important")
    if task.due is None and task.added_at is not None and now - task.added_at > OLD:
        said.append(f"Waiting since {task.added_at.astimezone(zone):%B}")
    if task.duration_min is not None:
        said.append(f"Takes about {duration_words(task.duration_min)}")
    return said[:3]


def duration_words(minutes: int) -> str:
    """Return how long something takes: in days when these are whole, else in minutes."""
    days, rest = divmod(minutes, DAY_MIN)
    count, unit = (minutes, "minute") if rest else (days, "day")
    return f"{count}\u00a0{unit}{'' if count == 1 else 's'}"


def due_words(due: Due, now: datetime, zone: ZoneInfo) -> str:
    """Return when a task is due as a person would say it; never "overdue"."""
    here = now.astimezone(zone)
    moment = datetime.fromisoformat(due.date)
    local = moment.astimezone(zone) if moment.tzinfo else moment
    day = day_words((local.date() - here.date()).days, local)
    return f"Due {day}" if due.all_day else f"Due {day} at {clock_words(local)}"


def day_words(days: int, local: datetime) -> str:
    """Return a day as seen from today: `days` away, negative for the past."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    if 0 < days < WEEK:
        return f"{local:%A}"
    return f"last {local:%A}" if -WEEK < days < 0 else f"on {local.day}\u00a0{local:%B}"


def clock_words(local: datetime) -> str:
    """Return a time of day as the pages spell it: 9:05, 16:30."""
    return f"{local.hour}:{local:%M}"
