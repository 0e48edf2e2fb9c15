"""Enter our policies: with one model where arms have features, with one for each arm where not.

Each policy has one setting for all sets and one for all worlds, whatever set or world it is.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.bandit.bayes import DRAWS, Bayes
from core.bandit.linucb import LinUcb
from core.bandit.policy import Policy, pick_index
from core.bandit.prior import Prior
from core.bandit.ridge import Ridge
from core.bandit.spreading import best, floored
from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Contestant, Setting, Shape

FLOOR = 0.02
"""What the log costs: `bayes-v1` and `linucb-mix-v1` spread so many of their picks."""


def bayes(width: int, setting: Setting) -> Bayes:
    """Return Thompson sampling with a flat prior: `scale`, `noise`, `explored`, `floor`."""
    flat = Prior.flat(width, setting["scale"], setting["noise"])
    untrained = Bayes.untrained(flat)
    return replace(untrained, explored=setting["explored"], floor=setting["floor"])


def linucb(width: int, setting: Setting) -> LinUcb:
    """Return LinUCB: `ridge`, `alpha`, `floor`."""
    untrained = LinUcb.untrained(width, setting["ridge"])
    return replace(untrained, alpha=setting["alpha"], floor=setting["floor"])


FAMILIES = {"bayes": bayes, "linucb": linucb}
"""Our policies as they start."""


class OneModel:
    """A policy as it serves tips: candidates' features in, a pick from its distribution out."""

    def __init__(self, policy: Policy, seed: int) -> None:
        self._policy = policy
        self._dice = np.random.default_rng(seed)

    def pick(self, x: Floats) -> int:
        """Return a pick from the served distribution."""
        return pick_index(self._policy.distribution(x, self._dice), self._dice)

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach the policy."""
        self._policy = self._policy.learn(x[place], reward)


class ModelPerArm:
    """A policy for each arm: the same as one policy whose features say which arm they are of.

    That one would have as many features as arms times d, all blocks but one zero; its posterior
    falls apart into those of the arms, which are much quicker to compute.
    """

    def __init__(self, arms: Sequence[Bayes | Ridge], seed: int) -> None:
        self._arms = list(arms)
        self._dice = np.random.default_rng(seed)

    def pick(self, x: Floats) -> int:
        """Return a pick from the distribution."""
        return pick_index(self.distribution(x), self._dice)

    def distribution(self, x: Floats) -> Floats:
        """Return the probability of each arm, (k,); x is (d,)."""
        expected = np.array([float(x @ arm.weights) for arm in self._arms])
        widths = np.array([arm.spread(x) for arm in self._arms])
        one = self._arms[0]
        if isinstance(one, Bayes):
            half = self._dice.standard_normal((DRAWS // 2, len(widths)))
            thought = expected + one.explored * np.concatenate((half, -half)) * widths
            shares = np.bincount(thought.argmax(axis=1), minlength=len(widths)) / DRAWS
            return floored(shares, expected, one.floor)
        if isinstance(one, LinUcb):
            bounds = expected + one.alpha * widths
            return floored(best(bounds), bounds, one.floor)
        raise TypeError(one)

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach the arm's policy."""
        self._arms[place] = self._arms[place].learn(x, reward)


def entered(name: str, family: str) -> tuple[Contestant, Contestant]:
    """Return one of ours as it plays sets, and as it plays worlds."""
    start = FAMILIES[family]

    def on_sets(shape: Shape, setting: Setting) -> ModelPerArm:
        arms = [start(shape.width, setting) for _ in range(shape.arms)]
        return ModelPerArm(arms, shape.seed)

    def on_worlds(shape: Shape, setting: Setting) -> OneModel:
        return OneModel(start(shape.width, setting), shape.seed)

    return Contestant(name, on_sets), Contestant(name, on_worlds)


OURS = tuple(
    entered(name, family)
    for name, family in (
        ("bayes-v1", "bayes"),
        ("bayes-v1 without floor", "bayes"),
        ("linucb-mix-v1", "linucb"),
        ("linucb", "linucb"),
    )
)
"""Ours, on sets and on worlds; `linucb` is `linucb-mix-v1` without its floor."""
