"""Read Todoist's log of what was completed: the only place that tells of recurring tasks."""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field

from core.domain.completion import Completion
from core.domain.ids import TaskId
from core.errors import IntegrationDown
from core.todoist.answers import PROVIDER
from core.todoist.wire import Id, Instant, Strangers, parsed

PAGES = 5
"""Pages that are read at most; what lies further back than a thousand completions is not asked."""
PER_PAGE = 200
"""As many as Todoist gives at once."""
LOG_S = 8.0
"""Seconds that asking may take in all: with the sync before it, nothing outlives what it may."""


class WireLog(Strangers):
    """The frame of a page of the log; its events are read one by one."""

    results: list[Any]
    next_cursor: Annotated[str, Field(max_length=4096)] | None = None


class WireEvent(Strangers):
    """One event, as far as oO reads it; the log still calls a task an item."""

    object_id: Id
    event_date: Instant


def log_query(since: datetime, cursor: str | None) -> str:
    """Return what asks for a page of the completions since a time."""
    asked = {
        "object_type": "item",
        "event_type": "completed",
        "date_from": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "limit": str(PER_PAGE),
    }
    return urlencode(asked if cursor is None else {**asked, "cursor": cursor})


def read_log(raw: object) -> tuple[tuple[Completion, ...], str | None]:
    """Return a page's completions and the cursor of the next; an unreadable event is left out.

    Raises: IntegrationDown when it is no page of a log.
    """
    frame = parsed(WireLog, raw)
    if frame is None:
        raise IntegrationDown(PROVIDER)
    events = (parsed(WireEvent, it) for it in frame.results)
    found = tuple(
        Completion(TaskId(it.object_id), datetime.fromisoformat(it.event_date))
        for it in events
        if it is not None
    )
    return found, frame.next_cursor or None
