"""Choose between two policies that serve as a mixture: look often, decide once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np

from core.bandit.refusals import NotAMixture
from core.bandit.sequences import SHARPEST, Bounds, asymptotic
from core.bandit.settled import SettledPicks
from core.bandit.weights import ROUNDING
from core.domain.pick import Floats

HEAVIEST = 2.0
"""Bound on the difference of two policies over their even mixture."""


class Verdict(StrEnum):
    """What is known of a new policy against the old one."""

    BETTER = "better"
    WORSE = "worse"
    NO_EVIDENCE_YET = "no_evidence_yet"


@dataclass(frozen=True, slots=True)
class StopRule:
    """When to look and when to stop, written down before the first look."""

    alpha: float = 0.025
    """Chance of calling a policy better that is not; the same again for worse."""
    first: int = 200
    """Picks before the first look: the bounds lean on averages being nearly normal."""
    every: int = 1
    """Picks between looks. The bounds hold at all times together, so looking always costs nothing."""
    last: int = 5000
    """Picks after which the comparison ends, decided or not."""
    sharpest: int = SHARPEST
    """Picks at which the bounds are narrowest."""

    @property
    def bounds(self) -> Callable[[Floats], Bounds]:
        """Return the bounds that the rule looks at."""
        return partial(asymptotic, alpha=self.alpha, sharpest=self.sharpest)


@dataclass(frozen=True, slots=True)
class Gate:
    """What the newest look, or the one that decided, says of new minus old."""

    verdict: Verdict
    picks: int
    """Picks that had been seen at that look; 0 before the first."""
    value: float
    lower: float
    upper: float
    over: bool
    """Whether the comparison has ended."""


def contrasts(picks: SettledPicks, old: Floats, new: Floats, expected: Floats) -> Floats:
    """Return what each pick of the even mixture says of new minus old, (n,).

    Its mean is the difference of the two policies' values, whatever is expected; good expectations
    only make it steadier. It is exactly zero where both policies agree.
    Args: for all candidates of all picks, (m,): both policies' distributions, and the expected
    rewards, which must not have seen the reward of their own pick (see `base_rate`).
    Raises: NotAMixture when a weight exceeds two.
    """
    picks.demand_distributions(old)
    picks.demand_distributions(new)
    step = new - old
    weight = picks.of_chosen(step) / picks.of_chosen(picks.propensities)
    heaviest = float(np.abs(weight).max())
    if heaviest > HEAVIEST + ROUNDING:
        raise NotAMixture(heaviest, HEAVIEST)
    lead = picks.summed(step * expected)
    return contrast(weight, picks.rewards, picks.of_chosen(expected), lead)


def contrast(
    weight: Floats, reward: Floats, expected: Floats, lead: Floats | float = 0.0
) -> Floats:
    """Return w (r - q) + sum_a (new - old) q, where w is (new - old) / mixture of what was picked.

    Args: all of one shape; lead is that sum, 0 when all candidates expect the same.
    """
    found: Floats = weight * (reward - expected) + lead
    return found


def reach(largest: float) -> float:
    """Return what no contrast exceeds with rewards in [-1, 1] and |expectations| up to `largest`."""
    return HEAVIEST * (1 + largest) + 2 * largest


def base_rate(rewards: Floats) -> Floats:
    """Return the mean of all rewards before each one, (…, n): the plainest honest expectation."""
    before = np.cumsum(rewards, axis=-1) - rewards
    return before / np.maximum(np.arange(rewards.shape[-1]), 1)


def decide(phi: Floats, rule: StopRule, bounds: Callable[[Floats], Bounds] | None = None) -> Gate:
    """Return the verdict of contrasts (n,) in the order of their picks; the first one stands.

    Args: bounds take the place of the rule's own, such as `sequences.bernstein` with its reach.
    """
    seen = phi[: rule.last]
    looks = np.arange(rule.first, len(seen) + 1, rule.every)
    if not len(looks):
        return Gate(Verdict.NO_EVIDENCE_YET, 0, 0.0, -np.inf, np.inf, over=False)
    found = (bounds or rule.bounds)(seen)
    lower, upper = found.lower[looks - 1], found.upper[looks - 1]
    decided = np.flatnonzero((lower > 0) | (upper < 0))
    at = int(decided[0]) if len(decided) else len(looks) - 1
    verdict = Verdict.NO_EVIDENCE_YET
    if len(decided):
        verdict = Verdict.BETTER if lower[at] > 0 else Verdict.WORSE
    count = int(looks[at])
    return Gate(
        verdict=verdict,
        picks=count,
        value=float(seen[:count].mean()),
        lower=float(lower[at]),
        upper=float(upper[at]),
        over=bool(len(decided)) or count + rule.every > rule.last,
    )
