"""Answer the calls about what was done: completed tasks and activities."""

import json
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist.dues import due_moment
from oo_app.sandbox.todoist.errors import BadArgument, MissingArgument
from oo_app.sandbox.todoist.paging import page
from oo_app.sandbox.todoist.records import Record, moment_of, stamp
from oo_app.sandbox.todoist.service import admit

COMPLETION_WINDOW = timedelta(days=92)
"""Longest span of a list by day of completion: three months."""

DUE_WINDOW = timedelta(weeks=6)
"""Longest span of a list by due day."""

FREE_HISTORY = timedelta(days=7)
"""How far back a free account sees its activities."""

HUGE = 2.0e36
"""Where activity ids begin: the live ones are too large for any integer type."""

HUGE_STEP = 1.0e22
"""Between two activity ids; smaller steps vanish in a float of that size."""

FILTERS = ("project_id", "section_id", "parent_id")
"""Fields by which completed tasks can be chosen."""


async def completed_by_completion_date(request: Request) -> Response:
    """List the tasks completed in a window; occurrences of recurring ones are not among them."""
    call = admit(request, "data:read")
    since, until = _window(request, COMPLETION_WINDOW)
    found = [
        task
        for task in _completed(request, call.desk.account.items)
        if since <= moment_of(task["completed_at"]) < until
    ]
    return JSONResponse(page(request, call, found, key="items", rank=_by_completion))


async def completed_by_due_date(request: Request) -> Response:
    """List the completed tasks that were due in a window."""
    call = admit(request, "data:read")
    since, until = _window(request, DUE_WINDOW)
    zone = call.desk.here.zone
    found = [
        task
        for task in _completed(request, call.desk.account.items)
        if task["due"] and since <= due_moment(task["due"], zone) < until
    ]
    return JSONResponse(page(request, call, found, key="items", rank=_by_completion))


async def activities(request: Request) -> Response:
    """List what happened in the last week, completions of recurring tasks among it."""
    call = admit(request, "data:read")
    asked = request.query_params
    since = stamp(max(_moment(asked.get("date_from"), "date_from"), call.desk.now - FREE_HISTORY))
    until = stamp(_moment(asked.get("date_to"), "date_to", call.desk.now + timedelta(seconds=1)))
    wanted = _event_types(asked.get("object_event_types"))
    found = [
        {"id": HUGE + HUGE_STEP * event["number"]} | event
        for event in call.desk.account.activities
        if since <= event["event_date"] < until
        and (wanted is None or _named(event) & wanted)
        and all(
            str(event[name]) == asked[name]
            for name in ("event_type", "object_type", "object_id", "parent_project_id")
            if name in asked
        )
    ]
    answer = page(request, call, found, rank=lambda event: [-event["number"]])
    shown = [{k: v for k, v in event.items() if k != "number"} for event in answer["results"]]
    return JSONResponse({**answer, "results": shown})


def _completed(request: Request, items: dict[str, Record]) -> list[Record]:
    asked = {name: request.query_params[name] for name in FILTERS if name in request.query_params}
    return [
        task
        for task in items.values()
        if task["checked"]
        and not task["is_deleted"]
        and all(task[name] == value for name, value in asked.items())
    ]


def _by_completion(task: Record) -> list[Any]:
    return [task["completed_at"], task["id"]]


def _window(request: Request, longest: timedelta) -> tuple[datetime, datetime]:
    for name in ("since", "until"):
        if name not in request.query_params:
            raise MissingArgument(name)
    since = _moment(request.query_params["since"], "since")
    until = _moment(request.query_params["until"], "until")
    if since > until:
        raise BadArgument("until", "later than since")
    if until - since > longest:
        raise BadArgument("since", f"at most {longest.days} days before until")
    return since, until


def _moment(text: str | None, argument: str, default: datetime | None = None) -> datetime:
    if text is None:
        return default or moment_of("1970-01-01")
    try:
        return moment_of(text)
    except ValueError as error:
        raise BadArgument(argument, "ISO 8601 time") from error


def _event_types(text: str | None) -> set[str] | None:
    if text is None:
        return None
    try:
        wanted = json.loads(text)
    except ValueError as error:
        raise BadArgument("object_event_types", "JSON list") from error
    if not isinstance(wanted, list):
        raise BadArgument("object_event_types", "JSON list")
    return {str(name) for name in wanted}


def _named(event: Record) -> set[str]:
    """Return the names by which an event can be asked for."""
    kind, what = event["object_type"], event["event_type"]
    return {f"{kind}:{what}", f"{kind}:", kind}


ROUTES = [
    Route("/tasks/completed/by_completion_date", completed_by_completion_date, methods=["GET"]),
    Route("/tasks/completed/by_due_date", completed_by_due_date, methods=["GET"]),
    Route("/activities", activities, methods=["GET"]),
]
"""Relative to `/api/v1`."""
