"""Choose one candidate with a policy, or with chance when the policy fails; log which, and why."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.bandit import catalogue
from core.bandit.context import Context
from core.bandit.features import FEATURES
from core.bandit.policy import Policy, is_distribution, pick_index
from core.domain.task import Task
from core.domain.tip import Floats, Pick

BUDGET_S = 0.05
"""A policy that thinks longer than this is not served (mission 1.5)."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """A named policy at one version of what it has learned."""

    name: str
    policy: Policy
    version: int = 0
    elapsed: Callable[[], float] = time.perf_counter

    def pick(self, context: Context, candidates: Sequence[Task], seed: int) -> Pick:
        """Return the record of one choice among at least one candidate."""
        features = FEATURES[self.name]
        x = features.matrix(context, candidates)
        probabilities, fallback = self._distribution(x, seed)
        return Pick(
            policy=catalogue.FALLBACK if fallback else self.name,
            policy_version=self.version,
            features_version=features.version,
            feature_names=features.names,
            candidates=tuple(task.id for task in candidates),
            features=x,
            probabilities=probabilities,
            chosen=pick_index(probabilities, np.random.default_rng((seed, 1))),
            seed=seed,
            fallback=fallback,
        )

    def _distribution(self, x: Floats, seed: int) -> tuple[Floats, str]:
        began = self.elapsed()
        try:
            given = self.policy.distribution(x, np.random.default_rng((seed, 0)))
            probabilities = np.asarray(given, dtype=np.float64)
        except Exception as error:  # noqa: BLE001 — whatever a policy does, a tip is served
            return self._chance(x), type(error).__name__
        if self.elapsed() - began > BUDGET_S:
            return self._chance(x), "slow"
        if probabilities.shape != (len(x),) or not is_distribution(probabilities):
            return self._chance(x), "not_a_distribution"
        return probabilities, ""

    def _chance(self, x: Floats) -> Floats:
        return catalogue.make(catalogue.FALLBACK).distribution(x, np.random.default_rng(0))
