"""Judge a policy by picks that another policy made: seven estimators, and what may be said of them.

Notation of the field: w is target / logged propensity of what was picked, q the expected reward, V
the target's expected reward over all candidates of a pick.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from core.bandit.intervals import LEVEL, Interval, Ints, Terms, gap, interval
from core.bandit.settled import SettledPicks
from core.bandit.weights import Weights, weigh
from core.domain.pick import Floats

SURE = 0.99
"""Level of the interval that SNIPS and DR must leave before their difference is called a fault."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging one policy by n picks takes, one number a pick.

    Args: all (n,); reward as observed, weight w, expected q of what was picked, value V, users says
    whose each pick is; unsupported is the share of the policy's mass outside of the log's support.
    """

    reward: Floats
    weight: Floats
    expected: Floats
    value: Floats
    users: Ints
    unsupported: float = 0.0


def judged(picks: SettledPicks, target: Floats, expected: Floats) -> Judged:
    """Return a policy as a log sees it.

    Args: for all candidates of all picks, (m,): target is the policy's distribution for each pick,
    expected the rewards that a model expects (`reward_model.expected_rewards`).
    Raises: ValueError when `target` is no distribution for each pick.
    """
    picks.demand_distributions(target)
    return Judged(
        reward=picks.rewards,
        weight=picks.of_chosen(target) / picks.of_chosen(picks.propensities),
        expected=picks.of_chosen(expected),
        value=picks.summed(target * expected),
        users=picks.users,
        unsupported=float(picks.summed(target * (picks.propensities == 0)).mean()),
    )


def observed(it: Judged) -> Terms:
    """Return the mean reward of the picks themselves: what the policy that served was worth."""
    return _mean(it.reward)


def ips(it: Judged) -> Terms:
    """Return mean(w r): unbiased, but a constant added to the rewards changes more than it adds.

    Source: Strehl et al., "Learning from logged implicit exploration data" (NIPS 2010).
    """
    return _mean(it.weight * it.reward)


def snips(it: Judged) -> Terms:
    """Return sum(w r) / sum(w): fit for negative rewards, for it moves with them.

    Source: Swaminathan & Joachims, "The self-normalized estimator" (NIPS 2015).
    """
    return Terms(np.zeros(len(it.reward)), it.weight * it.reward, it.weight)


def dm(it: Judged) -> Terms:
    """Return mean(V): the reward model alone, as good or as bad as it is."""
    return _mean(it.value)


def dr(it: Judged) -> Terms:
    """Return mean(V + w (r - q)): right when the propensities or the model are.

    Source: Dudik, Langford & Li, "Doubly robust policy evaluation and learning" (ICML 2011).
    """
    return _mean(_corrected(it, it.weight))


def sndr(it: Judged) -> Terms:
    """Return mean(V) + sum(w (r - q)) / sum(w)."""
    return Terms(it.value, it.weight * (it.reward - it.expected), it.weight)


def switch_dr(it: Judged, tau: float) -> Terms:
    """Return mean(V + w (r - q) [w <= tau]): where a weight is too large, trust the model.

    Source: Wang, Agarwal & Dudik (ICML 2017), in the form of the Open Bandit Pipeline.
    """
    return _mean(_corrected(it, switched(it.weight, tau)))


def dr_os(it: Judged, lam: float) -> Terms:
    """Return mean(V + w' (r - q)) with the shrunken weight w' = lam w / (w^2 + lam).

    Source: Su et al., "Doubly robust off-policy evaluation with shrinkage" (ICML 2020).
    """
    return _mean(_corrected(it, shrunken(it.weight, lam)))


def switched(weight: Floats, tau: float) -> Floats:
    """Return weights without those above tau."""
    return np.where(weight <= tau, weight, 0.0)


def shrunken(weight: Floats, lam: float) -> Floats:
    """Return weights drawn towards zero, large ones most; all of them for an infinite lam."""
    if np.isinf(lam):
        return weight
    below = weight**2 + lam
    return np.divide(lam * weight, below, out=np.zeros_like(weight), where=below > 0)


@dataclass(frozen=True, slots=True)
class Report:
    """What a log says of a policy, with intervals over users."""

    weights: Weights
    estimates: Mapping[str, Interval]
    lift: Interval
    """DR minus the observed mean: how much better than what served."""
    discord: Interval
    """SNIPS minus DR."""

    @property
    def at_odds(self) -> bool:
        """Return whether SNIPS and DR differ by more than luck: then something is wrong."""
        return not self.discord.holds(0.0)


def report(it: Judged, tau: float, lam: float, level: float = LEVEL) -> Report:
    """Return all estimates of a policy's value, when the log can speak for it at all.

    SNIPS and DR are the two to read, side by side; the others are there to compare.
    Args: tau and lam as `tuning` finds them.   Raises: NoEvidence in one of its kinds.
    """
    weights = weigh(it.weight, it.unsupported)
    weights.demand()
    estimators: Mapping[str, Callable[[Judged], Terms]] = {
        **ESTIMATORS,
        "switch_dr": partial(switch_dr, tau=tau),
        "dr_os": partial(dr_os, lam=lam),
    }
    return Report(
        weights=weights,
        estimates={name: interval(make(it), it.users, level) for name, make in estimators.items()},
        lift=gap(dr(it), observed(it), it.users, level),
        discord=gap(snips(it), dr(it), it.users, SURE),
    )


def _mean(plain: Floats) -> Terms:
    return Terms(plain, np.zeros(len(plain)), np.zeros(len(plain)))


def _corrected(it: Judged, weight: Floats) -> Floats:
    return it.value + weight * (it.reward - it.expected)


ESTIMATORS: Mapping[str, Callable[[Judged], Terms]] = MappingProxyType(
    {"ips": ips, "snips": snips, "dm": dm, "dr": dr, "sndr": sndr}
)
"""The estimators that need no threshold, by name."""
