"""Name what happened to each task between two looks at a list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain.completion import Completion, Noticed
from core.domain.ids import TaskId
from core.domain.task import Due, Task, TaskChanges, TaskList

UTC = ZoneInfo("UTC")
"""Two dues of one task are compared as if its user lived here: their order is the same anywhere."""


class Change(StrEnum):
    """What can happen to a task."""

    COMPLETED = "completed"
    DELETED = "deleted"
    VANISHED = "vanished"
    """It is not in a full list any more: completed or deleted, the list does not say."""
    POSTPONED = "postponed"
    """It is due later, or no more at all."""
    MOVED_ON = "moved_on"
    """A recurring task is due later: completed or postponed, the list does not say."""
    MOVED_BACK = "moved_back"
    """A recurring task is due earlier, as after a completion that was taken back."""
    EDITED = "edited"
    ADDED = "added"
    """It was not known: new, or opened again."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to one task; `task` is what it is now, None when it is gone."""

    task_id: TaskId
    change: Change
    task: Task | None = None
    at: datetime | None = None
    """When it was completed, if the integration says so."""


@dataclass(frozen=True, slots=True)
class Told:
    """A completion as it became known; `at` is None when only the two looks bound it."""

    task_id: TaskId
    noticed: Noticed
    at: datetime | None = None
    late: bool = False
    """Whether an earlier read has seen what it did."""


@dataclass(frozen=True, slots=True)
class Log:
    """What an integration's log of completions said about the tasks it was asked for."""

    asked: frozenset[TaskId] = frozenset()
    found: tuple[Completion, ...] = ()

    def of(self, task_id: TaskId) -> tuple[datetime, ...]:
        """Return when a task was completed, earliest first."""
        return tuple(sorted(it.at for it in self.found if it.task_id == task_id))


def happened(known: TaskList, changes: TaskChanges) -> tuple[Happening, ...]:
    """Return what happened since a list was known, at most one change a task.

    A first list tells nothing, and a task that came and went unseen is only told of when it was
    completed: an integration repeats what it has told before.
    """
    if known.synced_at is None:
        return ()
    before = {task.id: task for task in known.tasks}
    after = {task.id: task for task in changes.changed}
    lost = changes.gone if not changes.full else before.keys() | changes.gone
    gone = [it for it in dict.fromkeys((*before, *changes.completed)) if it not in after]
    found = [
        _left(it, changes, None if it in before else known.synced_at) for it in gone if it in lost
    ]
    found += [_became(before.get(task.id), task, renamed=changes.full) for task in after.values()]
    return tuple(it for it in found if it is not None)


def judged(
    happenings: Iterable[Happening], hints: Iterable[Completion], log: Log
) -> tuple[tuple[Told, ...], tuple[Happening, ...]]:
    """Return the completions among what happened, and the rest, with every doubt decided.

    Of a task that is in doubt a hint says most, then the log; a recurring one about which nothing
    could be asked counts as completed, any other stays `VANISHED`.
    """
    told: list[Told] = []
    rest: list[Happening] = []
    for it in happenings:
        hinted = [
            Told(it.task_id, Noticed.INTENT, one.at) for one in hints if one.task_id == it.task_id
        ]
        logged = [Told(it.task_id, Noticed.ACTIVITY, at) for at in log.of(it.task_id)]
        doubtful = it.change in {Change.MOVED_ON, Change.VANISHED}
        if it.change is Change.COMPLETED:
            told.append(Told(it.task_id, Noticed.CHECKED, it.at))
        elif doubtful and (hinted or logged):
            told += hinted or logged
        elif doubtful and it.task_id in log.asked:
            moved = it.change is Change.MOVED_ON
            rest.append(replace(it, change=Change.POSTPONED if moved else Change.DELETED))
        elif it.change is Change.MOVED_ON:
            told.append(Told(it.task_id, Noticed.DUE_MOVED))
        else:
            rest.append(it)
    return tuple(told), tuple(rest)


def _left(task_id: TaskId, changes: TaskChanges, unknown_at: datetime | None) -> Happening | None:
    """Return how a task left; `unknown_at` is when it was not in the list, if it was not."""
    if task_id in changes.completed:
        at = changes.completed_at.get(task_id)
        old = unknown_at is not None and (at is None or at <= unknown_at)
        return None if old else Happening(task_id, Change.COMPLETED, at=at)
    return Happening(task_id, Change.DELETED if task_id in changes.gone else Change.VANISHED)


def _became(before: Task | None, task: Task, *, renamed: bool) -> Happening | None:
    """Return what became of a task that is there; in a full list a project may have a new name."""
    if before is None:
        return Happening(task.id, Change.ADDED, task)
    if renamed:
        before = replace(before, project=task.project)
    if before == task:
        return None
    return Happening(task.id, _moved(before.due, task.due), task)


def _moved(before: Due | None, after: Due | None) -> Change:
    if before is None or before == after:
        return Change.EDITED
    if after is None:
        return Change.EDITED if before.recurring else Change.POSTPONED
    later, earlier = after.at(UTC) > before.at(UTC), after.at(UTC) < before.at(UTC)
    if before.recurring and after.recurring:
        return Change.MOVED_ON if later else Change.MOVED_BACK if earlier else Change.EDITED
    return Change.POSTPONED if later and not before.recurring else Change.EDITED
