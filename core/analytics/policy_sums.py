"""Turn what is counted of policies into figures: sums of rollups in, intervals over users out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from core.analytics.group_sums import Sums as Groups
from core.analytics.jackknife import ratio
from core.analytics.judged import Worth, judge
from core.analytics.propensity_alarm import Mismatch, PropensitySums, mismatch
from core.analytics.share import share
from core.analytics.target_sums import TargetSums as Judging
from core.domain.figure import Figure, TooFew
from core.domain.pick import Floats
from core.domain.rollup import BUCKETS, Sums, TargetSums
from core.domain.rollup_query import SumsRow, TargetsRow
from core.domain.support import NotEnoughSupport

MILLI, MICRO = 1e3, 1e6
"""Thousandths and millionths, in which rollups hold what is not whole."""


@dataclass(frozen=True, slots=True)
class PolicySums:
    """What is counted of one policy's picks, by group of users."""

    groups: Mapping[int, Sums] = field(default_factory=dict)

    def by_group(self, count: Callable[[Sums], int]) -> Floats:
        """Return what is counted of each group of users, (20,)."""
        found = np.zeros(BUCKETS)
        for bucket, sums in self.groups.items():
            found[bucket] = count(sums)
        return found

    def of_answerable(self, count: Callable[[Sums], int]) -> Groups:
        """Return what happened, of all tips that could be answered."""
        return Groups(self.by_group(count), self.by_group(answerable))

    @property
    def picks(self) -> int:
        """Return how many there are."""
        return sum(it.tips for it in self.groups.values())

    @property
    def done(self) -> Figure | TooFew:
        """Return the share that was done, of all that could be answered."""
        groups = self.of_answerable(lambda it: it.done)
        return share(groups.numerators, groups.denominators)

    @property
    def reward(self) -> Figure | TooFew:
        """Return the mean reward of the picks that have one."""
        rewards = self.by_group(lambda it: it.reward_milli) / MILLI
        return ratio(rewards, self.by_group(lambda it: it.rewarded))

    @property
    def propensities(self) -> Mismatch | TooFew:
        """Return whether the logged probabilities are those that chose."""

        def total(count: Callable[[Sums], int]) -> float:
            return float(self.by_group(count).sum())

        return mismatch(
            PropensitySums(
                picks=round(total(lambda it: it.known)),
                greedy=total(lambda it: it.greedy),
                greedy_p=total(lambda it: it.greedy_p_micro) / MICRO,
                greedy_variance=total(lambda it: it.greedy_v_micro) / MICRO,
                chosen_p=total(lambda it: it.chosen_p_micro) / MICRO,
                expected_p=total(lambda it: it.expected_p_micro) / MICRO,
                chosen_variance=total(lambda it: it.variance_p_micro) / MICRO,
            )
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one policy's picks say of another: by group of users."""

    groups: Mapping[int, TargetSums] = field(default_factory=dict)

    def by_group(self, count: Callable[[TargetSums], int]) -> Floats:
        """Return what is counted of each group of users, (20,)."""
        found = np.zeros(BUCKETS)
        for bucket, sums in self.groups.items():
            found[bucket] = count(sums)
        return found

    @property
    def sums(self) -> Judging:
        """Return it as the estimators take it."""
        return Judging(
            picks=self.by_group(lambda it: it.n),
            weight=self.by_group(lambda it: it.w_micro) / MICRO,
            weight_squares=self.by_group(lambda it: it.w2_micro) / MICRO,
            reward=self.by_group(lambda it: it.r_micro) / MICRO,
            weighted=self.by_group(lambda it: it.wr_micro) / MICRO,
            robust=self.by_group(lambda it: it.dr_micro) / MICRO,
            unsupported=self.by_group(lambda it: it.unsupported_micro) / MICRO,
        )

    @property
    def agrees(self) -> Figure | TooFew:
        """Return the share of picks that both would have made."""
        return share(self.by_group(lambda it: it.agree), self.by_group(lambda it: it.n))

    def worth(self, believed: Mismatch | TooFew) -> Worth | NotEnoughSupport | TooFew:
        """Return what the picks are worth to the other policy, or why that cannot be said."""
        return judge(self.sums, believed)


def answerable(sums: Sums) -> int:
    """Return how many tips could be answered: neither taken back nor gone elsewhere."""
    return sums.done + sums.snooze + sums.dismiss + sums.none + sums.open


def answered(sums: Sums) -> int:
    """Return how many answers there were, those taken back too."""
    return sums.done + sums.snooze + sums.dismiss + sums.undone


def by_policy(rows: Iterable[SumsRow]) -> Mapping[str, PolicySums]:
    """Return what is counted of each policy; rows are by policy and group of users."""
    found: dict[str, dict[int, Sums]] = {}
    for row in rows:
        found.setdefault(row.policy or "", {})[row.bucket or 0] = row.sums
    return {name: PolicySums(groups) for name, groups in found.items()}


def by_target(rows: Iterable[TargetsRow]) -> Mapping[str, Judgement]:
    """Return what is said of each target; rows are by target and group of users."""
    found: dict[str, dict[int, TargetSums]] = {}
    for row in rows:
        found.setdefault(row.value or "", {})[row.bucket or 0] = row.sums
    return {name: Judgement(groups) for name, groups in found.items()}
