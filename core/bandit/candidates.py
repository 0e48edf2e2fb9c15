"""Decide which tasks could be tipped at this moment, and say why the others could not."""

from collections.abc import Iterable

from core.domain.pick import Barred
from core.domain.reaction import ReactionKind, Rest
from core.domain.task import Task

NEVER_TIPPED = "heading"
"""Why a task that is only a heading, or has no words, is no candidate."""


def tippable(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return the tasks that can ever be tipped: a header cannot be completed, so never."""
    return tuple(task for task in tasks if not task.header and task.text.strip())


def eligible(
    tasks: Iterable[Task], rests: Iterable[Rest], *, anyway: bool = False
) -> tuple[Task, ...]:
    """Return the tasks that do not rest; `anyway` wakes all but the completed ones."""
    resting = {rest.task_id for rest in rests if not anyway or rest.cause is ReactionKind.DONE}
    return tuple(task for task in tippable(tasks) if task.id not in resting)


def barred(
    tasks: Iterable[Task], rests: Iterable[Rest], candidates: Iterable[Task]
) -> tuple[Barred, ...]:
    """Return the tasks that are no candidates: what they rest from, or that they can never be tipped."""
    in_ = {task.id for task in candidates}
    causes = {rest.task_id: rest.cause.value for rest in rests}
    return tuple(
        Barred(task.id, causes.get(task.id, NEVER_TIPPED)) for task in tasks if task.id not in in_
    )
