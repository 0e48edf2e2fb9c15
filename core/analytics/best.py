"""Say how likely each arm is the best, and when one may be called the winner."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]  # scipy ships no types

from core.domain.pick import Floats

POINTS = 1000
"""At how many values of an arm its rivals are looked at: the chance is right within 1 / 2000."""
SURE = 0.95
"""How likely the best an arm must be before it is called the winner."""


@dataclass(frozen=True, slots=True)
class Contender:
    """What is known of one arm: its mean with its standard error, over so many settled picks."""

    name: str
    mean: float
    error: float
    exposures: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What was written down before the experiment began."""

    days: int
    exposures: int
    """Settled picks that each arm must have."""
    sure: float = SURE


@dataclass(frozen=True, slots=True)
class Call:
    """Who leads, how likely it is the best, and whether that is enough to call it the winner."""

    leader: str
    chance: float
    sure: bool
    days_left: int
    exposures_left: int
    """Settled picks that the arm with the fewest still lacks."""

    @property
    def won(self) -> bool:
        """Return whether all that was written down beforehand is met."""
        return self.sure and not self.days_left and not self.exposures_left


def chances(means: Floats, errors: Floats) -> Floats:
    """Return how likely each of k arms has the largest mean, (k,), summing to 1.

    Each mean is taken for normal around what was seen, apart from the others. Where the same users
    stand behind all arms, their luck is shared and the truth is further from 1 / k than this says.
    Integrated over quantiles of each arm, so the same every time.
    Args: (k,) means and their standard errors, k >= 1; an error of 0 is certainty.
    Raises: ValueError when shapes differ, nothing is there, or a number is not finite.
    Source: Scott, "A modern Bayesian look at the multi-armed bandit" (2010), optimal arm probability.
    """
    _demand(means, errors)
    deviates = ndtri((np.arange(POINTS) + 0.5) / POINTS)
    found = np.array([_beats(at, means, errors, deviates) for at in range(len(means))])
    likely: Floats = found / found.sum()
    return likely


def call(arms: Sequence[Contender], days: int, rules: Rules) -> Call:
    """Return who leads after so many days, and what is missing before it may be called the winner.

    Raises: as `chances`.
    """
    likely = chances(np.array([it.mean for it in arms]), np.array([it.error for it in arms]))
    leader = int(likely.argmax())
    return Call(
        leader=arms[leader].name,
        chance=float(likely[leader]),
        sure=bool(likely[leader] >= rules.sure),
        days_left=max(rules.days - days, 0),
        exposures_left=max(rules.exposures - min(it.exposures for it in arms), 0),
    )


def _beats(at: int, means: Floats, errors: Floats, deviates: Floats) -> float:
    """Return how likely one arm is above all others."""
    values = means[at] + errors[at] * deviates
    off = values - np.delete(means, at)[:, None]
    spread = np.delete(errors, at)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        below = np.where(spread > 0, ndtr(off / spread), (1 + np.sign(off)) / 2)
    return float(below.prod(axis=0).mean())


def _demand(means: Floats, errors: Floats) -> None:
    finite = np.isfinite(means).all() and np.isfinite(errors).all()
    if not len(means) or means.shape != errors.shape or not finite or (errors < 0).any():
        raise ValueError(means, errors)
