"""Read one sync answer: what is open, what is gone, and what could not be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field

from core.domain.ids import TaskId
from core.domain.task import Task, TaskChanges
from core.errors import IntegrationDown
from core.todoist.answers import PROVIDER
from core.todoist.wire import (
    Instant,
    Strangers,
    WireCompletion,
    WireKey,
    WireMark,
    WireProject,
    parse_task,
    parsed,
)

STALE_AFTER = timedelta(seconds=10)
"""A snapshot older than this misses recent changes; large accounts get such ones."""


class WireSync(Strangers):
    """The frame of a sync answer; its parts are read one by one."""

    full_sync: bool
    sync_token: Annotated[str, Field(pattern=r"^[!-~]{1,4096}$")]
    items: list[Any] | None = None
    projects: list[Any] | None = None


class WireSnapshot(Strangers):
    """When a full answer was true."""

    full_sync_date_utc: Instant


@dataclass(frozen=True, slots=True)
class Page:
    """One sync answer, read."""

    full: bool
    sync_token: str
    tasks: dict[TaskId, Task] = field(default_factory=dict)
    gone: frozenset[TaskId] = frozenset()
    completed: frozenset[TaskId] = frozenset()
    completed_at: dict[TaskId, datetime] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=dict)
    """All that are known after this answer."""
    reshuffled: bool = False
    """A known project was renamed or put away, so tasks that this answer omits are wrong too."""
    snapshot_at: datetime | None = None
    dropped: int = 0
    """Tasks and projects that could not be read."""

    def stale(self, now: datetime) -> bool:
        """Return whether a full answer tells of a moment long past."""
        return self.snapshot_at is not None and now - self.snapshot_at > STALE_AFTER

    def followed_by(self, later: "Page") -> "Page":
        """Return this full answer with what happened after it."""
        if later.full:
            return later
        tasks = {key: task for key, task in self.tasks.items() if key not in later.gone}
        return replace(
            later,
            full=True,
            tasks=tasks | later.tasks,
            gone=(self.gone | later.gone) - later.tasks.keys(),
            completed=(self.completed | later.completed) - later.tasks.keys(),
            completed_at=self.completed_at | later.completed_at,
        )

    def changes(self) -> TaskChanges:
        """Return what this means for the task list."""
        return TaskChanges(
            full=self.full,
            changed=tuple(self.tasks.values()),
            gone=self.gone,
            completed=self.completed,
            sync_token=self.sync_token,
            projects=self.projects,
            completed_at={
                key: at for key, at in self.completed_at.items() if key in self.completed
            },
        )


@dataclass(frozen=True, slots=True)
class _Projects:
    names: dict[str, str]
    reshuffled: bool
    dropped: int


def read_page(raw: object, known_projects: Mapping[str, str]) -> Page:
    """Return a sync answer as a page.

    A task that cannot be read is dropped and counted; if its id can be read, it counts as gone,
    because what was known of it is no longer true.

    Raises: IntegrationDown when the frame cannot be read, or not one of several tasks: an empty
    list must not replace a full one by mistake.
    """
    frame = parsed(WireSync, raw)
    if frame is None or (frame.full_sync and frame.items is None):
        raise IntegrationDown(PROVIDER)
    items = frame.items or []
    projects = _read_projects(frame.projects or [], {} if frame.full_sync else known_projects)
    page = _read_items(items, projects.names)
    if page.dropped == len(items) and len(items) > 1:
        raise IntegrationDown(PROVIDER)
    snapshot = parsed(WireSnapshot, raw)
    return replace(
        page,
        full=frame.full_sync,
        sync_token=frame.sync_token,
        projects=projects.names,
        reshuffled=projects.reshuffled,
        snapshot_at=datetime.fromisoformat(snapshot.full_sync_date_utc) if snapshot else None,
        dropped=page.dropped + projects.dropped,
    )


def _read_projects(raws: Iterable[Any], known: Mapping[str, str]) -> _Projects:
    names, reshuffled, dropped = dict(known), False, 0
    for raw in raws:
        project = parsed(WireProject, raw)
        if project is None:
            dropped += 1
            continue
        names.pop(project.id, None)
        if not (project.is_deleted or project.is_archived):
            names[project.id] = project.name
        reshuffled |= project.id in known and names.get(project.id) != known[project.id]
    return _Projects(names, reshuffled, dropped)


def _read_items(raws: Iterable[Any], projects: Mapping[str, str]) -> Page:
    """Return a page of the tasks alone; the last word on an id stands."""
    marks: dict[TaskId, WireMark | None] = {}
    tasks: dict[TaskId, Task | None] = {}
    times: dict[TaskId, datetime] = {}
    dropped = 0
    for raw in raws:
        key = parsed(WireKey, raw)
        mark = parsed(WireMark, raw)
        closed = mark is not None and (mark.checked or mark.is_deleted)
        task = None if closed else parse_task(raw, projects)
        dropped += not closed and task is None
        if key is not None:
            marks[TaskId(key.id)], tasks[TaskId(key.id)] = mark, task
            told = parsed(WireCompletion, raw)
            if told is not None:
                times[TaskId(key.id)] = datetime.fromisoformat(told.completed_at)
    return Page(
        full=False,
        sync_token="",
        tasks={key: task for key, task in tasks.items() if task is not None},
        gone=frozenset(key for key, task in tasks.items() if task is None),
        completed=frozenset(
            key for key, mark in marks.items() if mark and mark.checked and not mark.is_deleted
        ),
        completed_at=times,
        dropped=dropped,
    )
