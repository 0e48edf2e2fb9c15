"""Say more about the last answer: when a snoozed task comes back, or what was wrong with a tip."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.ids import TipId, UserId
from core.domain.reaction import (
    DISOWNED_REST,
    DONE_REST,
    DismissReason,
    Reaction,
    ReactionKind,
    Rest,
)
from core.domain.snooze import Snooze, until
from core.errors import NotFound
from core.ports import Clock, Store, Work
from core.usecases.outcomes import withdraw_open
from core.usecases.person import zone
from core.usecases.record_reaction import close_command
from core.usecases.wake import Bell


async def _last(work: Work, user_id: UserId, tip_id: TipId, kind: ReactionKind) -> Reaction:
    reaction = await work.reactions.of_tip(user_id, tip_id)
    if reaction is None or reaction.kind is not kind:
        raise NotFound("reaction")
    return reaction


@dataclass(frozen=True, slots=True)
class ChangeSnooze:
    """Choose when a snoozed task comes back; "not today" also asks for silence."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId, tip_id: TipId, snooze: Snooze) -> datetime:
        """Return when the task comes back, in the user's time. Raises: NotFound."""
        async with self.store.writing() as work:
            reaction = await _last(work, user_id, tip_id, ReactionKind.SNOOZE)
            user = await work.users.get(user_id)
            tip = await work.tips.get(user_id, tip_id)
            back_at = until(snooze, self.clock.now(), zone(user.timezone))
            await work.reactions.save(replace(reaction, snoozed_until=back_at))
            await work.tasks.rest(Rest(user_id, tip.task.id, tip_id, back_at, reaction.kind))
            quiet = back_at if snooze is Snooze.NOT_TODAY else None
            if quiet != user.quiet_until:
                await work.users.save(replace(user, quiet_until=quiet))
            shown = await work.tips.open_of(user_id) if quiet else None
            # The next tip may already be there, and would break the silence.
            await withdraw_open(work, shown, self.clock.now())
        return back_at


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Say what was wrong with a dismissed tip; "already done" ticks the task off."""

    store: Store
    clock: Clock
    bell: Bell

    async def __call__(self, user_id: UserId, tip_id: TipId, reason: DismissReason) -> None:
        """Write the reason down. Raises: NotFound when the tip was not dismissed."""
        async with self.store.writing() as work:
            reaction = await _last(work, user_id, tip_id, ReactionKind.DISMISS)
            if reaction.reason is DismissReason.ALREADY_DONE:
                return  # the task is ticked off: only an undo takes that back
            tip = await work.tips.get(user_id, tip_id)
            await work.reactions.save(replace(reaction, reason=reason))
            if reason is DismissReason.NOT_MINE:
                away = self.clock.now() + DISOWNED_REST
                await work.tasks.rest(Rest(user_id, tip.task.id, tip_id, away, reaction.kind))
            if reason is DismissReason.ALREADY_DONE:
                away = self.clock.now() + DONE_REST
                await work.tasks.rest(Rest(user_id, tip.task.id, tip_id, away, ReactionKind.DONE))
                await work.commands.add(close_command(tip, reaction))
        self.bell.ring()
