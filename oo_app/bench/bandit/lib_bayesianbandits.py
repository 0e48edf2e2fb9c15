"""Enter bayesianbandits: Thompson sampling, with a learner for each arm or one that all share."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Contestant, Setting, Shape, package


class PerArm:
    """An agent with a learner for each arm: `alpha` is its prior's precision, `beta` the noise's."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        library = package("bayesianbandits")
        arms = [
            library.Arm(place, learner=library.NormalRegressor(setting["alpha"], setting["beta"]))
            for place in range(shape.arms)
        ]
        self._agent = library.ContextualAgent(
            arms, library.ThompsonSampling(), random_seed=shape.seed
        )

    def pick(self, x: Floats) -> int:
        """Return the arm that is best in one draw."""
        return int(self._agent.pull(x[None])[0])

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach the arm that was pulled."""
        self._agent.select_for_update(place).update(x[None], np.array([reward]))


class Rows:
    """What the agent asks of a featurizer: here candidates' rows, laid end to end as one context."""

    def __init__(self, width: int) -> None:
        self._width = width

    def transform(self, X: Any, *, action_tokens: Sequence[int]) -> Floats:  # noqa: N803 — the library's name
        """Return the rows of the candidates that are asked for."""
        rows: Floats = np.asarray(X).reshape(-1, self._width)[list(action_tokens)]
        return rows


class Shared:
    """An agent with one learner for all candidates."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        library = package("bayesianbandits")
        self._agent = library.LipschitzContextualAgent(
            [library.Arm(place) for place in range(shape.arms)],
            library.ThompsonSampling(),
            Rows(shape.width),
            library.NormalRegressor(setting["alpha"], setting["beta"]),
            random_seed=shape.seed,
        )

    def pick(self, x: Floats) -> int:
        """Return the candidate that is best in one draw."""
        return int(self._agent.pull(x.reshape(1, -1))[0])

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach the learner by the candidate that was pulled."""
        self._agent.select_for_update(place).update(x.reshape(1, -1), np.array([reward]))


PER_ARM = Contestant("bayesianbandits per arm", PerArm, "bayesianbandits")
"""As it plays sets."""
SHARED = Contestant("bayesianbandits shared", Shared, "bayesianbandits")
"""As it plays worlds."""
