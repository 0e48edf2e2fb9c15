"""Learn from invented people what to expect of a real one: only those of the training set.

They live under `random`, which shows everything and depends on nothing but dice; each life counts
as one person of the population. Then others of their lives, under what was learned, say which chance
of "done" a score stands for. The same seed gives the same bytes.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from multiprocessing import get_context

import numpy as np

from core.analytics.logistic import Logistic, fit_logistic
from core.bandit.features import FEATURES_VERSION, TIP
from core.bandit.population import learn_prior
from core.bandit.prior import Prior
from core.bandit.shipped import Shipped, by_hand
from core.bandit.sums import Sums
from core.domain.pick import Floats
from core.sim.cast import Cast, RuleCourt
from core.sim.crowd import Crowd
from core.sim.diary import IGNORED
from core.sim.hand import RANDOM, arm
from core.sim.life import born
from core.sim.persona_file import digest, read_personas

SET = "training"
"""Whom a prior may be learned from; the others are there to judge it."""
WORLDS = ("linear", "gated")
"""Both laws by which people answer; shifted, drifting, sparse and heavy worlds stay unseen."""
LISTS = 2
"""Lists that each persona meets in each world."""
DECISIONS = 120
"""Tips of a life."""
SERVED = "bayes-v1"
"""Whose scores are turned into chances of "done"."""
WEIGHT = 1.0
"""All lessons weigh alike: nothing fades in the life of a pioneer."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Whose lives are lived: keys are parts of a plan, as `world/persona/seed`."""

    keys: tuple[str, ...]
    decisions: int = DECISIONS


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of one life under what had been learned: scores and whether it was done, both (n,)."""

    scores: Floats
    done: Floats


def lot(seed: int, people: Iterable[str], *, lists: int = LISTS) -> Lot:
    """Return the lives that a seed stands for."""
    seeds = range(seed, seed + lists)
    return Lot(tuple(f"{w}/{p}/{s}" for s, w, p in product(seeds, WORLDS, people)))


def learn(seed: int, processes: int = 2, *, few: int | None = None) -> Shipped:
    """Return a prior, and the chance of "done" that its scores stand for.

    Args: few takes only so many personas, for a test.   Raises: ValueError below ten lives.
    """
    personas = read_personas(SET)[:few]
    people = tuple(it.id for it in personas)
    first, then = lot(seed, people), lot(seed + LISTS, people, lists=1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        sums = list(pool.map(seen, first.keys, chunksize=4))
        learned = _rounded(learn_prior(sums, by_hand()))
        lessons = list(pool.map(tried, then.keys, [learned] * len(then.keys), chunksize=4))
    scores = np.concatenate([it.scores for it in lessons])
    done = fit_logistic(scores, np.concatenate([it.done for it in lessons]))
    made_of = (
        f"{len(sums)} lives of {DECISIONS} tips under {RANDOM}, seed {seed}; {len(people)} personas "
        f"of {SET} ({digest(personas)[:12]}) in {' and '.join(WORLDS)}; {FEATURES_VERSION}"
    )
    return Shipped(learned, (done.a, done.b), made_of)


def seen(key: str) -> Sums:
    """Return what one life under chance taught."""
    return asyncio.run(taught(_cast(), key))


def tried(key: str, prior: Prior) -> Lesson:
    """Return how one life went under what had been learned."""
    return asyncio.run(_tried(key, prior))


async def taught(cast: Cast, key: str) -> Sums:
    """Return what one life under chance taught, of a part by its name in the lot."""
    setting = cast.setting(cast.part(key), DECISIONS, None)
    life = await born(setting, arm(RANDOM))
    await life.live()
    sums = Sums.empty(len(TIP.names))
    async with life.home.store.reading() as work:
        for reward in await work.rewards.standing(life.home.user_id):
            if reward.value is not None:
                sums = sums.plus(reward.columns(TIP.names), reward.value, WEIGHT)
    return sums


async def _tried(key: str, prior: Prior) -> Lesson:
    cast = replace(_cast(), prior=prior)
    setting = cast.setting(cast.part(key), DECISIONS, None)
    rows = await (await born(setting, arm(SERVED))).live()
    answered = rows[rows["kind"] < IGNORED]
    return Lesson(answered["score"].astype(np.float64), (answered["kind"] == 0).astype(np.float64))


@cache
def _cast() -> Cast:
    return Crowd.of(SET, WORLDS).cast(RuleCourt())


def _rounded(prior: Prior) -> Prior:
    """Return the prior as it will be read back."""
    return Shipped.load(Shipped(prior, (0.0, 0.0), "").dump()).prior


def done_of(it: Shipped) -> dict[str, Logistic]:
    """Return by policy the chance of "done" that a score stands for."""
    a, b = it.done
    return {SERVED: Logistic(a, b)}
