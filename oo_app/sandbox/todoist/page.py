"""Show the human page: each person's tasks, to see and to edit without script."""

from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist import tasks
from oo_app.sandbox.todoist.accounts import Desk
from oo_app.sandbox.todoist.dues import due_moment
from oo_app.sandbox.todoist.errors import ApiProblem, NotFound
from oo_app.sandbox.todoist.fields import rest_changes
from oo_app.sandbox.todoist.html import from_own_page, html_page, refusal
from oo_app.sandbox.todoist.records import Record, is_active, is_header
from oo_app.sandbox.todoist.service import personal_token, read_body, service_of

COMPLETED_SHOWN = 10
"""How many of the tasks completed last are shown."""

PRIORITIES = {4: "p1, most urgent", 3: "p2", 2: "p3", 1: "p4, normal"}
"""Priorities as people see them."""


async def people_page(request: Request) -> Response:
    """List the demo people."""
    service = service_of(request)
    rows = "".join(
        f'<li><a href="{escape(service.path)}/people/{escape(person.sub)}">{escape(person.name)}</a>'
        f"<br><small>{escape(person.about)} · {escape(person.timezone)}</small></li>"
        for person in service.people
    )
    faults = f'<p><a href="{escape(service.path)}/faults">Faults that can be switched on</a></p>'
    return html_page("People", f"<h1>Whose tasks?</h1><ul>{rows}</ul><h2>For tests</h2>{faults}")


async def person_page(request: Request) -> Response:
    """Show one person's tasks."""
    service = service_of(request)
    desk = _desk(request)
    url = f"{service.path}/people/{desk.person.sub}"
    active = sorted(desk.account.active_tasks(), key=_by_place(desk))
    done = sorted(
        (t for t in desk.account.items.values() if t["checked"] and not t["is_deleted"]),
        key=lambda task: str(task["completed_at"]),
        reverse=True,
    )[:COMPLETED_SHOWN]
    body = (
        f'<h1>{escape(desk.person.name)}</h1><p class="quiet">{escape(desk.person.email)} · '
        f"{escape(desk.person.timezone)} · {len(active)} open tasks</p>"
        f'<p class="quiet">Personal API token: <code>{personal_token(desk.person.sub)}</code></p>'
        f'<p><a href="{escape(service.path)}/">All people</a></p>'
        f"<h2>New task</h2>{_form(f'{url}/add', _task_fields(None), 'Add')}"
        f"<h2>Open</h2><ul>{''.join(_open_row(url, desk, task) for task in active)}</ul>"
        f"<h2>Completed last</h2><ul>{''.join(_done_row(url, task) for task in done)}</ul>"
    )
    return html_page(desk.person.name, body)


async def act(request: Request) -> Response:
    """Carry out one form of a person's page and show the page again."""
    service = service_of(request)
    if not from_own_page(request, service):
        return refusal("Not from this page", "A change must come from this stand-in's page.", 403)
    desk = _desk(request)
    try:
        _carry_out(desk, request.path_params, await read_body(request))
    except ApiProblem as problem:
        where = problem.extra.get("argument", "")
        return refusal("That did not work", f"{problem.text} {where}".strip(), problem.status)
    return RedirectResponse(f"{service.path}/people/{desk.person.sub}", 303)


def _carry_out(desk: Desk, where: dict[str, Any], form: Record) -> None:
    verb = where["verb"]
    if verb == "add":
        tasks.add(desk, rest_changes(_wanted(form, None), None, desk), {})
        return
    task = desk.account.find("items", where.get("task_id"))
    if verb == "edit":
        tasks.update(desk, task, rest_changes(_wanted(form, task), task, desk))
    elif verb == "complete":
        tasks.close(desk, task)
    elif verb == "reopen":
        tasks.reopen(desk, task)
    elif verb == "delete":
        tasks.delete(desk, task)
    else:
        raise NotFound("Page")


def _wanted(form: Record, task: Record | None) -> Record:
    """Return the fields that a form changes, as a REST body."""
    body: Record = {"content": form.get("content", "")}
    chosen = form.get("priority", "1")
    body["priority"] = next((p for p in PRIORITIES if str(p) == chosen), chosen)
    before = task["due"]["string"] if task and task["due"] else ""
    if form.get("due", "") != before:
        body["due_string"] = form.get("due") or "no date"
    return body


def _desk(request: Request) -> Desk:
    return service_of(request).desk(request.path_params["sub"])


def _by_place(desk: Desk) -> Any:
    order = {project["id"]: project["child_order"] for project in desk.account.projects.values()}
    return lambda task: (order.get(task["project_id"], 0), task["child_order"], task["id"])


def _open_row(url: str, desk: Desk, task: Record) -> str:
    summary = f'<summary><span dir="auto">{escape(task["content"])}</span><br>{_notes(desk, task)}'
    edit = _form(f"{url}/tasks/{task['id']}/edit", _task_fields(task), "Save")
    delete = _form(f"{url}/tasks/{task['id']}/delete", "", "Delete")
    complete = (
        "" if is_header(task) else _form(f"{url}/tasks/{task['id']}/complete", "", "Complete")
    )
    return (
        f'<li><div class="row"><details>{summary}</summary>{edit}{delete}</details>'
        f"{complete}</div></li>"
    )


def _done_row(url: str, task: Record) -> str:
    reopen = _form(f"{url}/tasks/{task['id']}/reopen", "", "Reopen")
    return (
        f'<li><div class="row"><span dir="auto">{escape(task["content"])}<br>'
        f"<small>completed {escape(task['completed_at'][:16])} UTC</small></span>{reopen}</div></li>"
    )


def _notes(desk: Desk, task: Record) -> str:
    """Return project, due, priority and labels in one line."""
    notes = [escape(desk.account.projects[task["project_id"]]["name"])]
    if task["due"]:
        late = is_active(task) and due_moment(task["due"], desk.here.zone) < desk.now
        text = f"{task['due']['date']} ({task['due']['string']})"
        mark = ' class="late"' if late and task["due"]["date"][:10] < str(desk.here.today) else ""
        notes.append(f"<span{mark}>due {escape(text)}</span>")
    if task["priority"] > 1:
        notes.append(f"p{5 - task['priority']}")
    notes += [escape(f"@{label}") for label in task["labels"]]
    return f"<small>{' · '.join(notes)}</small>"


def _task_fields(task: Record | None) -> str:
    content = escape(task["content"]) if task else ""
    due = escape(task["due"]["string"]) if task and task["due"] else ""
    chosen = task["priority"] if task else 1
    options = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{name}</option>'
        for value, name in PRIORITIES.items()
    )
    return (
        f'<label class="wide">Task<input name="content" dir="auto" required value="{content}">'
        f'</label><label>Due<input name="due" dir="auto" value="{due}"></label>'
        f'<label>Priority<select name="priority">{options}</select></label>'
    )


def _form(url: str, inner: str, button: str) -> str:
    return f'<form method="post" action="{escape(url)}">{inner}<button>{button}</button></form>'


ROUTES = [
    Route("/", people_page, methods=["GET"]),
    Route("/people/{sub}", person_page, methods=["GET"]),
    Route("/people/{sub}/{verb}", act, methods=["POST"]),
    Route("/people/{sub}/tasks/{task_id}/{verb}", act, methods=["POST"]),
]
"""Relative to where the stand-in is mounted."""
