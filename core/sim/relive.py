"""Let synthetic people live with the policy that a log was made by, as many and as long as in the log."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import numpy.typing as npt

from core.bandit import catalogue
from core.errors import NotFound
from core.rewards.window import WINDOW
from core.sim.cast import Cast, Part
from core.sim.hand import arm
from core.sim.life import born
from core.sim.logged import LoggedLife, read_logged
from core.sim.world import World

SPARE = 2
"""So many times the days that a life's tips take at least, for visits with nothing to tip."""
MAX_DAYS = 1000
"""No life is longer."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a log is lived again: whose lives, in which world, with which luck.

    Args: seed is the first; a log of more people than the cast has goes on to the next ones.
    """

    cast: Cast
    world: str
    seed: int = 1
    told: Callable[[int, int], None] = lambda _done, _all: None
    """Is told after each life how many are done, and of how many."""


async def relive(stage: Stage, policy: str, sizes: Sequence[int]) -> tuple[LoggedLife, ...]:
    """Return one life for each size, of so many tips at most, read from its store as a log is.

    Personas take turns, so that a few stand for all; with another policy the same ones meet the
    same luck.   Raises: NotFound when oO does not know the world or the policy any more.
    """
    if not catalogue.knows(policy):
        raise NotFound("policy")
    if stage.world not in stage.cast.worlds:
        raise NotFound("world")
    found: list[LoggedLife] = []
    for place, (part, size) in enumerate(zip(_parts(stage, len(sizes)), sizes, strict=True)):
        found.extend(await _lived(stage.cast, part, policy, size))
        stage.told(place + 1, len(sizes))
    return tuple(found)


def spread(sizes: Sequence[int], lives: int, seed: int) -> tuple[int, ...]:
    """Return sizes for so many lives, distributed as the ones given, in an order by chance.

    The same seed puts the longest at the same place, so that two policies meet in like lives.
    """
    places = (np.arange(lives) + 0.5) * len(sizes) / lives
    drawn: npt.NDArray[np.int64] = np.sort(np.asarray(sizes, dtype=np.int64))[places.astype(int)]
    return tuple(np.random.default_rng(seed).permutation(drawn).tolist())


def _parts(stage: Stage, lives: int) -> Iterator[Part]:
    people, world = tuple(stage.cast.personas.values()), stage.cast.worlds[stage.world]
    for begin in range(0, lives, len(people)):
        some = min(len(people), lives - begin)
        for place in range(some):
            persona = people[place * len(people) // some]
            yield Part(world, persona, stage.seed + begin // len(people))


async def _lived(cast: Cast, part: Part, policy: str, size: int) -> tuple[LoggedLife, ...]:
    looks = len(part.world.visits or part.persona.visits)
    life = await born(cast.setting(part, size, _days(part.world, size, looks)), arm(policy))
    await life.live()
    until = life.home.clock.time + WINDOW  # all that will be answered has been
    lives = await read_logged(life.home.store, until, ask=False)
    return tuple(replace(it, person=part.persona.id) for it in lives)


def _days(world: World, size: int, looks: int) -> int:
    return min(MAX_DAYS, max(world.days, SPARE * ceil(size / looks)))
