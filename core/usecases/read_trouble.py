"""Tell a user what does not go as they think: a link that fails, an answer that was not carried."""

from dataclasses import dataclass
from datetime import timedelta

from core.domain.card import plain
from core.domain.conflict import Aside, Fate
from core.domain.ids import UserId
from core.domain.integration import IntegrationState, Provider
from core.domain.views import Kept, Trouble
from core.ports import Clock, Store, Work

TOLD_FOR = timedelta(hours=24)
"""After a day it is no news any more."""
SERVED_WITHIN = timedelta(days=60)
"""Where the words of a task that is gone are looked for: among the tips of so many days."""
OWN_DOING = frozenset({Fate.UNDONE.value, "disconnected"})
"""What a user did themselves is not told to them."""


@dataclass(frozen=True, slots=True)
class ReadTrouble:
    """Say how a user's link stands, and which of their answers stayed here."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId) -> Trouble:
        """Return what is to be told now; nothing of it twice after the user's next answer."""
        async with self.store.reading() as work:
            link = await work.integrations.get(user_id, Provider.TODOIST)
            if link is None:
                return Trouble()
            kept = await self._kept(work, user_id)
        if link.state is IntegrationState.RECONNECT:
            return Trouble(reconnect=True, kept=kept)
        since = None if link.failing_since is None else link.synced_at or link.failing_since
        return Trouble(unsynced_since=since, kept=kept)

    async def _kept(self, work: Work, user_id: UserId) -> Kept | None:
        now = self.clock.now()
        asides = await work.asides.since(user_id, now - TOLD_FOR)
        news = next((it for it in asides if it.why not in OWN_DOING and it.at <= now), None)
        if news is None:
            return None
        last = await work.reactions.last(user_id)
        if last is not None and last.at > news.at:
            return None
        return await self._worded(work, user_id, news)

    async def _worded(self, work: Work, user_id: UserId, news: Aside) -> Kept | None:
        since = news.at - SERVED_WITHIN
        tips = await work.traces.tips(user_id, frozenset({news.task_id}), since)
        return Kept(plain(tips[-1].task.text), news.kind, news.why) if tips else None
