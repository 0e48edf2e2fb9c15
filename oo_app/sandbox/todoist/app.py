"""Assemble the stand-in Todoist, to be mounted at `/sandbox/todoist`."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, Router

from oo_app.sandbox.people import PEOPLE, Person
from oo_app.sandbox.todoist import fault_page, history, lists, oauth, page, rest, sync
from oo_app.sandbox.todoist.demo_tasks import furnish
from oo_app.sandbox.todoist.errors import ApiProblem, NotAllowedHere, NotFound, answer
from oo_app.sandbox.todoist.faults import FaultGate, Faults
from oo_app.sandbox.todoist.grants import App
from oo_app.sandbox.todoist.hooks import Sender
from oo_app.sandbox.todoist.html import refusal
from oo_app.sandbox.todoist.limits import Limits, Meter
from oo_app.sandbox.todoist.service import Service
from oo_app.sandbox.todoist.store import Keeping, open_book

GONE = "This endpoint is deprecated and no longer available. Use /api/v1 instead."
"""What the switched-off versions say."""

API = [*history.ROUTES, *rest.ROUTES, *lists.ROUTES, *sync.ROUTES]
"""The calls below `/api/v1`, the more particular paths first."""

ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]
"""Methods that a switched-off path refuses alike."""

NO_SUCH_METHOD = 405
"""Status of a path that exists, called by another method."""


def build(
    base_url: str,
    clock: Callable[[], datetime],
    *,
    state_file: Path | None = None,
    apps: tuple[App, ...],
    people: tuple[Person, ...] = PEOPLE,
    limits: Limits | None = None,
) -> Starlette:
    """Return the stand-in.

    Args: base_url is the full public URL of the mount, without a slash at the end; clock returns
    the present moment with a time zone; without a state_file everything is forgotten at the end.
    """
    book = open_book(state_file, people, furnish, clock())
    faults = Faults()
    service = Service(
        base_url=base_url.rstrip("/"),
        clock=clock,
        apps=apps,
        people=people,
        book=book,
        faults=faults,
        meter=Meter(limits or Limits()),
        sender=Sender(faults),
    )
    app = Starlette(
        routes=[
            *oauth.ROUTES,
            Mount("/api/v1", Router(API, redirect_slashes=False)),
            Route("/rest/v2/{path:path}", gone, methods=ANY_METHOD),
            Route("/sync/v9/{path:path}", gone, methods=ANY_METHOD),
            *fault_page.ROUTES,
            *page.ROUTES,
        ],
        middleware=[
            Middleware(FaultGate, faults=faults),
            Middleware(Keeping, book=book, state_file=state_file),
        ],
        exception_handlers={ApiProblem: answer, HTTPException: no_such_route},
    )
    app.router.redirect_slashes = False
    app.state.service = service
    return app


async def gone(_request: Request) -> Response:
    """Refuse a call to a version that was switched off."""
    return PlainTextResponse(GONE, 410)


async def no_such_route(request: Request, problem: Exception) -> Response:
    """Answer a path or a method that is not there: as JSON to programs, as a page to people."""
    if not isinstance(problem, HTTPException):
        raise problem
    if "text/html" in request.headers.get("accept", ""):
        return refusal("Nothing is here", "This page does not exist.", problem.status_code)
    wrong_method = problem.status_code == NO_SUCH_METHOD
    named = NotAllowedHere("Method not allowed") if wrong_method else NotFound("Path")
    return await answer(request, named)
