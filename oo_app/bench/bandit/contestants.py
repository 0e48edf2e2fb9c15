"""Make one decision of a learner a plain call: look at candidates, pick one, learn its reward."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from core.bandit.bayes import Bayes
from core.bandit.policy import Policy, pick_index
from core.bandit.prior import Prior
from core.bandit.shipped import FLAT_SCALE, NOISE
from core.domain.pick import Floats
from oo_app.bench.bandit.learners import package

Decide = Callable[[Floats], None]
"""One whole decision on candidates x, (n, d)."""

OTHERS = 100
"""People a prior is made from."""


def rewards(seed: int) -> Iterator[float]:
    """Yield plausible rewards without end, made before anybody looks at the clock."""
    dealt = np.random.default_rng(seed).choice([-1.0, -0.3, 0.1, 0.6, 1.0], 4096).tolist()
    while True:
        yield from dealt


def ours(policy: Policy, seed: int = 0) -> Decide:
    """Return our decision: the whole distribution, a pick from it, one lesson."""
    dice, earned = np.random.default_rng(seed), rewards(seed)
    state = policy

    def decide(x: Floats) -> None:
        nonlocal state
        place = pick_index(state.distribution(x, dice), dice)
        state = state.learn(x[place], next(earned))

    return decide


def taught_bayes(width: int, seed: int = 0) -> Bayes:
    """Return `bayes-v1` with a prior as people leave it behind, and the twin that expects nothing."""
    dice = np.random.default_rng(seed)
    weights = dice.normal(0, 0.3, (OTHERS, width)) @ dice.normal(0, 0.4, (width, width))
    spread = np.cov(weights.T) + 0.1 * np.eye(width)
    inverted = np.linalg.inv(spread)
    prior = Prior(weights.mean(axis=0), (inverted + inverted.T) / 2, NOISE)
    return Bayes.untrained(prior, Prior.flat(width, FLAT_SCALE, NOISE))


def vowpal_wabbit(width: int, seed: int = 0) -> Decide:
    """Return Vowpal Wabbit's SquareCB as its documentation has it: text to predict, text to learn."""
    wabbit, line = _wabbit(width)
    dice, earned = np.random.default_rng(seed), rewards(seed)

    def decide(x: Floats) -> None:
        lines = [line % tuple(row) for row in x.tolist()]
        shares = _normal(wabbit.predict(lines))
        place = pick_index(shares, dice)
        lines[place] = f"0:{-next(earned)}:{shares[place]} {lines[place]}"
        wabbit.learn(lines)

    return decide


def frugal_wabbit(width: int, seed: int = 0) -> Decide:
    """Return the same at its quickest: each text is read once, and labelled where it lies."""
    wabbit, line = _wabbit(width)
    dice, earned = np.random.default_rng(seed), rewards(seed)

    def decide(x: Floats) -> None:
        examples = wabbit.parse([line % tuple(row) for row in x.tolist()])
        shares = _normal(wabbit.predict(examples))
        place = pick_index(shares, dice)
        examples[place].set_label_string(f"0:{-next(earned)}:{shares[place]}")
        wabbit.learn(examples)
        wabbit.finish_example(examples)

    return decide


def _wabbit(width: int) -> tuple[Any, str]:
    """Return a workspace, and how a candidate is told to it."""
    workspace = package("vowpalwabbit").Workspace("--cb_explore_adf --squarecb --quiet")
    return workspace, "| " + " ".join(f"{place}:%.5f" for place in range(width))


def _normal(shares: list[float]) -> Floats:
    """Return what is told in single precision as a distribution."""
    told = np.array(shares)
    return told / told.sum()


def bayesian_bandits(width: int, seed: int = 0) -> Decide:
    """Return bayesianbandits' Thompson sampling with one shared learner; it tells no propensity."""
    learner = package("bayesianbandits").NormalRegressor(1.0, 1 / NOISE, random_state=seed)
    learner.partial_fit(np.zeros((1, width)), np.zeros(1))
    earned = rewards(seed)

    def decide(x: Floats) -> None:
        place = int(np.asarray(learner.sample(x, size=1)).ravel().argmax())
        learner.partial_fit(x[place : place + 1], np.array([next(earned)]))

    return decide
