"""Break on purpose: the faults that a client must survive, switched by tests or by hand.

`POST /_faults` exists only in this stand-in. Its body is a JSON object of the fields of `Faults`;
those left out stay as they are, `{"reset": true}` ends all of them, and
`{"expire_access_tokens": true}` lets every access token expire at once.
"""

import asyncio
from dataclasses import asdict, dataclass, fields
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oo_app.sandbox.todoist.errors import BadArgument, ServerBroken, TooManyRequests, answer

BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
"""What the vendor's front end says when nobody is behind it."""

SLOWEST_S = 120.0
"""Longest delay that can be asked for."""

HOOK_RETRY_S = 900.0
"""Seconds after which the vendor sends a webhook again that was not answered with 200."""

API = "/api/v1"
"""Where faults happen when no other place is named."""


SWITCHES = frozenset({"/_faults", "/faults"})
"""Never broken: somebody must be able to end the faults."""


class ConnectionCut(Exception):
    """The stand-in drops the connection in the middle, because it was asked to."""


@dataclass
class Faults:
    """What goes wrong next. Numbers of calls count down to 0; the others stay until switched."""

    html_502: int = 0
    """Calls answered with an HTML page."""
    server_error: int = 0
    """Calls answered with 500 and the vendor's JSON body."""
    too_many_requests: int = 0
    """Calls answered with 429 and `retry_after_s`."""
    retry_after_s: int = 1
    """Seconds in `Retry-After` of a switched 429."""
    connection_reset: int = 0
    """Calls cut off before anything was done."""
    lost_answer: int = 0
    """Calls that are carried out, but whose answer never arrives."""
    half_body: int = 0
    """Calls that are carried out, but of whose answer only half arrives."""
    slow_s: float = 0.0
    """Seconds before each call is looked at."""
    endless_pages: bool = False
    """Lists begin again instead of ending."""
    hooks_off: bool = False
    """Webhooks are lost, as in an outage of the vendor's sender."""
    hooks_twice: bool = False
    """Each webhook is sent twice."""
    hooks_shuffled: bool = False
    """Webhooks come out of order, within `hooks_late_s` (or a second)."""
    hooks_late_s: float = 0.0
    """Seconds before a webhook is sent."""
    hooks_forged: bool = False
    """Webhooks carry a wrong signature."""
    hooks_retry_s: float = HOOK_RETRY_S
    """Seconds before a webhook is sent again."""
    only: str = API
    """Beginning of the paths concerned, such as `/oauth/access_token` or `/api/v1/sync`."""

    def change(self, wanted: dict[str, Any]) -> None:
        """Switch the named faults.

        Raises: BadArgument.
        """
        if wanted.get("reset"):
            wanted = {**asdict(Faults()), **wanted}
        known = {item.name: item.type for item in fields(self)}
        for name, value in wanted.items():
            if name in {"reset", "expire_access_tokens"}:
                continue
            if name not in known:
                raise BadArgument(name, "one of " + ", ".join(known))
            setattr(self, name, _checked(name, value, getattr(self, name)))

    def spend(self, name: str) -> bool:
        """Tell whether a counted fault is due now, and count it down."""
        left = getattr(self, name)
        if left > 0:
            setattr(self, name, left - 1)
        return left > 0


def _checked(name: str, value: Any, old: Any) -> Any:
    if isinstance(old, float):
        longest_s = HOOK_RETRY_S if name == "hooks_retry_s" else SLOWEST_S
        if type(value) in {int, float} and 0 <= value <= longest_s:
            return float(value)
        raise BadArgument(name, f"0 to {longest_s} seconds")
    if type(value) is not type(old) or (type(value) is int and value < 0):
        raise BadArgument(name, f"a value like {old!r}")
    return value


class FaultGate:
    """Stand before the stand-in and break the calls that are to be broken."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, rightly or wrongly."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if path in SWITCHES or scope["type"] != "http" or not path.startswith(self._faults.only):
            await self._app(scope, receive, send)
            return
        await asyncio.sleep(self._faults.slow_s)
        wrong = await self._wrong_answer(Request(scope))
        if wrong is not None:
            await wrong(scope, receive, send)
        elif self._faults.spend("connection_reset"):
            await _cut(send, [])
        elif self._faults.spend("lost_answer"):
            await self._app(scope, receive, _nowhere)
            await _cut(send, [])
        elif self._faults.spend("half_body"):
            answered: list[Message] = []
            await self._app(scope, receive, _into(answered))
            await _cut(send, answered)
        else:
            await self._app(scope, receive, send)

    async def _wrong_answer(self, request: Request) -> Response | None:
        if self._faults.spend("html_502"):
            return HTMLResponse(BAD_GATEWAY, 502)
        if self._faults.spend("server_error"):
            return await answer(request, ServerBroken())
        if self._faults.spend("too_many_requests"):
            return await answer(request, TooManyRequests(self._faults.retry_after_s))
        return None


async def _nowhere(_message: Message) -> None:
    """Swallow an answer."""


def _into(answered: list[Message]) -> Send:
    async def keep(message: Message) -> None:
        answered.append(message)

    return keep


async def _cut(send: Send, answered: list[Message]) -> None:
    """Send half of an answer (or only a promise of one), then drop the connection."""
    start = next((m for m in answered if m["type"] == "http.response.start"), None)
    body = b"".join(m.get("body", b"") for m in answered if m["type"] == "http.response.body")
    headers = start["headers"] if start and body else [(b"content-length", b"1")]
    status = start["status"] if start and body else 200
    await send({"type": "http.response.start", "status": status, "headers": headers})
    half = {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
    await send(half)
    raise ConnectionCut


def as_json(faults: Faults) -> JSONResponse:
    """Return the faults as they are switched now."""
    return JSONResponse(asdict(faults))
