"""Play a model endpoint that judges, in both ways in which such endpoints are asked.

`POST /chat/completions` and `POST /messages` answer rightly; below `/broken/<fault>` the same two
go wrong on purpose, so that a base URL alone chooses what a client must survive.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from oo_app.sandbox.judge_command import LETTERS_PER_TOKEN, Fault, answer

RETRY_AFTER_S = 2
"""What a busy endpoint asks to wait."""

LATE_S = 30.0
"""Seconds before a late answer."""


@dataclass
class Desk:
    """What the stand-in knows and has seen."""

    key: str = ""
    """The key that is asked for; empty lets everybody in."""
    late_s: float = LATE_S
    questions: list[str] = field(default_factory=list)
    """Every question that came in, refused ones too."""
    busy: int = 0
    """Calls that met the busy fault."""


def build(desk: Desk | None = None) -> Starlette:
    """Return the stand-in; it keeps what it sees in `desk`."""
    app = Starlette(
        routes=[
            Route(f"{prefix}{path}", speak, methods=["POST"])
            for prefix in ("", "/broken/{fault}")
            for path, speak in (("/chat/completions", _chat), ("/messages", _message))
        ]
    )
    app.state.desk = desk or Desk()
    return app


async def _chat(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    known = request.headers.get("authorization") == f"Bearer {desk.key}"
    said = await _said(request, allowed=known or not desk.key)
    if isinstance(said, Response):
        return said
    message = {"role": "assistant", "content": said.text}
    usage = {"prompt_tokens": said.tokens_in, "completion_tokens": said.tokens_out}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return JSONResponse({"object": "chat.completion", "choices": [choice], "usage": usage})


async def _message(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    known = request.headers.get("x-api-key") == desk.key
    versioned = "anthropic-version" in request.headers
    said = await _said(request, allowed=versioned and (known or not desk.key))
    if isinstance(said, Response):
        return said
    usage = {"input_tokens": said.tokens_in, "output_tokens": said.tokens_out}
    content = [{"type": "text", "text": said.text}]
    return JSONResponse({"type": "message", "content": content, "usage": usage})


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    tokens_in: int
    tokens_out: int


async def _said(request: Request, *, allowed: bool) -> _Said | Response:
    """Return what is answered, or the refusal that comes instead."""
    question = _question(await request.body())
    desk: Desk = request.app.state.desk
    desk.questions.append(question)
    fault = _fault(request)
    if not allowed or fault is Fault.REFUSED:
        return _error(401, "invalid key")
    if fault is Fault.BROKEN:
        return _error(500, "broken")
    if fault is Fault.BUSY:
        desk.busy += 1
        if desk.busy % 2:
            return _error(429, "slow down", {"retry-after": str(RETRY_AFTER_S)})
    if fault is Fault.LATE:
        await asyncio.sleep(desk.late_s)
    text = answer(question, fault)
    return _Said(text, len(question) // LETTERS_PER_TOKEN, len(text) // LETTERS_PER_TOKEN)


def _fault(request: Request) -> Fault | None:
    name = request.path_params.get("fault")
    return Fault(name) if name in list(Fault) else None


def _question(body: bytes) -> str:
    """Return the last thing that was said to the model; empty when the body cannot be read."""
    try:
        asked: Any = json.loads(body)
        return str(asked["messages"][-1]["content"])
    except (ValueError, KeyError, IndexError, TypeError):
        return ""


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": {"message": message}}, status, headers)
