"""Enter three libraries that keep a model for each arm: MABWiser, River and contextualbandits."""

import numpy as np

from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Contestant, Setting, Shape, package


class MabWiser:
    """MABWiser's LinUCB; it cannot be asked before it was taught once, so its first pick is chance."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        library = package("mabwiser.mab")
        policy = library.LearningPolicy.LinUCB(alpha=setting["alpha"], l2_lambda=setting["ridge"])
        self._mab = library.MAB(list(range(shape.arms)), policy, seed=shape.seed)
        self._first = int(np.random.default_rng(shape.seed).integers(shape.arms))
        self._taught = False

    def pick(self, x: Floats) -> int:
        """Return its arm."""
        return int(self._mab.predict(x[None])) if self._taught else self._first

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach it one row."""
        teach = self._mab.partial_fit if self._taught else self._mab.fit
        teach([place], [reward], x[None])
        self._taught = True


class River:
    """River's disjoint LinUCB: contexts are dictionaries; `alpha`, `beta` are precisions."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        self._policy = package("river.bandit").LinUCBDisjoint(
            alpha=setting["alpha"], beta=setting["beta"], seed=shape.seed
        )
        self._arms = list(range(shape.arms))

    def pick(self, x: Floats) -> int:
        """Return its arm."""
        return int(self._policy.pull(self._arms, context=dict(enumerate(x.tolist()))))

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach it one row."""
        self._policy.update(place, dict(enumerate(x.tolist())), reward)


class ContextualBandits:
    """contextualbandits' LinUCB, as in its reference: bounds also for arms that nobody tried."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        self._policy = package("contextualbandits.online").LinUCB(
            shape.arms,
            alpha=setting["alpha"],
            lambda_=setting["ridge"],
            fit_intercept=False,
            use_float=False,
            ucb_from_empty=True,
            random_state=shape.seed,
        )
        self._first = int(np.random.default_rng(shape.seed).integers(shape.arms))
        self._taught = False

    def pick(self, x: Floats) -> int:
        """Return its arm."""
        return int(self._policy.predict(x[None])[0]) if self._taught else self._first

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach it one row."""
        self._policy.partial_fit(x[None], np.array([place]), np.array([reward]))
        self._taught = True


MABWISER = Contestant("mabwiser linucb", MabWiser, "mabwiser")
"""A model for each arm, with ridge and alpha."""
RIVER = Contestant("river linucb", River, "river")
"""A Bayesian regression for each arm."""
CONTEXTUALBANDITS = Contestant("contextualbandits linucb", ContextualBandits, "contextualbandits")
"""A model for each arm, with ridge and alpha."""
