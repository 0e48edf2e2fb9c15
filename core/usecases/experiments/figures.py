"""Make the figures of an experiment's arms, and say who leads: pure."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.analytics.always_valid import of_change
from core.analytics.best import Contender, Rules, call, chances
from core.analytics.group_sums import Sums as Groups
from core.analytics.jackknife import independent_difference, ratio
from core.analytics.policy_sums import MICRO, MILLI, PolicySums
from core.analytics.propensity_alarm import Mismatch
from core.analytics.share import share
from core.domain.experiment_panel import AGREED, ArmSeen, Contrast, Favourite, Lead, Side
from core.domain.figure import Figure, TooFew
from core.domain.pick import Floats
from core.domain.policy_panel import Believed
from core.usecases.experiments.ground import Ground, together

RULES = Rules(AGREED.days, AGREED.picks, AGREED.sure)
"""What a winner needs."""
A_PAIR = 2
"""Arms of which one can be compared with the other whoever leads."""


def per_pick(sums: PolicySums) -> Groups:
    """Return rewards over all picks served, by group of users: silence earns nothing, and counts."""
    rewards: Floats = sums.by_group(lambda it: it.reward_milli) / MILLI
    return Groups(rewards, sums.by_group(lambda it: it.tips))


def worth(sums: PolicySums) -> Figure | TooFew:
    """Return the reward a pick, with its interval over users."""
    groups = per_pick(sums)
    return ratio(groups.numerators, groups.denominators)


def arms_seen(ground: Ground) -> tuple[ArmSeen, ...]:
    """Return the arms, in the order of their shares."""
    rewards = {arm: worth(ground.settled.get(arm, PolicySums())) for arm in ground.arms}
    likely = likely_best(tuple(rewards.values()))
    served = sum(it.picks for it in ground.so_far.values())
    found = [replace(_arm(ground, arm), reward=rewards[arm]) for arm in ground.arms]
    return tuple(
        replace(
            it, chance=likely[at] if likely else None, weight=it.picks / served if served else 0
        )
        for at, it in enumerate(found)
    )


def likely_best(rewards: tuple[Figure | TooFew, ...]) -> tuple[float, ...]:
    """Return how likely each arm is the best; nothing while any has too few picks."""
    known = [it for it in rewards if isinstance(it, Figure)]
    if not known or len(known) < len(rewards):
        return ()
    means, errors = (np.array([getattr(it, name) for it in known]) for name in ("value", "error"))
    return tuple(float(it) for it in chances(means, errors))


def lead(ground: Ground, arms: tuple[ArmSeen, ...], days: int) -> Lead | None:
    """Return who leads; None while any arm has too few picks."""
    known = [
        Contender(it.policy, it.reward.value, it.reward.error, it.settled)
        for it in arms
        if isinstance(it.reward, Figure)
    ]
    if not known or len(known) < len(ground.arms):
        return None
    found = call(known, days, RULES)
    return Lead(found.leader, found.chance, found.won, found.days_left, found.exposures_left)


def contrast(ground: Ground, leader: str = "") -> Contrast | None:
    """Return the comparison that an experiment is about; None when it has one arm alone.

    With users held back it is all that learns against them. Else the leader against the first arm;
    against the second where the first one leads itself. Of two arms it is always the same pair, so
    that its sign says who is ahead.
    """
    one, other = _sides(ground, leader)
    if not one or not other:
        return None
    sums = [together(ground.settled, it) for it in (one, other)]
    sides = [_side(ground, arms, it) for arms, it in zip((one, other), sums, strict=True)]
    change = independent_difference(per_pick(sums[0]), per_pick(sums[1]))
    always = of_change(change, sides[0].users + sides[1].users)
    return Contrast(sides[0], sides[1], change, always, held_back=bool(ground.experiment.holdback))


def believed(sums: PolicySums) -> Believed:
    """Return whether logged probabilities are those that chose."""
    found = sums.propensities
    if isinstance(found, Mismatch):
        return Believed(found.verdict.value, found.z, found.picks)
    return Believed(picks=found.count)


def _sides(ground: Ground, leader: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    arms, held = ground.arms, ground.experiment.holdback
    if held:
        return tuple(it for it in arms if it != held), (held,)
    if len(arms) <= A_PAIR:
        return arms[1:], arms[:1]
    best = leader or arms[1]
    return (best,), (arms[1] if best == arms[0] else arms[0],)


def _side(ground: Ground, arms: tuple[str, ...], sums: PolicySums) -> Side:
    users: Mapping[str, int] = ground.users
    return Side(arms, sum(users[arm] for arm in arms), sums.picks, sums.done)


def _arm(ground: Ground, arm: str) -> ArmSeen:
    own, settled = ground.so_far.get(arm, PolicySums()), ground.settled.get(arm, PolicySums())
    dismissed = settled.of_answerable(lambda it: it.dismiss)
    rewarded = sum(it.rewarded for it in own.groups.values())
    earned = sum(it.reward_milli for it in own.groups.values()) / MILLI
    return ArmSeen(
        policy=arm,
        share=dict(ground.experiment.shares)[arm],
        held_back=arm == ground.experiment.holdback,
        users=ground.users[arm],
        picks=own.picks,
        settled=settled.picks,
        raw=earned / rewarded if rewarded else None,
        done=settled.done,
        dismissed=share(dismissed.numerators, dismissed.denominators),
        believed=believed(own),
        favourite=_favourite(own),
    )


def _favourite(sums: PolicySums) -> Favourite | None:
    if not any(it.known for it in sums.groups.values()):
        return None
    of = sums.groups.values()
    return Favourite(
        sum(it.greedy for it in of),
        sum(it.greedy_p_micro for it in of) / MICRO,
        math.sqrt(sum(it.greedy_v_micro for it in of) / MICRO),
    )
