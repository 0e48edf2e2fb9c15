"""Make rewards final when their window has closed, and call silence what it is: an outcome."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.events import TipClosed
from core.domain.ids import RewardId, new_id
from core.domain.outcome import OutcomeKind
from core.domain.reward import RewardState
from core.ports import Clock, Store
from core.rewards.window import WINDOW
from core.usecases.outcomes import came_to

AT_ONCE = 200
"""Rows a transaction closes: others wait meanwhile."""


@dataclass(frozen=True, slots=True)
class CloseWindows:
    """Add a final reward to each answered pick, and `ignored` to each unanswered one, once."""

    store: Store
    clock: Clock

    async def __call__(self) -> int:
        """Return how many windows were closed."""
        closed = 0
        while True:
            batch = await self._some(self.clock.now() - WINDOW)
            closed += batch
            if batch < AT_ONCE:
                return closed

    async def _some(self, before: datetime) -> int:
        now = self.clock.now()
        async with self.store.writing() as work:
            rewards = await work.rewards.provisional(before, AT_ONCE)
            for reward in rewards:
                final = replace(reward, id=RewardId(new_id()), at=now, state=RewardState.FINAL)
                await work.rewards.add(final)
                await work.outbox.tell(TipClosed(now, reward.user_id, reward.tip_id))
            silent = await work.outcomes.unanswered(before, AT_ONCE)
            for tip in silent:
                await came_to(work, tip, OutcomeKind.IGNORED, now)
                await work.outbox.tell(TipClosed(now, tip.user_id, tip.id))
        return max(len(rewards), len(silent))
