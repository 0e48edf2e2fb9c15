"""Answer the calls about tasks."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist import tasks
from oo_app.sandbox.todoist.fields import required, rest_changes
from oo_app.sandbox.todoist.paging import page
from oo_app.sandbox.todoist.quick_add import read_quickly
from oo_app.sandbox.todoist.records import Record
from oo_app.sandbox.todoist.service import Call, admit, read_body

PLACES = ("project_id", "section_id", "parent_id")
"""The three ways to say where a task is."""


async def list_tasks(request: Request) -> Response:
    """List active tasks."""
    call = admit(request, "data:read")
    asked = request.query_params
    found = call.desk.account.active_tasks()
    for name in PLACES:
        if name in asked:
            found = [task for task in found if task[name] == asked[name]]
    if "label" in asked:
        found = [task for task in found if asked["label"] in task["labels"]]
    if "ids" in asked:
        wanted = set(asked["ids"].split(","))
        found = [task for task in found if task["id"] in wanted]
    return JSONResponse(page(request, call, found))


async def get_task(request: Request) -> Response:
    """Return one task; completed ones too, as the live service does."""
    call = admit(request, "data:read")
    return JSONResponse(_task(request, call))


async def add_task(request: Request) -> Response:
    """Add a task."""
    call = admit(request, "task:add")
    body = await read_body(request)
    required(body, "content")
    changes = rest_changes(body, None, call.desk)
    return JSONResponse(tasks.add(call.desk, changes, body))


async def quick_add(request: Request) -> Response:
    """Add a task from one line of text."""
    call = admit(request, "task:add")
    body = await read_body(request)
    read = read_quickly(str(required(body, "text")), call.desk)
    return JSONResponse(tasks.add(call.desk, read.changes, read.place))


async def update_task(request: Request) -> Response:
    """Change a task; a date without its recurring text ends the recurrence."""
    call = admit(request, "data:read_write")
    body = await read_body(request)
    task = _task(request, call)
    return JSONResponse(tasks.update(call.desk, task, rest_changes(body, task, call.desk)))


async def close_task(request: Request) -> Response:
    """Complete a task, or one occurrence of it."""
    call = admit(request, "data:read_write")
    tasks.close(call.desk, _task(request, call))
    return Response(status_code=204)


async def reopen_task(request: Request) -> Response:
    """Make a completed task active again."""
    call = admit(request, "data:read_write")
    tasks.reopen(call.desk, _task(request, call))
    return Response(status_code=204)


async def move_task(request: Request) -> Response:
    """Move a task."""
    call = admit(request, "data:read_write")
    body = await read_body(request)
    return JSONResponse(tasks.move(call.desk, _task(request, call), body))


async def delete_task(request: Request) -> Response:
    """Delete a task."""
    call = admit(request, "data:delete")
    tasks.delete(call.desk, _task(request, call))
    return Response(status_code=204)


def _task(request: Request, call: Call) -> Record:
    return call.desk.account.find("items", request.path_params["task_id"])


ROUTES = [
    Route("/tasks", list_tasks, methods=["GET"]),
    Route("/tasks", add_task, methods=["POST"]),
    Route("/tasks/quick", quick_add, methods=["POST"]),
    Route("/tasks/{task_id}", get_task, methods=["GET"]),
    Route("/tasks/{task_id}", update_task, methods=["POST"]),
    Route("/tasks/{task_id}", delete_task, methods=["DELETE"]),
    Route("/tasks/{task_id}/close", close_task, methods=["POST"]),
    Route("/tasks/{task_id}/reopen", reopen_task, methods=["POST"]),
    Route("/tasks/{task_id}/move", move_task, methods=["POST"]),
]
"""Relative to `/api/v1`."""
