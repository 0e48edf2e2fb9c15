"""Read all that is kept of one pick: its record by score, what spoke for it, and what became of it."""

from dataclasses import dataclass

import numpy as np

from core.bandit import catalogue
from core.bandit.features import FEATURES_VERSION, NAMES
from core.bandit.flip import flip
from core.bandit.policy import is_linear
from core.bandit.record import record_of
from core.domain.explanation import Explanation
from core.domain.fact import Fact
from core.domain.flip import Flip
from core.domain.ids import TipId
from core.domain.masked import masked
from core.domain.pick import Floats, Pick
from core.domain.pick_seen import PickSeen, RewardSeen
from core.errors import NotFound, PosteriorCorrupt
from core.ports import Store, Work
from core.rewards.window import WINDOW
from core.usecases.learned import loaded


@dataclass(frozen=True, slots=True)
class ReadPick:
    """Show one pick of anybody's; the task's words stay sealed."""

    store: Store

    async def __call__(self, tip_id: TipId) -> PickSeen | None:
        """Return the pick; None when none such is counted."""
        async with self.store.reading() as work:
            fact = (await work.facts.get([tip_id])).get(tip_id)
            return await _seen(work, fact) if fact else None


async def _seen(work: Work, fact: Fact) -> PickSeen:
    tip = await work.tips.get(fact.user_id, fact.tip_id)
    pick = (await work.courses.picks([fact.tip_id])).get(fact.tip_id)
    reward = await work.rewards.of_tip(fact.user_id, fact.tip_id)
    return PickSeen(
        fact=fact,
        said=masked(tip.why),
        explanation=tip.explanation,
        record=record_of(pick) if pick else None,
        flip=await _flip(work, fact, pick, tip.explanation) if pick else None,
        outcomes=await work.outcomes.of_tip(fact.user_id, fact.tip_id),
        reward=RewardSeen(reward.value, reward.spec, reward.state) if reward else None,
        closes_at=fact.served_at + WINDOW,
    )


async def _flip(work: Work, fact: Fact, pick: Pick, said: Explanation) -> Flip | None:
    """Return what would have changed who leads; None when nothing would, or nobody can tell."""
    same_sheet = (pick.features_version, pick.feature_names) == (FEATURES_VERSION, NAMES)
    if said.runner_up is None or pick.fallback or not same_sheet:
        return None
    try:
        weights = await _weights(work, fact, pick)
    except (NotFound, PosteriorCorrupt, KeyError):
        return None
    if weights is None:
        return None
    names = catalogue.features(pick.policy).names
    row = dict(zip(NAMES, pick.vector.tolist(), strict=True))
    return flip(row, dict(zip(names, np.asarray(weights).tolist(), strict=True)), said.lead)


async def _weights(work: Work, fact: Fact, pick: Pick) -> Floats | None:
    """Return what the policy weighed by then; None when it weighs nothing one by one."""
    served = pick.served
    prior = await work.priors.get(served.prior) if served.prior else None
    blob = await work.posteriors.state(fact.user_id, served.state) if served.state else None
    policy = loaded(served.policy, blob, prior, pick.day)
    return policy.weights if is_linear(policy) else None
