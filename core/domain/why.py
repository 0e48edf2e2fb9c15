"""Say in plain words why a tip was picked: what is true of the task, and how it was chosen."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.domain.explanation import UNEXPLAINED, Explanation
from core.domain.receipt import Manner, Reason, level, manner
from core.domain.task import Due, Task
from core.domain.topics import Known, clause, said_of

URGENT = 4
"""Todoist's most urgent priority (its "p1")."""
HIGH = 3
"""The one below."""
LOW = 2
"""The lowest that somebody has to set: Todoist calls it "Priority 3"."""
OLD = timedelta(days=60)
"""A task that has waited this long is worth saying so; from then on its month is enough."""
YEAR = timedelta(days=300)
"""From then on a month needs its year."""
WEEK = 7
"""Days within which a weekday's name is enough."""
DAY_MIN = 24 * 60
"""Minutes of a day."""
SAID_SHARE = 0.2
"""A reason that weighed no more than this stands on the receipt, not in the sentence."""

CHANCE = "Picked by chance, while oO gets to know you"
"""What a policy that weighs nothing can honestly say."""
TRY = "A try, to get to know you"
"""What is said first of a pick that was not the best known."""
BEST = "The best fit oO knows right now"
"""When nothing but the other tasks' flaws spoke for this one."""
EVEN = "As good a fit as any right now"
"""When not even these did."""


def sentence(
    task: Task,
    now: datetime,
    zone: ZoneInfo,
    explanation: Explanation = UNEXPLAINED,
    *,
    learned: bool = False,
) -> str:
    """Return the one quiet line under a tip; `learned` is whether answers had been learned from."""
    how = manner(explanation)
    if how is Manner.CHANCE:
        said = facts(task, now, zone)
        return f"{_joined([*said, 'Picked by chance']) if said else CHANCE}."
    told = said_of(explanation, known(task, now, zone, learned=learned))
    said = [it.words for place, it in enumerate(told) if not place or it.weight > SAID_SHARE]
    if not said:
        return f"{_bare(how, explanation)}."
    line = _joined(said)
    return f"{TRY}: {_lowered(line)}." if how is Manner.TRY else f"{line}."


def reasons(
    task: Task,
    now: datetime,
    zone: ZoneInfo,
    explanation: Explanation = UNEXPLAINED,
    *,
    learned: bool = False,
) -> tuple[Reason, ...]:
    """Return what the receipt says, weightiest first; if chance weighed all, the facts weigh nothing."""
    how = manner(explanation)
    if how is Manner.CHANCE:
        return (Reason(CHANCE, 1.0), *(Reason(fact, 0.0) for fact in facts(task, now, zone)))
    told = said_of(explanation, known(task, now, zone, learned=learned))
    return told or (Reason(_bare(how, explanation), 1.0),)


def _bare(how: Manner, explanation: Explanation) -> str:
    """Return what can be said when nothing spoke for the task itself."""
    if how is Manner.TRY:
        return TRY
    return EVEN if level(explanation) else BEST


def _joined(said: list[str]) -> str:
    """Return one line: first what is true of the task, then what is true of the person."""
    first, *rest = sorted(said, key=clause)
    if not rest:
        return first
    comma = "," if len(rest) > 1 or clause(rest[-1]) else ""
    *before, last = (first, *map(_lowered, rest))
    return f"{', '.join(before)}{comma} and {last}"


def _lowered(words: str) -> str:
    return words[0].lower() + words[1:]


def known(task: Task, now: datetime, zone: ZoneInfo, *, learned: bool = False) -> Known:
    """Return in words what a task says of itself."""
    minutes, marks = task.duration_min, {URGENT: "urgent", HIGH: "important", LOW: "priority 3"}
    return Known(
        due=due_words(task.due, now, zone) if task.due else "",
        marked=f"Marked {marks[task.priority]}" if task.priority in marks else "",
        takes="" if minutes is None else f"Takes about {duration_words(minutes)}",
        waits=waiting_words(task.added_at, now, zone) if task.added_at else "",
        project=task.project,
        learned=learned,
    )


def facts(task: Task, now: datetime, zone: ZoneInfo) -> list[str]:
    """Return what is true of a task and worth saying, at most three things, weightiest first."""
    it = known(task, now, zone)
    waits_long = task.due is None and task.added_at is not None and now - task.added_at > OLD
    said = (
        it.due,
        it.marked if task.priority >= HIGH else "",
        it.waits if waits_long else "",
        it.takes,
    )
    return [words for words in said if words][:3]


def duration_words(minutes: int) -> str:
    """Return how long something takes: in days when these are whole, else in minutes."""
    days, rest = divmod(minutes, DAY_MIN)
    count, unit = (minutes, "minute") if rest else (days, "day")
    return f"{count}\u00a0{unit}{'' if count == 1 else 's'}"


def waiting_words(added: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Return since when a task has waited, no more exactly than anybody remembers."""
    there, here = added.astimezone(zone), now.astimezone(zone)
    days = (here.date() - there.date()).days
    if days <= 1:
        return "Added yesterday" if days == 1 else "Added today"
    if days < WEEK:
        return f"Waiting since {there:%A}"
    if now - added <= OLD:
        return f"Waiting since {there.day}\u00a0{there:%B}"
    return f"Waiting since {there:%B}{f'{there: %Y}' if now - added > YEAR else ''}"


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
