"""Answer a tip and show the next one, in one transaction: what a page does with every tap."""

from dataclasses import dataclass

from core.domain.ids import TipId, UserId
from core.domain.reaction import Wish
from core.domain.tip import Surface
from core.domain.views import Answered, Shown
from core.errors import NothingToTip, StaleWrite
from core.ports import Store
from core.usecases.record_reaction import RecordReaction
from core.usecases.request_tip import RequestTip
from core.usecases.wake import Bell


@dataclass(frozen=True, slots=True)
class AnswerTip:
    """Record a reaction and request the next tip; nobody waits for learning or for Todoist."""

    store: Store
    record: RecordReaction
    request: RequestTip
    bell: Bell

    async def __call__(
        self, user_id: UserId, tip_id: TipId, wish: Wish, surface: Surface
    ) -> Answered:
        """Return what was recorded and what comes next. Raises: as RecordReaction does."""
        try:
            answered = await self._answer(user_id, tip_id, wish, surface)
        except StaleWrite:  # learning went on beside us: nothing was saved, and once more will do
            answered = await self._answer(user_id, tip_id, wish, surface)
        self.bell.ring()
        return answered

    async def _answer(
        self, user_id: UserId, tip_id: TipId, wish: Wish, surface: Surface
    ) -> Answered:
        async with self.store.writing() as work:
            done = await self.record.within(work, user_id, tip_id, wish)
            answered = None if done.again else (done.reaction, done.tip)
            try:
                shown: Shown | NothingToTip = await self.request.within(
                    work, user_id, surface, answered=answered
                )
            except NothingToTip as found:
                shown = found
        return Answered(done.reaction, shown)
