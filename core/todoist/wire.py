"""Read what Todoist says about tasks: strictly, and piece by piece, so one bad task stays one."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from core.domain.ids import TaskId
from core.domain.task import Due, Task

MAX_TEXT_BYTES = 100_000
"""Far above the 500 letters that Todoist allows, far below what would hurt a page."""

MAX_NAME_LETTERS = 500
"""Of a label, a project or a due text; Todoist allows at most 150."""

MAX_LABELS = 500
"""On one task; as many as an account may have."""

MAX_DURATION = 10_000
"""Minutes or days; Todoist allows a day of minutes."""

DAY_MIN = 24 * 60
"""Minutes of a day."""

YEARS = range(2, 9999)
"""Years around which a day can still be added or a zone applied without leaving the calendar."""

_DUE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z?)?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")


def _whole(text: str) -> str:
    """Return the text as it is, or refuse it: NUL and lone surrogates cannot be kept everywhere."""
    if "\0" in text or len(text.encode()) > MAX_TEXT_BYTES:
        raise ValueError("text")
    return text


def _due_date(text: str) -> str:
    if not _DUE.fullmatch(text) or datetime.fromisoformat(text).year not in YEARS:
        raise ValueError("due")
    return text


def _instant(text: str) -> str:
    if not _INSTANT.fullmatch(text) or datetime.fromisoformat(text).year not in YEARS:
        raise ValueError("instant")
    return text


Text = Annotated[str, AfterValidator(_whole)]
"""A user's own words, kept exactly."""
Name = Annotated[Text, Field(max_length=MAX_NAME_LETTERS)]
"""A short text."""
Id = Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]
"""Opaque, but printable and short."""
Instant = Annotated[str, AfterValidator(_instant)]
"""A moment in UTC."""


class Strangers(BaseModel):
    """What a stranger sent: unknown keys are ignored, and no error quotes a value."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class WireDue(Strangers):
    """A due date in one of its three forms."""

    date: Annotated[str, AfterValidator(_due_date)]
    string: Name | None = None
    lang: Annotated[Name, Field(max_length=16)] | None = None
    timezone: Annotated[Name, Field(max_length=64)] | None = None
    is_recurring: bool = False


class WireDuration(Strangers):
    """How long a task takes."""

    amount: Annotated[int, Field(ge=1, le=MAX_DURATION)]
    unit: Literal["minute", "day"]


class WireKey(Strangers):
    """Just enough of a task to know which one it is."""

    id: Id


class WireMark(WireKey):
    """Just enough of a task to know whether it is still open."""

    checked: bool = False
    is_deleted: bool = False


class WireCompletion(Strangers):
    """When a task was completed; apart from the mark, so that a bad time spoils nothing else."""

    completed_at: Instant


class WireTask(WireMark):
    """A task, as far as oO reads it."""

    content: Annotated[Text, Field(min_length=1)]
    priority: Annotated[int, Field(ge=1, le=4)] = 1
    due: WireDue | None = None
    added_at: Instant | None = None
    project_id: Id | None = None
    labels: Annotated[list[Name], Field(max_length=MAX_LABELS)] = []
    duration: WireDuration | None = None
    description: str | None = None
    """Only whether there is one is kept."""


class WireProject(Strangers):
    """A project, as far as oO reads it."""

    id: Id
    name: Name
    is_deleted: bool = False
    is_archived: bool = False


M = TypeVar("M", bound=Strangers)
"""What a stranger's JSON should be."""


def parsed(model: type[M], raw: object) -> M | None:
    """Return the JSON as what it should be; None when it is not."""
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None


def parse_task(raw: object, projects: Mapping[str, str]) -> Task | None:
    """Return the task with its project's name; None when it is malformed.

    Every text is exactly what Todoist sent.
    """
    wire = parsed(WireTask, raw)
    if wire is None:
        return None
    return Task(
        id=TaskId(wire.id),
        text=wire.content,
        priority=wire.priority,
        due=_due(wire.due),
        added_at=datetime.fromisoformat(wire.added_at) if wire.added_at else None,
        project=projects.get(wire.project_id or "", ""),
        labels=tuple(wire.labels),
        duration_min=_minutes(wire.duration),
        described=bool(wire.description and wire.description.strip()),
    )


def _due(wire: WireDue | None) -> Due | None:
    if wire is None:
        return None
    return Due(
        date=wire.date,
        string=wire.string or "",
        lang=wire.lang or "en",
        timezone=wire.timezone,
        recurring=wire.is_recurring,
    )


def _minutes(wire: WireDuration | None) -> int | None:
    if wire is None:
        return None
    return wire.amount * (DAY_MIN if wire.unit == "day" else 1)
