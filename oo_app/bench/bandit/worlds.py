"""Play coba's synthetic worlds: fifty actions with seven features, three hundred decisions.

A world's reward is a chance in [0, 1]: the learner hears 0 or 1, thrown from a stream that is the
same for all learners, and is judged by the chance itself. The share of the gap between picking
anything and picking the best that it closes is what counts (docs: bandits.md 2.3, T3 and T4).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Learner, package

KINDS = {
    "linear": "LinearSyntheticSimulation",
    "kernel": "KernelSyntheticSimulation",
    "mlp": "MLPSyntheticSimulation",
    "neighbors": "NeighborsSyntheticSimulation",
}
"""Kinds of worlds, and what coba calls them."""
DECISIONS, ACTIONS, FEATURES = 300, 50, 7
"""The size of a world."""
FIRST = 50
"""Decisions in which a beginner's luck is judged."""


@dataclass(frozen=True, slots=True)
class World:
    """Actions' features, (t, n, d), with a constant last, and what each is worth, (t, n)."""

    x: Floats
    worth: Floats

    def closed(self, got: Floats, first: int | None = None) -> float:
        """Return the share of the gap that was closed in all, or the first, decisions."""
        some = slice(first)
        chance, best = self.worth[some].mean(axis=1).sum(), self.worth[some].max(axis=1).sum()
        return float((got[some].sum() - chance) / (best - chance))


@lru_cache(maxsize=256)
def made(kind: str, seed: int) -> World:
    """Return coba's world of this kind and seed."""
    simulation = getattr(package("coba.environments"), KINDS[kind])
    rounds = list(
        simulation(
            DECISIONS,
            n_actions=ACTIONS,
            n_context_features=0,
            n_action_features=FEATURES,
            seed=seed,
        ).read()
    )
    features = np.array([it["actions"] for it in rounds], dtype=float)
    constant = np.ones((*features.shape[:2], 1))
    worth = np.array([list(it["rewards"]) for it in rounds], dtype=float)
    return World(np.concatenate((features, constant), axis=2), worth)


def play(learner: Learner, world: World, seed: int) -> Floats:
    """Return what each pick was worth, (t,)."""
    lots = np.random.default_rng((seed, 7)).random(len(world.x))
    got = np.zeros(len(world.x))
    for now, (x, worth) in enumerate(zip(world.x, world.worth, strict=True)):
        place = learner.pick(x)
        learner.learn(x, place, float(lots[now] < worth[place]))
        got[now] = worth[place]
    return got
