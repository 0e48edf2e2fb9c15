"""Decide what becomes of a wish that waited while its task changed elsewhere.

The rule: deletion beats edit; of two words about one field the newer one stands; whoever's word
falls is told. An answer completes the occurrence that was shown, and no other.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.asked import SKEW, Asked
from core.domain.command import CommandKind, TaskCommand
from core.domain.ids import CommandId, TaskId
from core.domain.task import Due, Task


class Fate(StrEnum):
    """What becomes of a wish; all but the first two are written down as its error."""

    SEND = "send"
    HOLDS = "holds"
    """What it asks for is so already."""
    GONE = "overridden_gone"
    """The task was deleted."""
    MOVED = "overridden_moved"
    """The occurrence it is about was completed or moved by somebody else."""
    UNDONE = "undone"
    """Its own user took it back before it was carried."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A wish that was set aside, and why: a `Fate`, or what the integration said."""

    id: CommandId
    task_id: TaskId
    kind: CommandKind
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class End:
    """How a task left the list: completed or deleted, and when, as far as that is known."""

    completed: bool
    at: datetime | None = None


def fates(
    commands: Iterable[TaskCommand], tasks: Iterable[Task], asked: Collection[Asked]
) -> dict[TaskCommand, Fate]:
    """Return what becomes of a user's wishes, in their order.

    Args: tasks are those that are open now; asked is all that was asked about them before.
    """
    dues = {task.id: task.due for task in tasks}
    found: dict[TaskCommand, Fate] = {}
    for command in commands:
        found[command] = _fate(command, dues, found, asked)
        if found[command] is Fate.SEND and command.kind is CommandKind.REOPEN:
            dues[command.task_id] = command.due
    return found


def _fate(
    command: TaskCommand,
    dues: Mapping[TaskId, Due | None],
    before: Mapping[TaskCommand, Fate],
    asked: Collection[Asked],
) -> Fate:
    """Return one fate. Only a recurring task needs a look: any other is closed or open, twice or not."""
    if command.due is None or command.task_id not in dues:
        return Fate.SEND  # of what is not there the integration has the word
    now = dues[command.task_id]
    moved = now is None or now.date != command.due.date
    if command.kind is CommandKind.REOPEN and carried(command, asked):
        return Fate.SEND
    if moved:
        return Fate.MOVED
    if command.kind is CommandKind.REOPEN:
        return Fate.HOLDS
    mine = [it for it in before if it.task_id == command.task_id and before[it] is Fate.SEND]
    return Fate.HOLDS if mine and mine[-1].kind is CommandKind.CLOSE else Fate.SEND


def carried(command: TaskCommand, asked: Iterable[Asked]) -> bool:
    """Return whether the close that a reopening answers was carried out."""
    closes = [
        it
        for it in asked
        if it.kind is CommandKind.CLOSE and it.task_id == command.task_id and it.id < command.id
    ]
    newest = max(closes, key=lambda it: it.id, default=None)
    return newest is not None and newest.over_at is not None and not newest.failed


def settled_by(asked: Asked, end: End, *, opening: bool = False) -> Fate:
    """Return what becomes of a waiting wish whose task has gone from the list.

    A completion after the undo is the person's own and newer; one before it is what was undone.

    Args: opening is whether a reopening that goes before it may not have had its effect yet: then
    the task is about to be open again, and must still be closed.
    """
    if not end.completed:
        return Fate.GONE
    if asked.kind is CommandKind.CLOSE:
        return Fate.SEND if opening else Fate.HOLDS
    newer = end.at is not None and end.at > asked.asked_at + SKEW
    return Fate.MOVED if newer else Fate.SEND


def opening(wish: Asked, asked: Iterable[Asked], now: datetime) -> bool:
    """Return whether a reopening that goes before a wish may only now have its effect."""
    return any(
        it.kind is CommandKind.REOPEN
        and it.task_id == wish.task_id
        and (it.asked_at, it.id) < (wish.asked_at, wish.id)
        and not it.failed
        and it.until + SKEW >= now
        for it in asked
    )
