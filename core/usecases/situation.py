"""Read once all that a tip depends on, and decide what may be tipped."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.bandit.candidates import eligible, tippable
from core.domain.card import plain
from core.domain.command import LONGEST_HOLD
from core.domain.ids import TaskId, UserId
from core.domain.integration import Integration, IntegrationState, Provider
from core.domain.reaction import Reaction, Rest
from core.domain.task import Task, TaskList
from core.domain.tip import Tip
from core.domain.user import User
from core.domain.views import Last
from core.errors import Emptiness, NothingToTip
from core.ports import Work
from core.usecases.person import zone

FRESH = timedelta(seconds=30)
"""A task list younger than this is as good as new (mission 0.4)."""
UNDO_FOR = timedelta(hours=24)
"""After a day the task has moved on elsewhere, and taking an answer back would surprise."""


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is known when a tip is asked for."""

    user: User
    integration: Integration | None
    tasks: TaskList | None
    rests: tuple[Rest, ...]
    open_tip: Tip | None
    last: Last | None

    @property
    def known(self) -> tuple[Task, ...]:
        """Return the open tasks as last seen."""
        return self.tasks.tasks if self.tasks else ()

    def stale(self, now: datetime) -> bool:
        """Return whether the tasks should be read again before a page is shown.

        Stale is also what was read in a future too far away: the clock has been set back since.
        """
        synced_at = self.tasks.synced_at if self.tasks else None
        fresh = synced_at is not None and -LONGEST_HOLD <= now - synced_at < FRESH
        return self._reachable(now) and not fresh

    def _reachable(self, now: datetime) -> bool:
        """Return whether asking can help: not while it has failed and its next try is to come."""
        link = self.integration
        if link is None or link.state is IntegrationState.RECONNECT:
            return False
        waits = link.failing_since is not None and link.next_sync_at is not None
        return not waits or link.next_sync_at is None or link.next_sync_at <= now

    def candidates(self, now: datetime, *, anyway: bool) -> tuple[Task, ...]:
        """Return what may be tipped, at least one. Raises: NothingToTip with the reason."""
        if self.integration is None:
            raise NothingToTip(Emptiness.NOT_CONNECTED)
        if not anyway and self.user.quiet_until is not None and now < self.user.quiet_until:
            raise NothingToTip(Emptiness.QUIET, self.user.quiet_until)
        if self.tasks is None:
            raise NothingToTip(_unread(self.integration), self.integration.failing_since)
        found = eligible(self.tasks.tasks, self.rests, anyway=anyway)
        if found:
            return found
        if waiting := tippable(self.tasks.tasks):
            ends = _ends(self.rests)
            raise NothingToTip(Emptiness.ALL_RESTING, min(ends[task.id] for task in waiting))
        raise NothingToTip(Emptiness.NO_TASKS)


def _ends(rests: tuple[Rest, ...]) -> dict[TaskId, datetime]:
    """Return when each task wakes: when the last of its rests is over."""
    return {rest.task_id: rest.until for rest in sorted(rests, key=lambda rest: rest.until)}


def _unread(integration: Integration) -> Emptiness:
    if integration.state is IntegrationState.RECONNECT:
        return Emptiness.RECONNECT
    return Emptiness.DOWN if integration.failing_since else Emptiness.FIRST_SYNC


async def read_situation(
    work: Work, user_id: UserId, now: datetime, *, answered: tuple[Reaction, Tip] | None = None
) -> Situation:
    """Return the situation of a user.

    Args: answered is what this very transaction has just recorded: then no tip is open.
    Raises: NotFound when there is no such user.
    """
    user = await work.users.get(user_id)
    integration = await work.integrations.get(user_id, Provider.TODOIST)
    return Situation(
        user=user,
        integration=integration,
        tasks=await work.tasks.of(user_id, Provider.TODOIST) if integration else None,
        rests=await work.tasks.rests(user_id, now),
        open_tip=None if answered else await work.tips.open_of(user_id),
        last=last_of(*answered, user) if answered else await _last(work, user, now),
    )


async def _last(work: Work, user: User, now: datetime) -> Last | None:
    reaction = await work.reactions.last(user.id)
    if reaction is None or now - reaction.at > UNDO_FOR:
        return None
    tip = await work.tips.get(user.id, reaction.tip_id)
    return last_of(reaction, tip, user)


def last_of(reaction: Reaction, tip: Tip, user: User) -> Last:
    """Return an answer as the one that can be undone, in the user's own time."""
    until = reaction.snoozed_until
    back_at = None if until is None else until.astimezone(zone(user.timezone))
    return Last(tip.id, reaction.kind, plain(tip.task.text), back_at)
