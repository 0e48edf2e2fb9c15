"""Tell oO's own doing from the person's: what oO asked for comes back from the integration."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.domain.command import CommandKind
from core.domain.ids import CommandId, TaskId

SKEW = timedelta(minutes=1)
"""How far the integration's clock may be from ours."""
NEVER = datetime.max.replace(tzinfo=UTC) - SKEW
"""When what still waits will be over."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command about a task: when oO asked, and since when it is over, done or given up."""

    id: CommandId
    task_id: TaskId
    kind: CommandKind
    asked_at: datetime
    over_at: datetime | None = None
    failed: bool = False

    @property
    def until(self) -> datetime:
        """Return until when it may have its effect."""
        return self.over_at or NEVER


@dataclass(frozen=True, slots=True)
class Span:
    """Between which two moments something happened; they are equal when the moment is known."""

    since: datetime
    until: datetime


def closed_by_us(asked: Iterable[Asked], task_id: TaskId, span: Span) -> bool:
    """Return whether a completion in this span is oO's own.

    It is when a close was under way then, or its reopening was: until that is over, the task may
    still look completed.
    """
    began: datetime | None = None
    ended = NEVER
    for it in _about(asked, task_id):
        if it.kind is CommandKind.CLOSE:
            if began is not None and _meets(began, ended, span):
                return True
            began, ended = it.asked_at, it.until
        elif began is not None:
            ended = max(ended, it.until)
    return began is not None and _meets(began, ended, span)


def opened_by_us(asked: Iterable[Asked], task_id: TaskId, span: Span) -> bool:
    """Return whether a reopening in this span is oO's own."""
    reopenings = [it for it in _about(asked, task_id) if it.kind is CommandKind.REOPEN]
    return any(_meets(it.asked_at, it.until, span) for it in reopenings)


def to_be_opened(asked: Iterable[Asked], task_id: TaskId, seen_at: datetime) -> bool:
    """Return whether oO's last wish is to open the task, and `seen_at` may be too early to see it."""
    mine = _about(asked, task_id)
    if not mine or mine[-1].kind is CommandKind.CLOSE or mine[-1].failed:
        return False
    return mine[-1].until + SKEW >= seen_at


def _about(asked: Iterable[Asked], task_id: TaskId) -> list[Asked]:
    """Return what was asked about one task, in the order in which it has its effect."""
    mine = (it for it in asked if it.task_id == task_id)
    return sorted(mine, key=lambda it: (it.asked_at, it.id))


def _meets(began: datetime, ended: datetime, span: Span) -> bool:
    return began - SKEW <= span.until and span.since <= ended + SKEW
