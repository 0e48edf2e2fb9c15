"""Keep what became of tips in memory: outcomes, rewards, and the log of picks."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import TipId, UserId
from core.domain.outcome import Outcome, OutcomeKind
from core.domain.reward import Reward, RewardState
from core.domain.tip import Tip, TipStatus
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft, drop_where
from core.ports import Logged


@dataclass(frozen=True, slots=True)
class MemoryOutcomes:
    """Outcomes in memory; nothing here changes one."""

    draft: Draft

    async def add(self, outcome: Outcome) -> None:
        """Keep what became of the user's own tip."""
        self.draft.must_own(outcome.user_id, outcome.tip_id)
        if self.draft.outcomes.get(outcome.id):
            self.draft.refuse(StaleWrite("row"))
        self.draft.outcomes.put(outcome.id, outcome)

    async def of_tip(self, user_id: UserId, tip_id: TipId) -> tuple[Outcome, ...]:
        """Return what became of a tip, oldest first."""
        every = self.draft.outcomes.group(("tip", tip_id))
        mine = [it for it in every if it.user_id == user_id]
        return tuple(sorted(mine, key=lambda it: (it.at, it.id)))

    async def of(self, user_id: UserId) -> tuple[Outcome, ...]:
        """Return what became of all tips of a user, oldest first."""
        mine = self.draft.outcomes.group(("user", user_id))
        return tuple(sorted(mine, key=lambda it: (it.at, it.id)))

    async def unanswered(self, before: datetime, limit: int) -> tuple[Tip, ...]:
        """Return open tips served before a time of which nothing came yet, oldest first."""
        settled = {OutcomeKind.IGNORED, OutcomeKind.COMPLETED}
        known = {it.tip_id for it in self.draft.outcomes.values() if it.kind in settled}
        found = [
            it
            for it in self.draft.tips.values()
            if it.status is TipStatus.OPEN and it.served_at < before and it.id not in known
        ]
        return tuple(sorted(found, key=lambda it: (it.served_at, it.id))[:limit])


@dataclass(frozen=True, slots=True)
class MemoryRewards:
    """Rewards in memory; nothing here changes one."""

    draft: Draft

    async def add(self, reward: Reward) -> None:
        """Keep what the pick behind the user's own tip was worth."""
        self.draft.must_own(reward.user_id, reward.tip_id)
        if self.draft.rewards.get(reward.id):
            self.draft.refuse(StaleWrite("row"))
        self.draft.rewards.put(reward.id, reward)

    async def of_tip(self, user_id: UserId, tip_id: TipId) -> Reward | None:
        """Return the reward that stands for a tip, also one that was taken back."""
        every = self.draft.rewards.group(("tip", tip_id))
        mine = [it for it in every if it.user_id == user_id]
        return max(mine, key=lambda it: it.id, default=None)

    async def standing(self, user_id: UserId, since: datetime | None = None) -> tuple[Reward, ...]:
        """Return the rewards that stand, oldest tip first; of all tips, or those since a time."""
        newest = [
            it
            for tip, it in self._newest()
            if it.user_id == user_id and (since is None or tip.served_at >= since)
        ]
        return tuple(it for it in newest if it.milli is not None)

    async def of(self, user_id: UserId) -> tuple[Reward, ...]:
        """Return every reward of a user's, also those that do not stand any more, oldest first."""
        mine = self.draft.rewards.group(("user", user_id))
        return tuple(sorted(mine, key=lambda it: it.id))

    async def provisional(self, before: datetime, limit: int) -> tuple[Reward, ...]:
        """Return rewards that may still change although their window has closed, oldest tip first."""
        found = (it for tip, it in self._newest() if tip.served_at < before)
        return tuple(it for it in found if it.state is RewardState.PROVISIONAL)[:limit]

    def _newest(self) -> list[tuple[Tip, Reward]]:
        """Return each tip that has a reward with the newest one, oldest tip first."""
        newest = {it.tip_id: it for it in sorted(self.draft.rewards.values(), key=lambda it: it.id)}
        tips = sorted(self.draft.tips.values(), key=lambda it: (it.served_at, it.id))
        return [(tip, newest[tip.id]) for tip in tips if tip.id in newest]


@dataclass(frozen=True, slots=True)
class MemoryPickLog:
    """The log of picks in memory, in the order of their tips."""

    draft: Draft

    async def page(self, after: TipId | None, limit: int) -> tuple[Logged, ...]:
        """Return the next picks, none of them twice."""
        later = sorted(key for key, _ in self.draft.picks.items() if after is None or key > after)
        return tuple([await self.find(tip_id) for tip_id in later[:limit]])

    async def find(self, tip_id: TipId) -> Logged:
        """Return the pick behind anybody's tip; NotFound when it is not, or no longer, logged."""
        tip, pick = self.draft.tips.get(tip_id), self.draft.picks.get(tip_id)
        if tip is None or pick is None:
            raise NotFound("tip")
        return Logged(tip.user_id, tip_id, tip.served_at, tip.surface, pick)

    async def sweep(self, before: datetime) -> int:
        """Drop the picks of tips served before a time and return how many."""
        old = {it.id for it in self.draft.tips.values() if it.served_at < before}
        return drop_where(self.draft.picks, lambda key, _: key in old)
