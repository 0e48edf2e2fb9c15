"""Write a persona's list: which tasks are there on the first day, and which turn up later.

Everything comes from keyed dice, so no policy changes it, and a longer life begins as a shorter one
does. Where each number comes from: docs/simulation/tasks.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from core.domain.ids import TaskId
from core.domain.pick import Floats
from core.domain.task import Due, Task
from core.sim.arrivals import Arrival
from core.sim.dice import Dice
from core.sim.persona import AREAS, HOURS, WEEKDAYS, Persona
from core.sim.projects import projects
from core.sim.texts import NAME_SLOT, Template, Texts, texts

AGE_DAYS = 20.0
"""Mean age of the tasks of the first day. Our assumption; people say that the oldest item of a list
has been there for 22 working days (Kelton Research for Microsoft, survey)."""
LEAD_DAYS = 5.0
"""Mean days between writing a task down and its due date. Our assumption."""
POSTPONED = 0.5
"""Share of the first day's dates that were set anew that day: people change the due dates of more
than half of their tasks (M. Plummer in Inc., of one app)."""
PRIORITIES = (0.6, 0.2, 0.13, 0.07)
"""Shares of the priorities 1 (normal) to 4 (most urgent). Our assumption."""
TOLD = 0.7
"""Share of tasks that say how long they take. Ours and generous: policies must be able to know."""
TOLD_BY_LABEL = 0.25
"""Share of those that say it with a label such as `15min`. Our assumption."""
TOLD_STEP_MIN = 5
"""People round to five minutes. Our assumption."""
MINUTES_SPREAD = 0.5
"""Standard deviation of the logarithm of the minutes around the template's. Our assumption."""
SHORTEST_MIN, LONGEST_MIN = 1.0, 480.0
"""No task takes less than a minute or more than a working day."""
WEEKEND: Mapping[str, float] = MappingProxyType(
    {"work": 0.3, "home": 1.5, "errands": 1.5, "self": 1.2}
)
"""What Saturday and Sunday make of an area's arrivals; a whole week stays as it is. Assumed."""
WEEKEND_DAYS = 2
"""Days of a weekend."""
SATURDAY = WEEKDAYS - WEEKEND_DAYS
"""The first day of a weekend, counted from Monday as 0."""
QUARTERS = (0, 0, 0, 30, 30, 15, 45)
"""Minutes past the hour at which timed tasks are due. Our assumption."""


@dataclass(frozen=True, slots=True, order=True)
class _Moment:
    at: datetime
    added_at: datetime
    area: str


@dataclass(frozen=True, slots=True)
class _Life:
    persona: Persona
    dice: Dice
    zone: ZoneInfo
    texts: Texts
    projects: tuple[str, ...]
    """Names, in the order of `AREAS`."""
    shares: Floats
    """Of the areas, in the order of `AREAS`; they sum to 1."""
    hours: Floats
    """Chance of each local hour that something is written down or due in it."""
    pace: float
    """What the minutes of a template are multiplied by."""

    @classmethod
    def of(cls, persona: Persona, seed: int) -> "_Life":
        words = texts(persona.language)
        shares = _normalised(
            [persona.areas[area].share if area in persona.areas else 0.0 for area in AREAS]
        )
        return cls(
            persona=persona,
            dice=Dice(seed, persona.id, "tasks"),
            zone=ZoneInfo(persona.timezone),
            texts=words,
            projects=projects(persona),
            shares=shares,
            hours=_normalised(persona.energy_hours),
            pace=persona.workload.minutes / _typical_minutes(words, shares),
        )

    def hour(self, rng: np.random.Generator) -> int:
        return int(rng.choice(HOURS, p=self.hours))


def arrivals(persona: Persona, seed: int, start: datetime, days: int) -> tuple[Arrival, ...]:
    """Return what turns up within `days` local days of `start`, first come first.

    Args: start is aware. Raises: NotFound when there are no texts in the persona's language.
    """
    life = _Life.of(persona, seed)
    moments = [*_there(life, start.astimezone(UTC)), *_coming(life, start, days)]
    decks = _decks(life)
    return tuple(_arrival(life, decks, n, it) for n, it in enumerate(sorted(moments), 1))


def reborn(arrival: Arrival, done_at: datetime, zone: ZoneInfo) -> Arrival:
    """Return the next occurrence of a recurring task: the first that is due after `done_at`.

    As in Todoist it is the same task with a new date, and done early it still moves on by one.
    Raises: ValueError when it does not come back.
    """
    due = arrival.task.due
    if due is None or not arrival.every_days:
        raise ValueError(arrival.task.id)
    first, done = datetime.fromisoformat(due.date), done_at.astimezone(zone).replace(tzinfo=None)
    every = timedelta(days=arrival.every_days)
    moved = first + every * max((done - first) // every + 1, 1)
    told = moved.date().isoformat() if due.all_day else moved.isoformat()
    task = replace(arrival.task, due=replace(due, date=told))
    return replace(arrival, task=task, at=done_at.astimezone(UTC))


def _there(life: _Life, start: datetime) -> Iterator[_Moment]:
    """Yield what is there on the first day."""
    rng, count = life.dice.generator("open"), life.persona.workload.open
    ages = rng.exponential(AGE_DAYS, count)
    areas = rng.choice(len(AREAS), count, p=life.shares)
    for age, area in zip(ages, areas, strict=True):
        added_at = start - timedelta(days=float(age))
        yield _Moment(start, added_at.replace(microsecond=0), AREAS[area])


def _coming(life: _Life, start: datetime, days: int) -> Iterator[_Moment]:
    """Yield what turns up from `start` on, one local day after the other."""
    here = start.astimezone(life.zone)
    end = (here + timedelta(days=days)).astimezone(UTC)
    for day in range(days + 1):
        rng, today = life.dice.generator("day", day), here.date() + timedelta(days=day)
        for area, count in zip(AREAS, rng.poisson(_rates(life, today)), strict=True):
            for _ in range(count):
                clock = time(life.hour(rng), int(rng.integers(60)), int(rng.integers(60)))
                at = datetime.combine(today, clock, life.zone).astimezone(UTC)
                if start <= at < end:
                    yield _Moment(at, at, area)


def _rates(life: _Life, today: date) -> Floats:
    """Return the expected arrivals of a day by area; a week brings seven times the daily number."""
    weekend = np.array([WEEKEND[area] for area in AREAS])
    weekday = (WEEKDAYS - WEEKEND_DAYS * weekend) / (WEEKDAYS - WEEKEND_DAYS)
    factor = weekend if today.weekday() >= SATURDAY else weekday
    rates: Floats = life.persona.workload.per_day * life.shares * factor
    return rates


Decks = Mapping[tuple[str, bool], Iterator[Template]]
"""Shuffled templates by area and whether they come back: no text comes twice before all came."""


def _decks(life: _Life) -> Decks:
    return {
        (area, recurring): _deck(
            life.texts.areas[area].of(recurring=recurring),
            life.dice.generator("deck", area, recurring),
        )
        for area in AREAS
        for recurring in (False, True)
    }


def _deck(templates: Sequence[Template], rng: np.random.Generator) -> Iterator[Template]:
    while True:
        yield from (templates[place] for place in rng.permutation(len(templates)))


def _arrival(life: _Life, decks: Decks, number: int, moment: _Moment) -> Arrival:
    rng, load = life.dice.generator("task", number), life.persona.workload
    recurring = bool(rng.random() < load.recurring)
    template = next(decks[moment.area, recurring])
    minutes = template.minutes * life.pace * rng.lognormal(0.0, MINUTES_SPREAD)
    minutes = float(np.clip(minutes, SHORTEST_MIN, LONGEST_MIN))
    duration_min, labels = _told(minutes, rng)
    task = Task(
        id=TaskId(f"{life.persona.id}-{number:04d}"),
        text=template.text.replace(NAME_SLOT, str(rng.choice(life.texts.names))),
        priority=int(rng.choice(len(PRIORITIES), p=PRIORITIES)) + 1,
        due=_due(life, moment, template, rng),
        added_at=moment.added_at,
        project=life.projects[AREAS.index(moment.area)],
        labels=labels,
        duration_min=duration_min,
        described=bool(rng.random() < load.described),
    )
    return Arrival(task, moment.at, minutes, moment.area, template.every or 0)


def _told(minutes: float, rng: np.random.Generator) -> tuple[int | None, tuple[str, ...]]:
    """Return what a task says of its length: as a duration, as a label, or not at all."""
    rounded = max(TOLD_STEP_MIN, TOLD_STEP_MIN * round(minutes / TOLD_STEP_MIN))
    if rng.random() >= TOLD:
        return None, ()
    if rng.random() < TOLD_BY_LABEL:
        return None, (f"{rounded}min",)
    return rounded, ()


def _due(life: _Life, moment: _Moment, template: Template, rng: np.random.Generator) -> Due | None:
    """Return the due date; all that come back have one, and are part of the dated share."""
    load, every = life.persona.workload, template.every
    once = (load.dated - load.recurring) / (1 - load.recurring) if load.recurring < 1 else 0.0
    if every is None and rng.random() >= once:
        return None
    begin = moment.at if rng.random() < POSTPONED else moment.added_at
    here = begin.astimezone(life.zone)
    lead = int(rng.integers(every)) if every else int(rng.exponential(LEAD_DAYS))
    day = here.date() + timedelta(days=lead)
    return Due(
        date=_timed(life, day, here, rng) if rng.random() < load.timed else day.isoformat(),
        string=life.texts.every[every] if every else "",
        lang=life.persona.language,
        recurring=every is not None,
    )


def _timed(life: _Life, day: date, here: datetime, rng: np.random.Generator) -> str:
    """Return a wall time of that day, or of the next one if it has passed."""
    due = datetime.combine(day, time(life.hour(rng), int(rng.choice(QUARTERS))))
    if due <= here.replace(tzinfo=None):
        due += timedelta(days=1)
    return due.isoformat()


def _typical_minutes(words: Texts, shares: Floats) -> float:
    """Return the median minutes of templates that come as often as their areas do."""
    tasks = [
        (it.minutes, share / len(words.areas[area].tasks))
        for area, share in zip(AREAS, shares, strict=True)
        for it in words.areas[area].tasks
    ]
    minutes, weights = np.array(sorted(tasks)).T
    return float(minutes[np.searchsorted(np.cumsum(weights), 0.5)])


def _normalised(weights: Sequence[float]) -> Floats:
    """Return weights that sum to 1; all alike when there are none."""
    found = np.array(weights, dtype=float)
    total = found.sum()
    normal: Floats = found / total if total > 0 else np.full(len(found), 1 / len(found))
    return normal
