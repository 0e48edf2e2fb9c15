"""Run a whole plan at once, in memory, over processes that share nothing.

For measuring: a run that people wait for, look at and may take up again lies in the database (`run`).
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

from core.bandit.prior import Prior
from core.domain.ids import RunId, new_id
from core.domain.sim_run import SimLife
from core.sim.cast import Cast, RuleCourt
from core.sim.crowd import Crowd
from core.sim.live_part import live_part
from core.sim.lives import Lives, side_by_side
from core.sim.persona import Persona
from core.sim.plan import Plan

CastMaker = Callable[[], Cast]
"""Makes the cast anew in each process: what makes it must travel, so it is no lambda."""


@dataclass(frozen=True, slots=True)
class ShippedCast:
    """Makes the cast of a set of personas and worlds that come with oO, judged by rule."""

    personas: str
    """Name of the set."""
    worlds: tuple[str, ...]
    prior: Prior | None = None
    """What `bayes-v1` expects of them; None for what is shipped."""

    def __call__(self) -> Cast:
        """Return the cast. Raises: PersonaFileWrong."""
        return replace(Crowd.of(self.personas, self.worlds).cast(RuleCourt()), prior=self.prior)


def evenly(personas: Sequence[Persona], count: int) -> tuple[Persona, ...]:
    """Return so many personas, or all when there are fewer, evenly from the first to the last.

    Those of a set stand group by group, so that every group is there when they are enough.
    """
    size = min(count, len(personas))
    return tuple(personas[place * len(personas) // size] for place in range(size))


@dataclass(frozen=True, slots=True)
class _Share:
    """What one process computes: the places of its parts in the plan."""

    plan: Plan
    maker: CastMaker
    places: range


def run_in_memory(plan: Plan, maker: CastMaker, processes: int = 1) -> tuple[Lives, ...]:
    """Return the lives of a plan by world; the same for any number of processes.

    One process means this one; more are fresh ones, which compute on one thread each.
    Raises: NotFound when the plan names somebody whom the cast does not know.
    """
    total = len(plan.shards)
    shares = [_Share(plan, maker, range(at, total, processes)) for at in range(processes)]
    lives = [life for some in _spread(shares) for life in some]
    return side_by_side(sorted(lives, key=lambda it: it.place), plan.policies)


def _spread(shares: list[_Share]) -> Iterator[list[SimLife]]:
    if len(shares) == 1:
        yield _computed(shares[0])
        return
    with ProcessPoolExecutor(len(shares), get_context("spawn")) as pool:
        yield from pool.map(_computed, shares)


def _computed(share: _Share) -> list[SimLife]:
    return asyncio.run(_lives(share))


async def _lives(share: _Share) -> list[SimLife]:
    plan, cast, run_id = share.plan, share.maker(), RunId(new_id())
    return [life for place in share.places async for life in live_part(plan, cast, run_id, place)]
