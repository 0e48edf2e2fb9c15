"""Decide which tasks could be tipped at this moment."""

from collections.abc import Iterable

from core.domain.reaction import ReactionKind, Rest
from core.domain.task import Task


def tippable(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Return the tasks that can ever be tipped: a header cannot be completed, so never."""
    return tuple(task for task in tasks if not task.header and task.text.strip())


def eligible(
    tasks: Iterable[Task], rests: Iterable[Rest], *, anyway: bool = False
) -> tuple[Task, ...]:
    """Return the tasks that do not rest; `anyway` wakes all but the completed ones."""
    resting = {rest.task_id for rest in rests if not anyway or rest.cause is ReactionKind.DONE}
    return tuple(task for task in tippable(tasks) if task.id not in resting)
