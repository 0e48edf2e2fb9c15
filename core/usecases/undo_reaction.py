"""Take the last answer back: the tip is open again, and so is its task over there."""

from dataclasses import dataclass, replace

from core.domain.command import CommandKind, TaskCommand
from core.domain.conflict import Fate
from core.domain.events import TipAnswerUndone
from core.domain.ids import CommandId, TipId, UserId, new_id
from core.domain.integration import Provider
from core.domain.outcome import OutcomeKind
from core.domain.reaction import DismissReason, Reaction, ReactionKind
from core.domain.tip import Tip, TipStatus
from core.errors import NotFound
from core.ports import Clock, Store, Work
from core.usecases.outcomes import came_to, withdraw_open
from core.usecases.situation import UNDO_FOR
from core.usecases.wake import Bell


@dataclass(frozen=True, slots=True)
class UndoReaction:
    """Undo the newest answer of a user, and nothing older."""

    store: Store
    clock: Clock
    bell: Bell

    async def __call__(self, user_id: UserId, tip_id: TipId) -> None:
        """Reopen the tip. Raises: NotFound when its answer is not the newest, or undone already."""
        now = self.clock.now()
        async with self.store.writing() as work:
            reaction = await work.reactions.last(user_id)
            if reaction is None or reaction.tip_id != tip_id or now - reaction.at > UNDO_FOR:
                raise NotFound("reaction")
            tip = await work.tips.get(user_id, tip_id)
            await withdraw_open(work, await work.tips.open_of(user_id), now)
            await work.reactions.save(replace(reaction, undone_at=now))
            await came_to(work, tip, OutcomeKind.UNDONE, now)
            await work.tips.mark(tip_id, TipStatus.OPEN)
            await work.tasks.wake(tip_id)
            await self._reopen(work, tip, reaction)
            await self._speak_again(work, user_id)
            await work.outbox.tell(TipAnswerUndone(now, user_id, tip_id, reaction.id))
        self.bell.ring()

    async def _reopen(self, work: Work, tip: Tip, reaction: Reaction) -> None:
        said_done = reaction.reason is DismissReason.ALREADY_DONE
        if reaction.kind is not ReactionKind.DONE and not said_done:
            return
        # A close that still waits is dropped; one that is on its way is answered by the reopening.
        await self._drop(work, tip, reaction)
        reopen = TaskCommand(
            id=CommandId(new_id()),
            user_id=tip.user_id,
            provider=Provider.TODOIST,
            kind=CommandKind.REOPEN,
            task_id=tip.task.id,
            created_at=self.clock.now(),
            due=tip.task.due if tip.task.recurring else None,
        )
        await work.commands.add(reopen)
        await self._put_back(work, tip)

    async def _drop(self, work: Work, tip: Tip, reaction: Reaction) -> None:
        asked = await work.traces.commands(tip.user_id, frozenset({tip.task.id}), reaction.at)
        if any(it.id == reaction.id and it.over_at is None for it in asked):
            await work.commands.dead(CommandId(reaction.id), self.clock.now(), Fate.UNDONE)

    async def _put_back(self, work: Work, tip: Tip) -> None:
        """Know the task again, if a sync has seen it go: else the reopened tip would vanish.

        A recurring one does not go by being completed, so one that is gone was deleted.
        """
        if tip.task.recurring:
            return
        known = await work.tasks.of(tip.user_id, Provider.TODOIST)
        if known is None or any(task.id == tip.task.id for task in known.tasks):
            return
        tasks = replace(known, tasks=(*known.tasks, tip.task))
        await work.tasks.keep(tip.user_id, Provider.TODOIST, tasks)

    async def _speak_again(self, work: Work, user_id: UserId) -> None:
        user = await work.users.get(user_id)
        if user.quiet_until is not None:
            await work.users.save(replace(user, quiet_until=None))
