"""Count what picks say of policies that did not serve: sums that off-policy estimates are made of."""

from collections.abc import Mapping

from core.analytics.bins import place_of
from core.domain.fact import Fact, Target
from core.domain.rollup import Bin, Measure, TargetSlot, TargetSums

MICRO = 1_000_000
"""Millionths in one."""
MILLI = 1000
"""Thousandths in one."""
HEAVIEST = 10_000.0
"""Weights are cut here: a heavier one already says that the log knows nothing, and squares must fit."""


def micro(number: float) -> int:
    """Return a number in millionths."""
    return round(number * MICRO)


def weight_of(fact: Fact, target: Target) -> float:
    """Return target / logged propensity of what was served."""
    return min(target.chance / fact.propensity, HEAVIEST) if fact.propensity > 0 else HEAVIEST


def judging(fact: Fact) -> tuple[Target, ...]:
    """Return the targets that a fact can judge: its reward stands for good (bandits.md D)."""
    return fact.choice.targets if fact.final and fact.reward_milli is not None else ()


def target_slots(fact: Fact, bucket: int) -> Mapping[TargetSlot, TargetSums]:
    """Return what a fact adds to the judgement of each target."""
    return {
        TargetSlot(fact.day, fact.policy, it.policy, bucket): target_sums(fact, it)
        for it in judging(fact)
    }


def target_sums(fact: Fact, target: Target) -> TargetSums:
    """Return the terms of the estimators for one pick (`core.bandit.off_policy`)."""
    w, r = weight_of(fact, target), (fact.reward_milli or 0) / MILLI
    dr = target.direct + w * (r - target.expected)
    return TargetSums(
        n=1,
        agree=int(target.agrees),
        w_micro=micro(w),
        w2_micro=micro(w * w),
        wr_micro=micro(w * r),
        w2r_micro=micro(w * w * r),
        w2r2_micro=micro(w * w * r * r),
        r_micro=micro(r),
        r2_micro=micro(r * r),
        dr_micro=micro(dr),
        dr2_micro=micro(dr * dr),
        unsupported_micro=micro(target.unsupported),
    )


def weight_bins(fact: Fact) -> Mapping[Bin, int]:
    """Return the bins of a fact's weights, in thousandths: from these comes the largest one."""
    return {
        Bin(
            fact.day, Measure.WEIGHT, fact.policy, it.policy, place_of(MILLI * weight_of(fact, it))
        ): 1
        for it in judging(fact)
    }
