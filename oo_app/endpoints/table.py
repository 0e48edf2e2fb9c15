"""List every HTTP route with who may call it from where; nothing is served that is not here."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from core.errors import OoError, OurFault
from core.settings import Settings
from oo_app.endpoints import api, auth, connect, hooks, leave, ops, simulations
from oo_app.endpoints.reports import ReportBox, report
from oo_app.endpoints.small_page import sentence_page
from oo_app.shared.allowance import Allowances
from oo_app.shared.csp import REPORTS
from oo_app.shared.faults import in_request
from oo_app.shared.gate import HOOKS, SANDBOX
from oo_app.shared.problems import answer, problem

API = "/api/v1"
"""Where the API is."""


class Crossing(StrEnum):
    """From where a route that changes something may be called."""

    READS = "reads"
    """It changes nothing."""
    OURS = "ours"
    """Only from our own pages."""
    PROVED = "proved"
    """From anywhere: the caller proves itself by state and cookie of an attempt."""
    IDLE = "idle"
    """From anywhere: whatever it is told, nothing of anybody changes."""
    SIGNED = "signed"
    """From anywhere: each body proves itself by its signature, and all refusals are alike."""


@dataclass(frozen=True, slots=True)
class Door:
    """One route; its method is the only one."""

    method: str
    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    crossing: Crossing


DOORS = (
    Door("GET", "/healthz", ops.alive, Crossing.READS),
    Door("GET", "/readyz", ops.ready, Crossing.READS),
    Door("GET", "/auth/link", auth.show_link, Crossing.READS),
    Door("POST", "/auth/link", auth.use_link, Crossing.OURS),
    Door("POST", "/auth/sign-out", auth.sign_out, Crossing.OURS),
    Door("POST", "/auth/sign-out-everywhere", auth.sign_out_everywhere, Crossing.OURS),
    Door("POST", "/auth/{provider:str}", auth.start, Crossing.OURS),
    Door("GET", "/auth/{provider:str}/callback", auth.finish, Crossing.PROVED),
    Door("POST", "/auth/{provider:str}/callback", auth.finish, Crossing.PROVED),
    Door("POST", "/connect/todoist", connect.start, Crossing.OURS),
    Door("GET", "/connect/todoist/callback", connect.finish, Crossing.PROVED),
    Door("POST", "/connect/todoist/token", connect.paste, Crossing.OURS),
    Door("GET", "/admin/simulations/report/{run:str}", simulations.report, Crossing.READS),
    Door("POST", "/settings/delete", leave.delete, Crossing.OURS),
    Door("POST", REPORTS, report, Crossing.IDLE),
    Door("POST", f"{HOOKS}/todoist", hooks.todoist, Crossing.SIGNED),
)
"""Every route beside the pages and the API, the more particular ones first."""

STRANGERS = frozenset({Crossing.PROVED, Crossing.IDLE, Crossing.SIGNED})
"""Crossings whose unsafe methods strangers may call."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
"""What a webhook's endpoint answers itself, so that a wrong method is refused like all else."""

OPEN_TO_ALL = (
    *(
        re.compile(re.sub(r"\{[^}]*\}", "[^/]+", door.path))
        for door in DOORS
        if door.method == "POST" and door.crossing in STRANGERS
    ),
    re.compile(rf"{SANDBOX}/.*"),
)
"""Paths whose unsafe methods strangers may call: see `Crossing`; the sandbox plays strangers."""


def build(
    settings: Settings, sandbox: ASGIApp | None = None, console: tuple[BaseRoute, ...] = ()
) -> Starlette:
    """Return all endpoints as one application; pages come from what it is mounted around."""
    allowances = Allowances(settings.redis_url.get_secret_value())
    programs: FastAPI = api.build()
    programs.state.allowances = allowances
    mounts: list[BaseRoute] = [*console, Mount(API, programs)]
    if sandbox is not None:
        mounts += [Route(SANDBOX, _with_slash), Mount(SANDBOX, sandbox)]
    app = Starlette(routes=[*map(_route, DOORS), *mounts])
    app.state.allowances = allowances
    app.state.reports = ReportBox()
    app.state.flood = hooks.Flood()
    for kind, answering in ((OoError, _known), (HTTPException, _plain), (Exception, in_request)):
        app.add_exception_handler(kind, answering)
    return app


async def _with_slash(_request: Request) -> Response:
    return RedirectResponse(f"{SANDBOX}/")


def _route(door: Door) -> Route:
    methods = list(METHODS) if door.crossing is Crossing.SIGNED else [door.method]
    route = Route(door.path, door.endpoint, methods=methods)
    if door.crossing is Crossing.PROVED and route.methods:
        # HEAD comes with GET by default, but here even GET has an effect.
        route.methods.discard("HEAD")
    return route


async def _known(request: Request, error: Exception) -> Response:
    if isinstance(error, OurFault):
        return await in_request(request, error)
    return _told(request, problem(error))


async def _plain(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _told(request, answer(status, "http", "This request cannot be answered."))


def _told(request: Request, told: JSONResponse) -> Response:
    """Return a problem as it is to programs, and as a page to people."""
    if "text/html" not in request.headers.get("accept", ""):
        return told
    wait = {name: told.headers[name] for name in ("retry-after",) if name in told.headers}
    return sentence_page(json.loads(bytes(told.body))["title"], told.status_code, wait)
