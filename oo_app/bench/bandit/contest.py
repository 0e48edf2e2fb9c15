"""Let contestants play places seed by seed, two at a time in processes of their own."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
from threadpoolctl import threadpool_limits

from core.domain.pick import Floats
from oo_app.bench.bandit import sets, worlds
from oo_app.bench.bandit.learners import Setting, Shape
from oo_app.bench.bandit.rosters import ON_SETS, ON_WORLDS

PROCESSES = 2
"""How many play at once."""


@dataclass(frozen=True, slots=True)
class Play:
    """One contestant at one set or one kind of world, on some seeds."""

    place: str
    name: str
    setting: Setting
    seeds: Sequence[int]


def played(play: Play) -> Floats:
    """Return what each seed gave: of sets the mean reward, of worlds the gap closed and the first's."""
    once = _on_world if play.place in worlds.KINDS else _on_set
    return np.array([once(play, seed) for seed in play.seeds])


def _on_set(play: Play, seed: int) -> tuple[float, ...]:
    rows = sets.loaded(play.place)
    shape = Shape(rows.classes, rows.x.shape[1], seed)
    learner = ON_SETS[play.name].make(shape, play.setting)
    return (sets.play(learner, rows.shuffled(seed)),)


def _on_world(play: Play, seed: int) -> tuple[float, ...]:
    world = worlds.made(play.place, seed)
    shape = Shape(world.x.shape[1], world.x.shape[2], seed)
    learner = ON_WORLDS[play.name].make(shape, play.setting)
    got = worlds.play(learner, world, seed)
    return world.closed(got), world.closed(got, worlds.FIRST)


def results(plays: Sequence[Play]) -> list[Floats]:
    """Return what came of each, in their order; each process computes with one thread."""
    with ProcessPoolExecutor(
        PROCESSES, get_context("spawn"), initializer=threadpool_limits, initargs=(1,)
    ) as processes:
        return list(processes.map(played, plays))
