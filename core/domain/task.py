"""Describe an open task as oO last saw it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.domain.ids import TaskId

HEADER_PREFIX = "* "
"""A task whose text begins so is a header: it cannot be completed (Todoist's rule)."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due, in the words of its integration.

    `date` has three forms: `2026-11-22` (a day), `2026-11-22T12:00:00` (wall time where the user
    is) and `2026-11-22T15:00:00Z` (an instant).
    """

    date: str
    string: str = ""
    lang: str = "en"
    timezone: str | None = None
    recurring: bool = False

    @property
    def all_day(self) -> bool:
        """Return whether the task is due some time that day."""
        return "T" not in self.date

    def at(self, zone: ZoneInfo) -> datetime:
        """Return the instant at which the task falls due; a day falls due at its end, in `zone`."""
        moment = datetime.fromisoformat(self.date)
        if self.all_day:
            moment = datetime.combine(moment.date() + timedelta(days=1), time.min)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Task:
    """An open item of the user; `priority` 4 is the most urgent, 1 is normal."""

    id: TaskId
    text: str
    priority: int = 1
    due: Due | None = None
    added_at: datetime | None = None
    project: str = ""
    labels: tuple[str, ...] = ()
    duration_min: int | None = None
    described: bool = False
    """Whether it carries a description; the words themselves stay where they are."""

    @property
    def header(self) -> bool:
        """Return whether this is a heading rather than something to do."""
        return self.text.startswith(HEADER_PREFIX)

    @property
    def recurring(self) -> bool:
        """Return whether completing it moves it to its next occurrence."""
        return self.due is not None and self.due.recurring


@dataclass(frozen=True, slots=True)
class TaskList:
    """All open tasks of a user at one integration, as of one moment."""

    tasks: tuple[Task, ...] = ()
    synced_at: datetime | None = None
    sync_token: str = "*"  # noqa: S105 — a place in a stream, not a secret
    """Where the next incremental sync begins; `*` asks for everything."""
    projects: dict[str, str] = field(default_factory=dict)
    """Project names by project id: an incremental sync names only what changed."""


@dataclass(frozen=True, slots=True)
class TaskChanges:
    """What one sync brought; `full` replaces everything known, otherwise it is merged by id."""

    full: bool
    changed: tuple[Task, ...]
    gone: frozenset[TaskId]
    completed: frozenset[TaskId]
    """Those of `gone` that were completed, not deleted."""
    sync_token: str
    projects: dict[str, str] = field(default_factory=dict)
    completed_at: dict[TaskId, datetime] = field(default_factory=dict)
    """When those of `completed` were, as far as the integration says."""
