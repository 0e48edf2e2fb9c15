"""Choose one candidate with a policy, or with chance when the policy fails; log which, and why.

Policies that stand beside score and pick on the same candidates with the same dice, never to be
shown. What is logged here is enough to do it all again, bit for bit (`again`).
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from core.bandit import catalogue
from core.bandit.explain import explain
from core.bandit.features import FEATURES_VERSION, NAMES
from core.bandit.policy import Policy, is_distribution, pick_index
from core.domain.assignment import DEPLOYED, Assignment
from core.domain.explanation import Explanation
from core.domain.ids import TaskId
from core.domain.pick import Barred, Floats, Pick, Scoring

BUDGET_S = 0.05
"""A policy that thinks longer than this is not served (mission 1.5)."""
US = 1_000_000
"""Microseconds in a second."""
CODE = f"{FEATURES_VERSION}, numpy {np.__version__}"
"""What computed a pick, besides its policies: their names carry their versions."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A named policy with what it has learned about one user, and where that is kept."""

    name: str
    policy: Policy
    version: int = 0
    state: str = ""
    prior: str = ""
    flaw: str = ""
    """Why it cannot be asked, when what it has learned cannot be read."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could be picked: ids and sheet, (n, len(NAMES)), in one order; who could not, and why."""

    ids: tuple[TaskId, ...]
    sheet: Floats
    day: int
    barred: tuple[Barred, ...] = ()


@dataclass(frozen=True, slots=True)
class Chooser:
    """Serves one policy and lets others stand beside it."""

    elapsed: Callable[[], float] = time.perf_counter

    def pick(
        self,
        candidates: Candidates,
        seed: int,
        served: Learned,
        shadows: Sequence[Learned] = (),
        *,
        assignment: Assignment = DEPLOYED,
    ) -> tuple[Pick, Explanation]:
        """Return the record of one choice among at least one candidate, and what spoke for it."""
        began = self.elapsed()
        scoring = _served(self.score(served, candidates.sheet, seed))
        said = _explained(served, candidates.sheet, scoring)
        beside = tuple(self.score(it, candidates.sheet, seed) for it in shadows)
        pick = Pick(
            candidates=candidates.ids,
            features_version=FEATURES_VERSION,
            feature_names=NAMES,
            features=candidates.sheet,
            seed=seed,
            served=scoring,
            day=candidates.day,
            shadows=beside,
            barred=candidates.barred,
            assignment=assignment,
            code=CODE,
            took_us=int((self.elapsed() - began) * US),
        )
        return pick, said

    def score(self, learned: Learned, sheet: Floats, seed: int) -> Scoring:
        """Return what one policy makes of the candidates; chance when it cannot."""
        x = read(learned.name, sheet)
        probabilities, scores, fallback = self._weighed(learned, x, seed)
        return Scoring(
            policy=learned.name,
            probabilities=probabilities,
            scores=scores,
            chosen=pick_index(probabilities, np.random.default_rng((seed, 1))),
            version=learned.version,
            state=learned.state,
            prior=learned.prior,
            fallback=fallback,
        )

    def _weighed(self, learned: Learned, x: Floats, seed: int) -> tuple[Floats, Floats, str]:
        if learned.flaw:
            return *by_chance(x), learned.flaw
        began = self.elapsed()
        try:
            given = learned.policy.distribution(x, np.random.default_rng((seed, 0)))
            probabilities = np.asarray(given, dtype=np.float64)
            scores = np.asarray(learned.policy.scores(x), dtype=np.float64)
        except Exception as error:  # noqa: BLE001 — whatever a policy does, a tip is served
            return *by_chance(x), type(error).__name__
        if self.elapsed() - began > BUDGET_S:
            return *by_chance(x), "slow"
        if probabilities.shape != (len(x),) or not is_distribution(probabilities):
            return *by_chance(x), "not_a_distribution"
        if scores.shape != (len(x),) or not np.isfinite(scores).all():
            return *by_chance(x), "not_scores"
        return probabilities, scores, ""


def read(name: str, sheet: Floats) -> Floats:
    """Return the columns that a policy reads of the sheet, (n, d)."""
    columns: Floats = sheet[:, list(_places(name))]
    return columns


@cache
def _places(name: str) -> tuple[int, ...]:
    return tuple(map(NAMES.index, catalogue.features(name).names))


def _served(scoring: Scoring) -> Scoring:
    """Return the scoring under the name of the policy that made it: chance, when the other failed."""
    return replace(scoring, policy=catalogue.FALLBACK) if scoring.fallback else scoring


def by_chance(x: Floats) -> tuple[Floats, Floats]:
    """Return what the random policy makes of n candidates: probabilities and scores."""
    chance = catalogue.make(catalogue.FALLBACK)
    return chance.distribution(x, np.random.default_rng(0)), chance.scores(x)


def _explained(served: Learned, sheet: Floats, scoring: Scoring) -> Explanation:
    names = catalogue.features(served.name).names
    try:
        return explain(served.policy, names, read(served.name, sheet), scoring)
    except Exception:  # noqa: BLE001 — an explanation that fails must not cost the tip
        return Explanation(greedy=False)
