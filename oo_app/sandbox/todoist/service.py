"""Hold what every endpoint needs, and let a call in only when its token and its size allow."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from oo_app.sandbox.people import Person
from oo_app.sandbox.todoist.accounts import Desk, Happening
from oo_app.sandbox.todoist.errors import (
    BadArgument,
    NotFound,
    ScopeTooSmall,
    TooLarge,
    Unauthorized,
)
from oo_app.sandbox.todoist.faults import Faults
from oo_app.sandbox.todoist.grants import SCOPES, App
from oo_app.sandbox.todoist.hooks import Sender, compose
from oo_app.sandbox.todoist.limits import Lane, Meter
from oo_app.sandbox.todoist.records import Record
from oo_app.sandbox.todoist.sealed import digest
from oo_app.sandbox.todoist.store import Book

BODY_BYTES = 1 << 20
"""The vendor reads at most 1 MiB of body."""

HEADER_BYTES = 65 * 1024
"""The vendor reads at most 65 KiB of headers."""

CONTAINS = {"data:read_write": frozenset({"data:read_write", "data:read", "task:add"})}
"""A scope that holds others."""


@dataclass(frozen=True, slots=True)
class Service:
    """One running stand-in."""

    base_url: str
    clock: Callable[[], datetime]
    apps: tuple[App, ...]
    people: tuple[Person, ...]
    book: Book
    faults: Faults
    meter: Meter
    sender: Sender

    @property
    def path(self) -> str:
        """Return where on its host the stand-in is mounted, without a slash at the end."""
        return urlsplit(self.base_url).path

    @property
    def origin(self) -> str:
        """Return scheme, host and port of the stand-in."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def desk(self, sub: str) -> Desk:
        """Return the desk of a person.

        Raises: NotFound.
        """
        for person in self.people:
            if person.sub == sub:
                return Desk.of(self.book.accounts[sub], person, self.clock(), self._hear)
        raise NotFound("Person")

    def _hear(self, desk: Desk, happening: Happening) -> None:
        """Send webhooks about what happened, to the apps that its person has joined."""
        for app in self.apps:
            if app.hook_url and self.book.grants.joined(app.client_id, desk.person.sub):
                self.sender.send(app, compose(self.base_url, desk, happening))

    def app(self, client_id: object) -> App | None:
        """Return a registered app; None when there is none of that id."""
        return next((app for app in self.apps if app.client_id == client_id), None)


@dataclass(frozen=True, slots=True)
class Call:
    """One admitted call: whose it is and what its token allows."""

    desk: Desk
    scopes: frozenset[str]

    def need(self, scope: str) -> None:
        """Go on only if the token allows it.

        Raises: ScopeTooSmall.
        """
        if not any(scope in CONTAINS.get(held, {held}) for held in self.scopes):
            raise ScopeTooSmall


def service_of(request: Request) -> Service:
    """Return the stand-in that a request came to."""
    service: Service = request.app.state.service
    return service


def personal_token(sub: str, copy: str = "") -> str:
    """Return a person's API token: the same at every start, good for everything, never expiring.

    With a `copy` it is another token of the same person's: the vendor gives out one only, but here
    many guests share a person, and each must have a budget of calls of their own.
    """
    return digest(["personal", sub]) + digest([sub, "token"]) + digest(sub)[:8] + copy


def identify(request: Request) -> Call:
    """Return the call of the bearer.

    Raises: Unauthorized.
    """
    service = service_of(request)
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        for person in service.people:
            if token.startswith(personal_token(person.sub)):
                return Call(service.desk(person.sub), SCOPES)
        held = service.book.grants.bearer(token, service.clock())
        if held is not None:
            return Call(service.desk(held[0]), held[1])
    raise Unauthorized(f"{service.base_url}/.well-known/oauth-protected-resource")


def admit(request: Request, scope: str, lane: Lane = "rest") -> Call:
    """Return the call of a bearer who may do this and has not called too often.

    Raises: Unauthorized, ScopeTooSmall, TooManyRequests.
    """
    call = identify(request)
    call.need(scope)
    service_of(request).meter.count(call.desk.person.sub, lane, call.desk.now)
    return call


async def raw_body(request: Request) -> bytes:
    """Return the body.

    Raises: TooLarge.
    """
    headers = sum(len(name) + len(value) for name, value in request.headers.raw)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES or headers > HEADER_BYTES:
            raise TooLarge
    return bytes(body)


async def read_body(request: Request) -> Record:
    """Return a JSON object or the fields of a form, whichever was sent; {} for no body.

    Raises: TooLarge, BadArgument.
    """
    body = await raw_body(request)
    if not body:
        return {}
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _form(body)
    if kind != "application/json":
        raise BadArgument("Content-Type", "application/json or a form")
    return _json_object(body)


def _form(body: bytes) -> Record:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadArgument("body", "form in UTF-8") from error
    return dict(pairs)


def _json_object(body: bytes) -> Record:
    try:
        found: Any = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError) as error:
        raise BadArgument("body", "JSON") from error
    if not isinstance(found, dict):
        raise BadArgument("body", "JSON object")
    return found
