"""Measure a whole pick: from tasks to features, three policies, reasons, and the sentence below a tip."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from core.bandit import catalogue
from core.bandit.choose import Candidates, Chooser, Learned, read
from core.bandit.context import Context
from core.bandit.features import matrix
from core.domain.ids import TaskId
from core.domain.past import Past
from core.domain.task import Due, Task
from core.domain.why import sentence
from oo_app.bench.figures import Figure, at_most, middle, p95, seen

TASKS = 200
"""Open tasks of a person with many."""
DECISIONS = 400
"""Picks measured."""
WARM = 30
"""Picks before the clock runs."""
LESSONS = 60
"""Lessons each policy has had."""
LIMIT_MS = 5.0
"""Milliseconds a pick may take."""
MS = 1000
"""Milliseconds in a second."""
START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""The first pick's moment; each later one is some minutes on."""
ZONE = ZoneInfo("Europe/Paris")
"""Where the person is."""
SERVED, SHADOWS = "bayes-v1", ("egreedy-v1", "linucb-v1")
"""Who picks, and who stands beside."""

Pasts = Mapping[TaskId, Past]
"""What was seen of the tasks."""


def measure_whole(decisions: int = DECISIONS) -> list[Figure]:
    """Return the milliseconds of a whole pick among many tasks."""
    took = picks_ms(decisions)
    name = f"a whole pick, {TASKS} tasks, two shadows, reasons"
    return [
        at_most(f"{name}, p95", p95(took), "ms", LIMIT_MS),
        seen(f"{name}, median", middle(took), "ms"),
    ]


def picks_ms(decisions: int) -> list[float]:
    """Return how long each of some picks took, after some that are not counted."""
    dice = np.random.default_rng(7)
    tasks, pasts = some_tasks(dice), some_pasts(dice)
    kept = {name: _kept(name, tasks, pasts) for name in (SERVED, *SHADOWS)}
    took = []
    for number in range(WARM + decisions):
        now = START + timedelta(minutes=7 * number)
        began = time.perf_counter()
        _pick(now, number, (tasks, pasts), kept)
        took.append((time.perf_counter() - began) * MS)
    return took[WARM:]


def _pick(
    now: datetime, seed: int, known: tuple[list[Task], Pasts], kept: Mapping[str, bytes]
) -> str:
    tasks, pasts = known
    terms = catalogue.Terms(now.toordinal())
    learned = [Learned(it, catalogue.load(it, blob, terms)) for it, blob in kept.items()]
    sheet = matrix(Context(now, ZONE), tasks, pasts)
    candidates = Candidates(tuple(task.id for task in tasks), sheet, now.toordinal())
    pick, explanation = Chooser().pick(candidates, seed, learned[0], learned[1:])
    return sentence(tasks[pick.chosen], now, ZONE, explanation, learned=True)


def _kept(name: str, tasks: list[Task], pasts: Pasts) -> bytes:
    """Return what a policy has learned from some lessons on these tasks, as it is stored."""
    dice = np.random.default_rng(3)
    x = read(name, matrix(Context(START, ZONE), tasks, pasts))
    policy = catalogue.make(name, catalogue.Terms(START.toordinal()))
    for place in dice.integers(0, len(tasks), LESSONS):
        policy = policy.learn(x[place], float(dice.choice([-1.0, 0.1, 0.6, 1.0])))
    return policy.dump()


def some_tasks(dice: np.random.Generator) -> list[Task]:
    """Return tasks of all sorts: with and without dues, labels, durations, projects."""
    return [_task(number, dice) for number in range(TASKS)]


def _task(number: int, dice: np.random.Generator) -> Task:
    sort = int(dice.integers(6))
    labels = ("15min",) if sort == 1 else ("home", "calls") if sort == 2 else ()  # noqa: PLR2004 — sorts
    minutes = int(dice.choice([5, 10, 25, 45, 90, 240])) if sort > 2 else None  # noqa: PLR2004 — sorts
    return Task(
        TaskId(f"t{number}"),
        f"Task number {number}",
        priority=int(dice.integers(1, 5)),
        due=_due(int(dice.integers(5)), START + timedelta(days=int(dice.integers(-9, 20)))),
        added_at=START - timedelta(days=float(dice.exponential(30))),
        project=str(dice.choice(["Home", "Work", "Errands", "Reading", ""])),
        labels=labels,
        duration_min=minutes,
        described=bool(dice.integers(2)),
    )


def _due(sort: int, moment: datetime) -> Due | None:
    """Return one of the forms a due has, or none."""
    forms = (f"{moment:%Y-%m-%d}", f"{moment:%Y-%m-%dT%H:%M:%S}", f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    return Due(forms[sort], recurring=sort == 1) if sort < len(forms) else None


def some_pasts(dice: np.random.Generator) -> dict[TaskId, Past]:
    """Return what was seen of every third task."""
    return {
        TaskId(f"t{number}"): Past(
            int(dice.integers(1, 6)),
            START - timedelta(hours=float(dice.exponential(60))),
            int(dice.integers(0, 4)),
            bool(dice.integers(2)),
        )
        for number in range(0, TASKS, 3)
    }
