"""Let coba and MABWiser run their own loops: thirty actions, seven features, one learner."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from warnings import catch_warnings

import numpy as np

from oo_app.bench.bandit.learners import package, package_is_here

ACTIONS, FEATURES = 30, 7
"""Thirty to choose from; `egreedy-v1` knows seven features as well."""
EPSILON = 0.1
"""Share of picks made at random, as `egreedy-v1` has it."""
SEED = 3
"""Seed of what is made up."""
BULK = 100
"""Decisions after which MABWiser learns when it works in bulk."""

Loop = Callable[[int], None]
"""Makes so many decisions and forgets them."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """A loop of somebody else's, and the packages that it needs."""

    loop: Loop
    needs: tuple[str, ...]
    stated: bool = False
    """Whether our speed was to be set beside it; the others are there to be fair."""

    @property
    def is_here(self) -> bool:
        """Return whether all that it needs is installed."""
        return all(map(package_is_here, self.needs))


def coba(learner: str) -> Loop:
    """Return coba's experiment: it makes the tasks, predicts, rewards and teaches; nothing is kept."""

    def loop(decisions: int) -> None:
        them = package("coba")
        world = them.Environments.from_linear_synthetic(
            decisions,
            n_actions=ACTIONS,
            n_context_features=0,
            n_action_features=FEATURES,
            seed=SEED,
        )
        who = getattr(them, learner)
        made = who(EPSILON) if "Bandit" in learner else who(EPSILON, features=[1, "a"])
        them.Experiment(world, made, them.SequentialCB(record=[])).run(quiet=True, processes=1)

    return loop


def mabwiser(batch: int) -> Loop:
    """Return MABWiser's simulator: it replays a log that is there, and makes no tasks."""

    def loop(decisions: int) -> None:
        dice = np.random.default_rng(SEED)
        library = package("mabwiser.mab")
        learner = library.MAB(
            list(range(ACTIONS)), library.LearningPolicy.LinGreedy(epsilon=EPSILON), seed=SEED
        )
        rows = 2 * decisions
        log = dice.integers(0, ACTIONS, rows), dice.random(rows), dice.normal(size=(rows, FEATURES))
        with _still():
            # Half of the log is for the first fit, without which it does not predict.
            package("mabwiser.simulator").Simulator(
                [("it", learner)],
                *log,
                test_size=0.5,
                is_ordered=True,
                batch_size=batch,
                is_quick=True,
            ).run()

    return loop


@contextmanager
def _still() -> Iterator[None]:
    """Let nobody log or warn, and forget who was made to: MABWiser turns up the whole process's log."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    logging.disable()
    try:
        with catch_warnings(action="ignore"):
            yield
    finally:
        logging.disable(logging.NOTSET)
        root.setLevel(level)
        root.handlers[:] = handlers


LOOPS: Mapping[str, Theirs] = {
    "coba, ε-greedy": Theirs(coba("BanditEpsilonLearner"), ("coba",), stated=True),
    "coba, Vowpal Wabbit's ε-greedy": Theirs(
        coba("VowpalEpsilonLearner"), ("coba", "vowpalwabbit")
    ),
    "mabwiser, ridge ε-greedy": Theirs(mabwiser(1), ("mabwiser",), stated=True),
    f"mabwiser, learning once in {BULK}": Theirs(mabwiser(BULK), ("mabwiser",)),
}
"""By name. coba's ε-greedy knows actions by name only, so it computes least of all; MABWiser has a
model for each action."""
