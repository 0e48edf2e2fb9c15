"""Tell what happened to tasks over there, without taking oO's own doing for the person's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from core.domain.asked import Asked, Span, closed_by_us, opened_by_us
from core.domain.changes import Change, Happening, Told
from core.domain.events import (
    TaskCompleted,
    TaskDeleted,
    TaskEdited,
    TaskPostponed,
    TaskReopened,
)
from core.domain.ids import TaskId, TipId, UserId
from core.domain.integration import Provider
from core.domain.outcome import OutcomeKind
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.task import TaskList
from core.domain.tip import Tip, TipStatus
from core.ports import Work
from core.rewards.evidence import Proposal, credited, standing_completion
from core.usecases import outcomes

REMEMBERED = timedelta(days=30)
"""As long as picks are kept: a task that is opened again later takes nothing back."""
EVENTS = {
    Change.POSTPONED: TaskPostponed,
    Change.DELETED: TaskDeleted,
    Change.EDITED: TaskEdited,
    Change.MOVED_BACK: TaskEdited,
}
"""The event that tells of a change; none tells of what is new, or gone without a word."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a list: whose, what was known before, and when it is now."""

    user_id: UserId
    provider: Provider
    before: TaskList
    now: datetime

    @property
    def span(self) -> Span:
        """Return when whatever has no time of its own happened: since the look before."""
        return Span(self.before.synced_at or self.now, self.now)


@dataclass(frozen=True, slots=True)
class TellChanges:
    """Write what one read brought into outcomes and events, in the transaction that keeps it."""

    work: Work
    look: Look
    tips: tuple[Tip, ...]
    asked: tuple[Asked, ...]

    @classmethod
    async def about(cls, work: Work, look: Look, tasks: frozenset[TaskId]) -> Self:
        """Return it with all that oO did about these tasks."""
        since = look.span.since - REMEMBERED
        tips = await work.traces.tips(look.user_id, tasks, since)
        asked = await work.traces.commands(look.user_id, tasks, since)
        return cls(work, look, tips, asked)

    def theirs(self, told: Told) -> bool:
        """Return whether the person completed it, and not oO."""
        span = self.look.span if told.at is None else Span(told.at, told.at)
        return not closed_by_us(self.asked, told.task_id, span)

    async def completed(self, told: Told) -> TipId | None:
        """Tell of a completion once, and return the tip it is laid to, if it says anything new.

        What is told of late is told only if it says more about a tip than was known.
        """
        if not self.theirs(told):
            return None
        now = self.look.now
        at = min(told.at or now, now)
        tip = await self._credited(told.task_id, at)
        if tip is None and told.late:
            return None
        if tip is not None:
            known = standing_completion(await self.work.outcomes.of_tip(tip.user_id, tip.id))
            if known is not None and known <= at:
                return None
            await outcomes.completed(self.work, tip, at, told.noticed)
        tip_id = tip.id if tip else None
        user_id, provider = self.look.user_id, self.look.provider
        await self.work.outbox.tell(
            TaskCompleted(now, user_id, provider, told.task_id, at, told.noticed, tip_id)
        )
        return tip_id

    async def other(self, it: Happening) -> None:
        """Tell of any other change."""
        now, user_id, provider = self.look.now, self.look.user_id, self.look.provider
        if it.change in {Change.ADDED, Change.MOVED_BACK}:
            if opened_by_us(self.asked, it.task_id, self.look.span):
                return
            tip = await self._reopened(it)
            if tip is not None:
                await outcomes.came_to(self.work, tip, OutcomeKind.REOPENED, now)
                again = TaskReopened(now, user_id, provider, it.task_id, tip.id)
                await self.work.outbox.tell(again)
                return
        event = EVENTS.get(it.change)
        if event is not None:
            await self.work.outbox.tell(event(now, user_id, provider, it.task_id))

    async def _credited(self, task_id: TaskId, at: datetime) -> Tip | None:
        mine = {
            tip.id: tip
            for tip in self.tips
            if tip.task.id == task_id and Proposal(tip.id, task_id, tip.served_at).earns(at)
        }
        proposals = [await self._proposal(tip) for tip in mine.values()]
        found = credited(proposals, task_id, at)
        return mine[found.tip_id] if found else None

    async def _proposal(self, tip: Tip) -> Proposal:
        withdrawn_at = None
        if tip.status is TipStatus.WITHDRAWN:
            every = await self.work.outcomes.of_tip(tip.user_id, tip.id)
            withdrawn = (it.at for it in every if it.kind is OutcomeKind.WITHDRAWN)
            withdrawn_at = max(withdrawn, default=None)
        return Proposal(tip.id, tip.task.id, tip.served_at, withdrawn_at)

    async def _reopened(self, it: Happening) -> Tip | None:
        """Return the newest tip whose task was completed, here or there, and is open again."""
        for tip in reversed([tip for tip in self.tips if tip.task.id == it.task_id]):
            if it.change is Change.MOVED_BACK and (it.task is None or it.task.due != tip.task.due):
                continue
            if await self._over(tip):
                return tip
        return None

    async def _over(self, tip: Tip) -> bool:
        every = await self.work.outcomes.of_tip(tip.user_id, tip.id)
        if standing_completion(every) is not None:
            return True
        answer = await self.work.reactions.of_tip(tip.user_id, tip.id)
        return answer is not None and (
            answer.kind is ReactionKind.DONE or answer.reason is DismissReason.ALREADY_DONE
        )
