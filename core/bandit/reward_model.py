"""Expect the reward of every candidate of a log, each user's from the picks of others only."""

import numpy as np

from core.bandit.intervals import Ints
from core.bandit.refusals import TooFewUsers
from core.bandit.settled import SettledPicks
from core.domain.pick import Floats

FOLDS = 5
"""Groups of users; each is predicted from the others."""
PENALTY = 1.0
"""Ridge penalty on weights of features that were brought to one scale."""


def expected_rewards(picks: SettledPicks, penalty: float = PENALTY, folds: int = FOLDS) -> Floats:
    """Return the expected reward of every candidate, (m,): ridge regression, crossed by user.

    A model that has seen a user's own rewards agrees with their luck, and the doubly robust
    estimate would take that luck for the policy's. So users are dealt into folds in turn, and a fold
    is predicted by a model of all others. The intercept is free, so a constant added to all
    rewards is added to all predictions; none leaves the range of the rewards that it was fitted to.
    Raises: TooFewUsers when all picks are one user's.
    Source: Chernozhukov et al., "Double/debiased machine learning" (2018), for the crossing.
    """
    _, place = np.unique(picks.users, return_inverse=True)
    groups = min(folds, int(place.max()) + 1)
    if groups < 2:  # noqa: PLR2004 — one to learn from, one to predict
        raise TooFewUsers(groups, 2)
    fold: Ints = place % groups
    row_fold = np.repeat(fold, picks.sizes)
    x = _scaled(picks.features)
    expected = np.empty(len(x))
    for held in range(groups):
        seen = fold != held
        rows = row_fold == held
        expected[rows] = _predicted(picks.of_chosen(x)[seen], picks.rewards[seen], x[rows], penalty)
    return expected


def _scaled(features: Floats) -> Floats:
    """Return features with deviation 1, constant ones as zeros; no reward is looked at."""
    centred = features - features.mean(axis=0)
    deviation = features.std(axis=0)
    scaled: Floats = np.divide(centred, deviation, out=np.zeros_like(centred), where=deviation > 0)
    return scaled


def _predicted(seen: Floats, rewards: Floats, asked: Floats, penalty: float) -> Floats:
    middle, level = seen.mean(axis=0), rewards.mean()
    x = seen - middle
    gram = x.T @ x + penalty * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, x.T @ (rewards - level))
    expected: Floats = np.clip(level + (asked - middle) @ weights, rewards.min(), rewards.max())
    return expected
