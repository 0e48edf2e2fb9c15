"""Enter coba's own LinUCB."""

from core.domain.pick import Floats
from oo_app.bench.bandit.learners import Contestant, Setting, Shape, package


class Coba:
    """coba's LinUCB on actions' features, the constant among them; its ridge is always 1."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        self._learner = package("coba.learners").LinUCBLearner(
            alpha=setting["alpha"], features=["a"], seed=shape.seed
        )

    def pick(self, x: Floats) -> int:
        """Return its action's place."""
        actions = [tuple(row) for row in x.tolist()]
        return actions.index(tuple(self._learner.predict(None, actions)[0]))

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Teach it one action; it has no use for the probability."""
        self._learner.learn(None, tuple(x[place].tolist()), reward, 1.0)


LINUCB = Contestant("coba linucb", Coba, "coba")
"""As it plays its own worlds."""
