"""Give a pick its one reward: the only door through which a policy will learn.

The policy in service is `random`, which learns nothing; what it would learn from is kept.
"""

from dataclasses import dataclass, replace

from core.domain.events import TipSettled
from core.domain.ids import TipId, UserId
from core.ports import Clock, Store, Work
from core.rewards.ladder import reward_milli


@dataclass(frozen=True, slots=True)
class SettlePick:
    """Infer the reward from the standing answer; the same answer settles once."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId, tip_id: TipId) -> int | None:
        """Return the reward in thousandths; None while there is no answer, or no such user."""
        async with self.store.writing() as work:
            return await self.within(work, user_id, tip_id)

    async def within(self, work: Work, user_id: UserId, tip_id: TipId) -> int | None:
        """Do the same in a transaction that is already open."""
        reaction = await work.reactions.of_tip(user_id, tip_id)
        if reaction is None or reaction.reward_milli is not None:
            return None if reaction is None else reaction.reward_milli
        reward = reward_milli(reaction.kind, reaction.dwell_ms)
        await work.reactions.save(replace(reaction, reward_milli=reward))
        await work.outbox.tell(TipSettled(self.clock.now(), user_id, tip_id, reward))
        return reward
