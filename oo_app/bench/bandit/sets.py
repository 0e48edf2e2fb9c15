"""Play scikit-learn's bundled sets as bandits: the reward is 1 if the class that was picked is right.

Features are standardised and scaled to a norm of about one, a constant stands last; the order of
rows comes from the seed and is the same for everybody (bandits.md 2.2, T2).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Learner, package

LOADERS = {"wine": "load_wine", "breast cancer": "load_breast_cancer", "digits": "load_digits"}
"""Sets, and what scikit-learn calls what loads them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Features, (t, d), and the right class of each row, (t,)."""

    x: Floats
    right: np.ndarray

    @property
    def classes(self) -> int:
        """Return how many classes there are."""
        return int(self.right.max()) + 1

    def shuffled(self, seed: int) -> "Rows":
        """Return the rows in the order of this seed."""
        order = np.random.default_rng(seed).permutation(len(self.x))
        return Rows(self.x[order], self.right[order])


@cache
def loaded(name: str) -> Rows:
    """Return a set as learners see it."""
    raw, right = getattr(package("sklearn.datasets"), LOADERS[name])(return_X_y=True)
    spread = raw.std(axis=0)
    x = (raw - raw.mean(axis=0)) / np.where(spread > 0, spread, 1) / np.sqrt(raw.shape[1])
    return Rows(np.hstack((x, np.ones((len(x), 1)))), right)


def play(learner: Learner, rows: Rows) -> float:
    """Return the share of rows whose class was picked."""
    got = 0.0
    for x, right in zip(rows.x, rows.right, strict=True):
        place = learner.pick(x)
        reward = float(place == right)
        learner.learn(x, place, reward)
        got += reward
    return got / len(rows.x)
