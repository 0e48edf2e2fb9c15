"""Build candidates on the grid of features, and policies that have learned something."""

from functools import cache

import numpy as np

from core.bandit import catalogue
from core.bandit.features import GRID


def rng(seed=0):
    return np.random.default_rng(seed)


def on_grid(x):
    """Return numbers as features lie: on a grid of 1/1024."""
    return np.round(x * GRID) / GRID


def candidates(name, count, seed=0):
    """Return the features of some candidates as a policy reads them."""
    return on_grid(rng(seed).normal(size=(count, len(catalogue.features(name).names))))


def untrained(name):
    return catalogue.make(name)


@cache
def trained(name, lessons=20):
    """Return a policy after some lessons; rewards are thousandths."""
    policy, dice = untrained(name), rng(lessons)
    for row in candidates(name, lessons, seed=1):
        policy = policy.learn(row, float(dice.integers(-1000, 1001)) / 1000)
    return policy
