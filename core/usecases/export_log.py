"""Hand out the log of picks with their rewards, in the formats that the field's tools read."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import numpy as np

from core.bandit.formats import dsjson, feedback
from core.bandit.settled import Settled
from core.domain.ids import TipId
from core.domain.log_format import LogFormat
from core.domain.reward import RewardState
from core.ports import Logged, Store, Work

PAGE = 200
"""Picks read at once."""


@dataclass(frozen=True, slots=True)
class ExportLog:
    """Write every pick that has its reward; ids and numbers only, no word of any task."""

    store: Store

    async def lines(self, kind: LogFormat, *, provisional: bool = False) -> AsyncIterator[str]:
        """Yield the log's lines.

        Args: provisional also takes rewards that may still change; what judges policies must not.
        Raises: NoPicks when there is nothing that the Open Bandit Pipeline could read.
        """
        if kind is LogFormat.OBP:
            every = [it async for it in self.settled(provisional=provisional)]
            told = feedback(every)
            yield json.dumps(
                {
                    name: it.tolist() if isinstance(it, np.ndarray) else it
                    for name, it in told.items()
                }
            )
            return
        async for settled in self.settled(provisional=provisional):
            yield dsjson(settled)

    async def settled(self, *, provisional: bool = False) -> AsyncIterator[Settled]:
        """Yield picks with their standing rewards, by tip."""
        after: TipId | None = None
        while True:
            async with self.store.reading() as work:
                page = await work.pick_log.page(after, PAGE)
                found = [await _settled(work, it, provisional=provisional) for it in page]
            for settled in found:
                if settled is not None:
                    yield settled
            if len(page) < PAGE:
                return
            after = page[-1].tip_id


async def _settled(work: Work, logged: Logged, *, provisional: bool) -> Settled | None:
    reward = await work.rewards.of_tip(logged.user_id, logged.tip_id)
    if reward is None or reward.value is None:
        return None
    if reward.state is not RewardState.FINAL and not provisional:
        return None
    return Settled(logged.tip_id, logged.served_at, logged.user_id, reward.value, logged.pick)
