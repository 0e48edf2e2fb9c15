"""Notice what a person did over there: what was completed, and whose merit that is, and the rest."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from core.domain.asked import Span, closed_by_us, to_be_opened
from core.domain.changes import Change, Happening, Log, Told, happened, judged
from core.domain.completion import Completion, Noticed
from core.domain.ids import TaskId, TipId, UserId
from core.domain.merge import merged
from core.domain.task import TaskChanges, TaskList
from core.domain.tip import Tip
from core.ports import Work
from core.rewards.window import WINDOW
from core.usecases.outcomes import vanish
from core.usecases.tell_changes import REMEMBERED, Look, TellChanges

DOUBTFUL = frozenset({Change.MOVED_ON, Change.VANISHED})
"""What only the integration's log can tell apart: completed, or something else."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one read of an integration brought, when it began, and what else told of completions."""

    began_at: datetime
    changes: TaskChanges
    hints: frozenset[Completion] = frozenset()
    log: Log = field(default_factory=Log)


async def in_doubt(work: Work, user_id: UserId, known: TaskList, read: Read) -> frozenset[TaskId]:
    """Return the tasks whose fate must be asked for: it matters to a tip, and nobody told of it."""
    hinted = {it.task_id for it in read.hints}
    happenings = happened(known, read.changes)
    doubtful = frozenset(it.task_id for it in happenings if it.change in DOUBTFUL) - hinted
    if not doubtful or known.synced_at is None:
        return frozenset()
    tips = await work.traces.tips(user_id, doubtful, known.synced_at - WINDOW)
    asked = await work.traces.commands(user_id, doubtful, known.synced_at - REMEMBERED)
    span = Span(known.synced_at, read.began_at)
    return frozenset(it.task.id for it in tips if not closed_by_us(asked, it.task.id, span))


async def notice(work: Work, look: Look, read: Read) -> TaskList:
    """Write down what happened, and return the list as it is now.

    A task that oO itself is about to open again stays in it: the read was too early to see that.
    """
    happenings = happened(look.before, read.changes)
    tasks = merged(look.before, read.changes, look.now)
    told, rest = judged(happenings, read.hints, read.log)
    late = _late(read.hints, happenings, tasks)
    if not happenings and not late:
        return tasks
    changed = {it.task_id for it in happenings} | {it.task_id for it in late}
    tell = await TellChanges.about(work, look, frozenset(changed))
    merits = {await tell.completed(it) for it in (*told, *late)}
    for it in rest:
        await tell.other(it)
    tasks = _kept(tell, tasks, read)
    over = frozenset(it.task_id for it in told if tell.theirs(it))
    tip = await work.tips.open_of(look.user_id)
    if tip is not None and _melts(tip, tasks, merits, over):
        await vanish(work, tip, look.now)
    return tasks


def _late(
    hints: frozenset[Completion], happenings: tuple[Happening, ...], tasks: TaskList
) -> tuple[Told, ...]:
    """Return the hints at what an earlier read has seen: a recurring task had moved on by then."""
    moved = {it.task_id for it in happenings}
    recurring = {it.id for it in tasks.tasks if it.recurring} - moved
    mine = sorted((it for it in hints if it.task_id in recurring), key=lambda it: it.at)
    return tuple(Told(it.task_id, Noticed.INTENT, it.at, late=True) for it in mine)


def _kept(tell: TellChanges, tasks: TaskList, read: Read) -> TaskList:
    here = {task.id for task in tasks.tasks}
    deleted = read.changes.gone - read.changes.completed
    kept = [
        task
        for task in tell.look.before.tasks
        if task.id not in here
        and task.id not in deleted
        and to_be_opened(tell.asked, task.id, read.began_at)
    ]
    return replace(tasks, tasks=(*tasks.tasks, *kept)) if kept else tasks


def _melts(
    tip: Tip, tasks: TaskList, merits: set[TipId | None], completed: frozenset[TaskId]
) -> bool:
    """Return whether an open tip's task is gone, or the occurrence it means was completed."""
    there = any(task.id == tip.task.id for task in tasks.tasks)
    return not there or tip.id in merits or tip.task.id in completed
