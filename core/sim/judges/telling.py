"""Put a persona, a moment and tasks into words: all that a judging model is told of them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from core.domain.past import NEVER, Past
from core.domain.task import Task
from core.sim.judge import Scene
from core.sim.persona import Persona

LONGEST_TEXT = 300
"""Letters of a stranger's text that are told; the rest decides nothing and costs money."""
HOUR_S, DAY_S = 3600.0, 86_400.0
"""Seconds of an hour and of a day."""
TRAIT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "overdue": "tasks that are past due",
        "due_soon": "tasks due today or tomorrow",
        "urgent": "tasks of high priority",
        "old": "tasks that have waited for long",
        "quick": "quick tasks (15 minutes or less)",
        "long": "long tasks (an hour or more)",
        "timed": "tasks with a time of day",
        "recurring": "tasks that come back",
        "described": "tasks with a description",
        "urgent_morning": "tasks of high priority in the morning",
        "quick_evening": "quick tasks in the evening",
        "long_morning": "long tasks in the morning",
        "long_evening": "long tasks in the evening",
    }
)
"""What the traits of `persona.TRAITS` mean."""
STRENGTHS = ((0.25, ""), (0.75, "slightly"), (1.5, "clearly"), (float("inf"), "strongly"))
"""Words for log odds below each bound; the first are too weak to be told."""
ENERGIES = (
    (0.2, "hardly any"),
    (0.45, "little"),
    (0.7, "a fair amount"),
    (0.95, "much"),
    (float("inf"), "as much as they ever have"),
)
"""Words for energies below each bound; 1 is a person at their best."""
PRIORITIES = ("normal", "raised", "high", "the most urgent")
"""Words for priorities 1 to 4."""


def person(persona: Persona) -> str:
    """Return who the persona is and what they like, a sentence a line; never a number of ours."""
    likes = [(TRAIT_WORDS.get(name, name), like) for name, like in sorted(persona.likes.items())]
    for name, area in sorted(persona.areas.items()):
        likes.append((f"tasks of the area {quoted(name)}", area.like))
        free = f"tasks of the area {quoted(name)} in the evening and on days off"
        likes.append((free, area.like_free))
    return "\n".join(
        (
            f"In their own words: {quoted(persona.about)}",
            *_leanings(likes),
            *_habits(persona),
        )
    )


def moment(scene: Scene) -> str:
    """Return the local time, the energy at it, and how many tips were answered today."""
    here, persona = scene.here, scene.persona
    energy = persona.energy_hours[here.hour] * persona.energy_weekdays[here.weekday()]
    tired = scene.answered_today > persona.capacity
    return "\n".join(
        (
            f"It is {here:%A} {here:%Y-%m-%d}, {here:%H:%M}.",
            f"They have {_word(energy, ENERGIES)} energy.",
            f"Tips answered today: {scene.answered_today}; "
            + ("that tires them." if tired else "they are not tired of tips."),
        )
    )


def numbered(scene: Scene, tasks: Iterable[Task]) -> str:
    """Return tasks as a numbered list, one line each; nothing in a task can end its line."""
    return "\n".join(
        f"{number}. {_line(task, scene)}" for number, task in enumerate(tasks, start=1)
    )


def quoted(text: str) -> str:
    """Return a stranger's text as one JSON string without line ends, cut when it is endless."""
    cut = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    # JSON leaves the other line ends of Unicode as they are, and half a surrogate has no bytes.
    whole = " ".join(cut.encode("utf-8", "replace").decode().split())
    return json.dumps(whole, ensure_ascii=False)


def _line(task: Task, scene: Scene) -> str:
    facts = (
        quoted(task.text),
        f"priority: {PRIORITIES[task.priority - 1]}",
        _due(task, scene),
        f"takes: {task.duration_min} minutes" if task.duration_min else "takes: not said",
        f"waits: {_days(scene.here, task.added_at)}",
        f"area: {quoted(task.project)}" if task.project else "",
        f"labels: {', '.join(map(quoted, task.labels))}" if task.labels else "",
        "comes back" if task.recurring else "",
        "has a description" if task.described else "",
        _seen(scene.pasts.get(task.id, NEVER), scene.here),
    )
    return "; ".join(fact for fact in facts if fact)


def _due(task: Task, scene: Scene) -> str:
    if task.due is None:
        return "due: never"
    at = task.due.at(ZoneInfo(scene.persona.timezone)).astimezone(scene.here.tzinfo)
    left_s = (at - scene.here).total_seconds()
    # A day falls due at the midnight that ends it, which is already the next one.
    day = (at - timedelta(seconds=1)).date() if task.due.all_day else at.date()
    clock = "" if task.due.all_day else f" at {at:%H:%M}"
    if left_s < 0:
        return f"past due by {_span(-left_s)}{clock and ', it was'}{clock}"
    return f"due {_day_word((day - scene.here.date()).days)}{clock}"


def _day_word(days: int) -> str:
    return ("today", "tomorrow")[days] if days in {0, 1} else f"in {days} days"


def _seen(past: Past, here: datetime) -> str:
    if not past.shown or past.last_shown_at is None:
        return "seen: not lately"
    ago = _span(max(0.0, (here - past.last_shown_at).total_seconds()))
    snoozed = f", snoozed: {past.snoozed}" if past.snoozed else ""
    dismissed = ", dismissed when last seen" if past.dismissed else ""
    return f"seen: {past.shown} of late, the last {ago} ago{snoozed}{dismissed}"


def _days(here: datetime, added_at: datetime | None) -> str:
    if added_at is None:
        return "not known"
    return _span(max(0.0, (here - added_at).total_seconds()))


def _span(seconds: float) -> str:
    unit_s, word = (HOUR_S, "hour") if seconds < DAY_S else (DAY_S, "day")
    count = round(seconds / unit_s)
    return f"{count} {word}{'' if count == 1 else 's'}"


def _leanings(likes: Iterable[tuple[str, float]]) -> Iterable[str]:
    for what, like in likes:
        strength = _word(abs(like), STRENGTHS)
        if strength:
            yield f"They are {strength} {'drawn to' if like > 0 else 'put off by'} {what}."


def _habits(persona: Persona) -> Iterable[str]:
    eager = _word(abs(persona.eagerness), STRENGTHS)
    blunt = _word(abs(persona.bluntness), STRENGTHS)
    weary = _word(persona.weariness, STRENGTHS)
    if eager:
        yield f"They are {eager} {'keen' if persona.eagerness > 0 else 'slow'} to do any task."
    if blunt:
        rather = "dismiss" if persona.bluntness > 0 else "snooze"
        yield f"What they do not want they {blunt} prefer to {rather}."
    yield (
        f"A task that they have just seen wearies them {weary}; "
        f"half of that is gone after {_span(persona.recovery_days * DAY_S)}."
        if weary
        else "Seeing a task again does not weary them."
    )
    yield f"They can take {persona.capacity} tips a day, and welcome {persona.tolerance:g}."
    yield f"Of a hundred tips they leave {persona.forgetfulness * 100:.0f} unanswered."
    if persona.patience != 1:
        yield f"They look {persona.patience:g} times as long as is usual before they answer."


def _word(number: float, scale: Iterable[tuple[float, str]]) -> str:
    return next(word for bound, word in scale if number < bound)
