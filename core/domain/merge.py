"""Merge what a sync brought into what was known."""

from datetime import datetime

from core.domain.task import TaskChanges, TaskList


def merged(known: TaskList, changes: TaskChanges, now: datetime) -> TaskList:
    """Return the task list after a sync: a full one replaces all, another changes by id."""
    base = {} if changes.full else {task.id: task for task in known.tasks}
    base |= {task.id: task for task in changes.changed}
    tasks = tuple(task for task in base.values() if task.id not in changes.gone)
    projects = changes.projects if changes.full else known.projects | changes.projects
    return TaskList(tasks, now, changes.sync_token, projects)
