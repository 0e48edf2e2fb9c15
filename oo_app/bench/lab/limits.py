"""Measure how far two targets can be reached at all: what knowing everybody brings, what a pick costs.

Nobody could ship the first: the prior is learned from the very people who are then tipped.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from core.bandit import catalogue
from core.bandit.choose import Candidates, Chooser, Learned
from core.bandit.context import Context
from core.bandit.features import matrix
from core.bandit.population import learn_prior
from core.bandit.prior import Prior
from core.bandit.shipped import by_hand
from core.sim.cast import Part
from core.sim.in_memory import ShippedCast
from core.sim.pioneers import WORLDS, lot, taught
from oo_app.bench.figures import Figure, seen
from oo_app.bench.lab.heldout import GAP, HEAD, PEOPLE, PLAIN, PLAIN_WHOLE, first_of, gap_of, held
from oo_app.bench.lab.ours import DECISIONS, POLICY, WORLD
from oo_app.bench.lab.ours import PEOPLE as TRAINING
from oo_app.bench.lab.speed import LIMIT, UNIT

SEED = 101
"""Lists that people are known by: none of those they are tipped about."""
CANDIDATES = 30
"""So many tasks the speed was asked for."""
TIMES = 2000
"""How often each piece is timed; the fastest counts, because nothing but others makes one slower."""
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
"""When the tasks are looked at."""


def measure_limits() -> list[Figure]:
    """Return both; some minutes on two cores."""
    return [*of_a_pick(), *of_a_prior(known())]


def known(few: int | None = None) -> Prior:
    """Return the prior of the held-out people themselves, learned as the shipped one is."""
    cast = ShippedCast(PEOPLE, WORLDS)()
    people = tuple(cast.personas)[:few]
    return learn_prior([asyncio.run(taught(cast, it)) for it in lot(SEED, people).keys], by_hand())


def of_a_prior(prior: Prior, **traits: Any) -> list[Figure]:
    """Return how much of the gap it closes in the world without surprises.

    Any: traits are `held`'s.
    """
    (world,) = held((PLAIN,), prior=prior, **traits).clear
    line = world.line(HEAD)
    name = f"held out, prior of these very people: {HEAD}, {PLAIN}"
    return [
        seen(f"{name}, gap closed", gap_of(line), GAP, f"{PLAIN_WHOLE:g} asked for without it"),
        seen(f"{name}, first 15", first_of(line), GAP),
    ]


def of_a_pick(times: int = TIMES) -> list[Figure]:
    """Return what features and choice take alone, and how many picks that leaves room for."""
    cast = ShippedCast(TRAINING, (WORLD,))()
    person = next(iter(cast.personas.values()))
    some = cast.setting(Part(cast.worlds[WORLD], person, 1), DECISIONS, None).arrivals
    tasks = tuple(it.task for it in some[:CANDIDATES])
    context = Context(NOON, ZoneInfo(person.timezone))
    sheet = matrix(context, tasks)
    candidates = Candidates(tuple(it.id for it in tasks), sheet, NOON.toordinal())
    learned, chooser = Learned(POLICY, catalogue.make(POLICY)), Chooser()
    features_us = fastest_us(lambda: matrix(context, tasks), times)
    choice_us = fastest_us(lambda: chooser.pick(candidates, 1, learned), times)
    name = f"one pick, {POLICY}, {len(tasks)} candidates"
    return [
        seen(f"{name}: features", features_us, "µs"),
        seen(f"{name}: choice", choice_us, "µs"),
        seen(
            f"{name}: if all else cost nothing",
            1e6 / (features_us + choice_us),
            UNIT,
            f"{LIMIT} asked for with all else",
        ),
    ]


def fastest_us(piece: Callable[[], object], times: int) -> float:
    """Return the microseconds of the fastest of some runs."""
    took = np.empty(times)
    for number in range(times):
        began = time.perf_counter_ns()
        piece()
        took[number] = time.perf_counter_ns() - began
    return float(took.min()) / 1000
