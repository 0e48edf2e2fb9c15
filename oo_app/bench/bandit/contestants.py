"""Make one decision of a learner a plain call: look at candidates, pick one, learn its reward."""

from collections.abc import Callable, Iterator

import numpy as np

from core.bandit.bayes import Bayes
from core.bandit.policy import Policy, pick_index
from core.bandit.prior import Prior
from core.domain.pick import Floats
from oo_app.bench.bandit.learners import package

Decide = Callable[[Floats], None]
"""One whole decision on candidates x, (n, d)."""

NOISE = 0.35
"""Variance of rewards that our priors are told."""
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
    return Bayes.untrained(prior, Prior.flat(width, 1.0, NOISE))


def vowpal_wabbit(width: int, seed: int = 0) -> Decide:
    """Return Vowpal Wabbit's SquareCB: text for each candidate, read once, asked, labelled, learned."""
    vowpalwabbit = package("vowpalwabbit")

    line = "| " + " ".join(f"{place}:%.5f" for place in range(width))
    wabbit = vowpalwabbit.Workspace("--cb_explore_adf --squarecb --quiet")
    dice, earned = np.random.default_rng(seed), rewards(seed)

    def decide(x: Floats) -> None:
        examples = wabbit.parse([line % tuple(row) for row in x.tolist()])
        shares = np.array(wabbit.predict(examples))
        shares /= shares.sum()
        place = pick_index(shares, dice)
        examples[place].set_label_string(f"0:{-next(earned)}:{shares[place]}")
        wabbit.learn(examples)
        wabbit.finish_example(examples)

    return decide


def bayesian_bandits(width: int, seed: int = 0) -> Decide:
    """Return bayesianbandits' Thompson sampling with one shared learner; it tells no propensity."""
    learner = package("bayesianbandits").NormalRegressor(1.0, 1 / NOISE, random_state=seed)
    learner.partial_fit(np.zeros((1, width)), np.zeros(1))
    earned = rewards(seed)

    def decide(x: Floats) -> None:
        place = int(np.asarray(learner.sample(x, size=1)).ravel().argmax())
        learner.partial_fit(x[place : place + 1], np.array([next(earned)]))

    return decide
