"""Switch faults: by JSON for tests, by a form for people."""

from dataclasses import asdict, fields
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from oo_app.sandbox.todoist.errors import ApiProblem, BadArgument
from oo_app.sandbox.todoist.faults import Faults
from oo_app.sandbox.todoist.html import from_own_page, html_page, refusal
from oo_app.sandbox.todoist.records import Record
from oo_app.sandbox.todoist.service import Service, read_body, service_of

MEANINGS = {
    "html_502": "Calls answered with an HTML 502",
    "server_error": "Calls answered with a 500",
    "too_many_requests": "Calls answered with a 429",
    "retry_after_s": "Seconds to wait that the 429 names",
    "connection_reset": "Calls cut off before anything is done",
    "lost_answer": "Calls carried out whose answer is lost",
    "half_body": "Calls of whose answer half arrives",
    "slow_s": "Seconds before each call is looked at",
    "endless_pages": "Lists never end",
    "only": "Paths that begin with",
    "hooks_off": "Webhooks are lost",
    "hooks_twice": "Webhooks come twice",
    "hooks_shuffled": "Webhooks come out of order",
    "hooks_late_s": "Seconds before a webhook is sent",
    "hooks_forged": "Webhooks carry a wrong signature",
    "hooks_retry_s": "Seconds before a webhook is sent again",
}
"""Each fault in words."""


async def show(request: Request) -> Response:
    """Return the faults as JSON."""
    return JSONResponse(asdict(service_of(request).faults))


async def switch(request: Request) -> Response:
    """Switch faults by JSON, which no foreign page can send."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise BadArgument("Content-Type", "application/json")
    service = service_of(request)
    _switched(service, await read_body(request))
    return JSONResponse(asdict(service.faults))


async def faults_page(request: Request) -> Response:
    """Show the faults as a form."""
    service = service_of(request)
    now = asdict(service.faults)
    inputs = "".join(_field(name, now[name]) for name in MEANINGS)
    body = (
        "<h1>Faults</h1><p>Counts go down by one with each call that is broken.</p>"
        f'<form method="post" action="{escape(service.path)}/faults">{inputs}'
        '<button class="key" name="do" value="set">Switch</button>'
        '<button class="key" name="do" value="expire">Expire all access tokens</button>'
        '<button class="key" name="do" value="reset">End all faults</button></form>'
        f'<p><a href="{escape(service.path)}/">All people</a></p>'
    )
    return html_page("Faults", body)


async def switch_by_form(request: Request) -> Response:
    """Switch faults by the form."""
    service = service_of(request)
    if not from_own_page(request, service):
        return refusal("Not from this page", "A change must come from this stand-in's page.", 403)
    form = await read_body(request)
    try:
        _switched(service, _wanted(form))
    except (ApiProblem, ValueError):
        return refusal("That did not work", "One of the values is not allowed.")
    return RedirectResponse(f"{service.path}/faults", 303)


def _wanted(form: Record) -> Record:
    """Return the form as the JSON that would do the same.

    Raises: ValueError.
    """
    if form.get("do") == "reset":
        return {"reset": True}
    if form.get("do") == "expire":
        return {"expire_access_tokens": True}
    kinds = {item.name: type(item.default) for item in fields(Faults)}
    wanted: dict[str, Any] = {name: kinds[name](form.get(name, "")) for name in MEANINGS}
    return wanted


def _switched(service: Service, wanted: Record) -> None:
    service.faults.change(wanted)
    if wanted.get("expire_access_tokens"):
        service.book.grants.expire_all(service.clock())


def _field(name: str, value: Any) -> str:
    if isinstance(value, bool):
        mark = " checked" if value else ""
        box = f'<input type="checkbox" name="{name}" value="yes"{mark}>'
        return f'<label class="choice">{box}<span>{MEANINGS[name]}</span></label>'
    return (
        f'<label class="wide">{MEANINGS[name]}<input name="{name}" value="{escape(str(value))}">'
        "</label>"
    )


ROUTES = [
    Route("/_faults", show, methods=["GET"]),
    Route("/_faults", switch, methods=["POST"]),
    Route("/faults", faults_page, methods=["GET"]),
    Route("/faults", switch_by_form, methods=["POST"]),
]
"""Relative to where the stand-in is mounted."""
