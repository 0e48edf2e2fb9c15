"""Choose as often as a candidate is likely to be the best: Thompson sampling, with its own odds.

The weights of one person are normal around what is known of people in general; a twin who expects
nothing stands beside, and each is believed as far as it foresaw the answers (evidence switch). The
share of draws in which a candidate is best, with a small floor, *is* the served distribution, so
the propensity is exact. Sources: Russo et al., "A tutorial on Thompson sampling" (2018); Liao et
al., "Personalized HeartSteps" (2020) for the prior; docs/adr says how each number was chosen.
"""

import math
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from core.bandit.gaussian import Gaussian, posterior
from core.bandit.packing import lower, pack, unpack
from core.bandit.prior import Prior
from core.bandit.spreading import floored, kinds, shared
from core.bandit.sums import Sums
from core.domain.pick import Floats
from core.errors import PosteriorCorrupt

DRAWS = 256
"""Draws of the weights a distribution is estimated from; in pairs that mirror each other."""
SPREAD = 0.3
"""Share of the posterior's spread that is explored: 1 explores too much (bandits.md 2.3)."""
FLOOR = 0.02
"""Share of picks that goes evenly to the eight best: no propensity among them is tiny."""
HALF_LIFE_DAYS = 138
"""After so long a lesson weighs half (g = 0.995 a day, bandits.md A6)."""
GRID = 1024
"""Weights of lessons lie on a grid of one in so many, so that sums stay exact."""
HEAD_START = 0.5
"""Evidence that the prior has ahead of its twin before the first answer: 92 in 100 are believed.

By training personas unseen by their prior (two lists; standard errors): against 0.2 it closes 0.018
± 0.015 (linear) and 0.056 ± 0.028 (gated) more of the gap in 15 tips, and as much in 120; 1 closes
0.036 and 0.074 more. A wrong prior costs 0.023 with it, as with 0.2, but 0.038 with 1: too much.
"""
SHARPNESS = 5.0
"""So much more decided than averaging by evidence would be: a wrong prior is let go of sooner."""
SURE = 700.0
"""A lead of evidence beyond which float64 cannot tell any doubt."""
SHORT = np.float32
"""Precision of the draws: which of two scores is larger needs no more, and half the time."""
BLOCK = 16_384
"""Scores held at once: more of them would leave the fastest memory, and cost twice as much."""
Places = npt.NDArray[np.intp]
"""Which candidate is best, draw by draw."""
EPOCH_DAY = date(2026, 1, 1).toordinal()
"""The day whose lessons weigh 1; the same for everybody, so that sums do not depend on who came when."""


@dataclass(frozen=True)
class Bayes:
    """`bayes-v1`: a value; `day`, a proleptic ordinal, is when it is asked or when its pick was made.

    Instead of letting all lessons fade each day, each weighs more than those of earlier days, and
    the whole is scaled down when it is asked. Fading pulls towards the prior, not towards nothing
    (stabilised forgetting, Kulhavy & Zarrop 1993). Without a day nothing fades.
    """

    prior: Prior
    twin: Prior
    sums: Sums
    day: int | None = None
    explored: float = SPREAD
    floor: float = FLOOR

    name: ClassVar[str] = "bayes-v1"

    @classmethod
    def untrained(cls, prior: Prior, twin: Prior | None = None, day: int | None = None) -> Self:
        """Return the policy that has seen nothing of this user; without a twin it is sure of its prior."""
        return cls(prior, twin or prior, Sums.empty(prior.width), day)

    @cached_property
    def beliefs(self) -> tuple[tuple[Gaussian, float], ...]:
        """Return what prior and twin make of the lessons, each with how far it is believed."""
        seen = self.today
        if self.twin is self.prior:
            return ((posterior(self.prior, seen), 1.0),)
        both = posterior(self.prior, seen), posterior(self.twin, seen)
        behind = SHARPNESS * (both[1].evidence - both[0].evidence - HEAD_START)
        trust = 1 / (1 + math.exp(min(max(behind, -SURE), SURE)))
        return ((both[0], trust), (both[1], 1 - trust))

    @property
    def today(self) -> Sums:
        """Return the sums as they weigh on this day."""
        return self.sums.faded(1 / self._weight)

    @cached_property
    def weights(self) -> Floats:
        """Return the expected weight of each feature, (d,)."""
        expected = np.zeros(self.sums.width)
        for belief, trust in self.beliefs:
            expected += trust * belief.mean
        return expected

    def scores(self, x: Floats) -> Floats:
        """Return the expected reward of each candidate, (n,)."""
        expected: Floats = x @ self.weights
        return expected

    def spread(self, x: Floats) -> float:
        """Return the standard deviation of the score of one candidate, x is (d,)."""
        second = sum(
            trust * (it.variance(x) + float(x @ it.mean) ** 2) for it, trust in self.beliefs
        )
        return math.sqrt(max(0.0, second - float(x @ self.weights) ** 2))

    def distribution(self, x: Floats, rng: np.random.Generator) -> Floats:
        """Return how often each candidate is best among the draws, with the floor, (n,)."""
        rows, kind = kinds(x)
        shares = np.ones(1) if len(rows) == 1 else self._shares(rows, rng)
        scores = self.scores(rows)
        if kind is not None:
            shares, scores = shared(shares, kind), scores[kind]
        return floored(shares, scores, self.floor)

    def _shares(self, rows: Floats, rng: np.random.Generator) -> Floats:
        half = rng.standard_normal((DRAWS // 2, rows.shape[1]), dtype=SHORT)
        columns = np.ascontiguousarray(rows.T, dtype=SHORT)
        best: list[Places] = []
        for belief, draws in self._dealt(half):
            middle = belief.mean.astype(SHORT) @ columns
            weights = draws @ (self.explored * belief.root.T).astype(SHORT)
            step = max(8, BLOCK // len(rows))
            for start in range(0, len(weights), step):
                apart = weights[start : start + step] @ columns
                best += [(middle + apart).argmax(axis=1), (middle - apart).argmax(axis=1)]
        return np.bincount(np.concatenate(best), minlength=len(rows)) / DRAWS

    def _dealt(self, half: npt.NDArray[SHORT]) -> list[tuple[Gaussian, npt.NDArray[SHORT]]]:
        """Return the draws dealt among the beliefs by how far each is believed; each has a mirror."""
        (first, trust), *others = self.beliefs
        end = round(trust * len(half)) if others else len(half)
        dealt = [(first, half[:end]), *((other, half[end:]) for other, _ in others)]
        return [(belief, part) for belief, part in dealt if len(part)]

    def learn(self, x: Floats, reward: float) -> Self:
        """Return the policy that has also seen `reward` for features x, (d,), on its day."""
        return replace(self, sums=self.sums.plus(x, reward, self._weight))

    def unlearn(self, x: Floats, reward: float) -> Self:
        """Return the policy as if it had never seen this reward for x on its day."""
        return replace(self, sums=self.sums.plus(x, reward, -self._weight))

    @property
    def _weight(self) -> float:
        """Return what a lesson of this day weighs."""
        grown: float = 1.0 if self.day is None else 2.0 ** ((self.day - EPOCH_DAY) / HALF_LIFE_DAYS)
        return max(1.0, round(GRID * grown)) / GRID

    def dump(self) -> bytes:
        """Return the sums as bytes; the priors are kept by themselves."""
        it = self.sums
        return pack(self.name, it.width, (it.count, it.squares), (lower(it.a), it.b))

    @classmethod
    def load(
        cls, blob: bytes, prior: Prior, twin: Prior | None = None, day: int | None = None
    ) -> Self:
        """Return the policy that `dump` wrote. Raises: PosteriorCorrupt."""
        (count, squares), (a, b) = unpack(cls.name, blob, 2, "sv")
        if len(b) != prior.width:
            raise PosteriorCorrupt
        return cls(prior, twin or prior, Sums(count, squares, a, b), day)
