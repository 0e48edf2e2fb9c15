"""Record a user's answer to a tip, once, with all that follows from it in the same transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from core.domain.command import CommandKind, TaskCommand
from core.domain.events import TipAnswered
from core.domain.ids import CommandId, ReactionId, TipId, UserId, new_id
from core.domain.integration import Provider
from core.domain.reaction import (
    DISMISS_REST,
    DONE_REST,
    Reaction,
    ReactionKind,
    Rest,
    Wish,
    dwell_ms,
)
from core.domain.snooze import Snooze, until
from core.domain.tip import Tip, TipStatus
from core.errors import AlreadyAnswered, KeyReused, Malformed
from core.ports import Clock, Reply, Store, Work
from core.usecases import outcomes
from core.usecases.person import zone
from core.usecases.wake import Bell

MAX_KEY = 255
"""Letters of an idempotency key, at most (reliability E6)."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reaction with its tip; `again` when its key had recorded it before."""

    reaction: Reaction
    tip: Tip
    again: bool = False


@dataclass(frozen=True, slots=True)
class RecordReaction:
    """Answer a tip: at most once, whatever the client repeats."""

    store: Store
    clock: Clock
    bell: Bell

    async def __call__(
        self,
        user_id: UserId,
        tip_id: TipId,
        kind: ReactionKind,
        key: str,
        *,
        dwell_ms: int | None = None,
    ) -> Reaction:
        """Return the reaction; the same key again returns the same one.

        Raises: Malformed, NotFound, AlreadyAnswered; KeyReused when the key asked something else.
        """
        async with self.store.writing() as work:
            recorded = await self.within(work, user_id, tip_id, Wish(kind, key, dwell_ms))
        self.bell.ring()
        return recorded.reaction

    async def within(self, work: Work, user_id: UserId, tip_id: TipId, wish: Wish) -> Recorded:
        """Do the same in a transaction that is already open."""
        if not 0 < len(wish.key) <= MAX_KEY or not wish.key.isprintable():
            raise Malformed("idempotency_key")
        asked = hashlib.sha256(f"{tip_id}:{wish.kind}".encode()).hexdigest()
        tip = await work.tips.get(user_id, tip_id)  # first: a twin waits here for the other
        before = await work.replies.find(user_id, wish.key)
        if before is not None:
            return Recorded(await self._again(work, user_id, before, asked), tip, again=True)
        if tip.status is not TipStatus.OPEN:
            raise AlreadyAnswered
        reaction = await self._react(work, tip, wish.kind, wish.dwell_ms)
        await work.replies.keep(user_id, wish.key, Reply(asked, str(reaction.id), reaction.at))
        return Recorded(reaction, tip)

    async def _again(self, work: Work, user_id: UserId, before: Reply, asked: str) -> Reaction:
        """Return the reaction that the key made, also when it was undone since."""
        every = await work.history.reactions(user_id)
        made = next((reaction for reaction in every if str(reaction.id) == before.body), None)
        if made is None or before.digest != asked:
            raise KeyReused
        return made

    async def _react(
        self, work: Work, tip: Tip, kind: ReactionKind, claimed_ms: int | None
    ) -> Reaction:
        now = self.clock.now()
        rests_until = await self._rests_until(work, tip, kind, now)
        reaction = Reaction(
            id=ReactionId(new_id()),
            user_id=tip.user_id,
            tip_id=tip.id,
            kind=kind,
            dwell_ms=dwell_ms(tip.served_at, now, claimed_ms),
            at=now,
            snoozed_until=rests_until if kind is ReactionKind.SNOOZE else None,
        )
        await work.reactions.add(reaction)
        await outcomes.answered(work, reaction)
        await work.tips.mark(tip.id, TipStatus.ANSWERED)
        await work.tasks.rest(Rest(tip.user_id, tip.task.id, tip.id, rests_until, kind))
        if kind is ReactionKind.DONE:
            await work.commands.add(close_command(tip, reaction))
        answered = TipAnswered(now, tip.user_id, tip.id, reaction.id, kind, reaction.dwell_ms)
        await work.outbox.tell(answered)
        return reaction

    async def _rests_until(
        self, work: Work, tip: Tip, kind: ReactionKind, now: datetime
    ) -> datetime:
        if kind is ReactionKind.SNOOZE:
            user = await work.users.get(tip.user_id)
            return until(Snooze.NEXT, now, zone(user.timezone))
        return now + (DONE_REST if kind is ReactionKind.DONE else DISMISS_REST)


def close_command(tip: Tip, reaction: Reaction) -> TaskCommand:
    """Return the wish to complete the task; it bears the reaction's id, so an undo can find it."""
    return TaskCommand(
        id=CommandId(reaction.id),
        user_id=tip.user_id,
        provider=Provider.TODOIST,
        kind=CommandKind.CLOSE,
        task_id=tip.task.id,
        created_at=reaction.at,
        due=tip.task.due if tip.task.recurring else None,
    )
