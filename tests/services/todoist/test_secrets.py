"""No token is in what goes wrong: not in errors, tracebacks, values or logs (reliability T3)."""

import logging
import traceback

import pytest
from starlette.responses import JSONResponse, Response

from core.domain.integration import Tokens
from core.domain.task import TaskList
from core.errors import IntegrationFault
from core.todoist import TodoistLinker, TodoistSource
from core.todoist.calls import Ask
from tests.services.todoist.scene import CLIENT_SECRET, a_command, a_config
from tests.services.todoist.test_faults import raw_todoist

ACCESS = "canary_access"
REFRESH = "canary_refresh"
CODE = "canary_code"
VERIFIER = "canary_verifier"
TOKENS = Tokens(ACCESS, REFRESH)
CANARIES = (ACCESS, REFRESH, CODE, VERIFIER, CLIENT_SECRET, "canary")
PARROT = "canary_access canary_refresh canary_code canary_verifier canary-client-secret"
"""A Todoist that repeats everything it was told."""

ECHOES = {
    "page": lambda: Response(f"<html>{PARROT}", 502),
    "page that says yes": lambda: Response(f"<html>{PARROT}"),
    "half a body": lambda: Response('{"access_token": "canary_access", "refr'),
    "error text": lambda: JSONResponse({"error": PARROT, "error_tag": PARROT}, 400),
    "error word": lambda: JSONResponse({"error": ACCESS, "error_tag": ACCESS}, 400),
    "tokens of a wrong shape": lambda: JSONResponse(
        {"access_token": [ACCESS], "refresh_token": {"x": REFRESH}, "scope": PARROT}
    ),
    "task of a wrong shape": lambda: JSONResponse(
        {"full_sync": True, "sync_token": [PARROT], "items": [PARROT], "id": [PARROT]}
    ),
    "expired": lambda: JSONResponse({"error": PARROT}, 401, {"WWW-Authenticate": PARROT}),
    "wait": lambda: JSONResponse({"error_extra": PARROT}, 429, {"Retry-After": PARROT}),
    "redirect": lambda: Response("", 302, {"Location": "https://example.com/canary_access"}),
    "failure": lambda: JSONResponse({"error": PARROT}, 500),
}


def calls_of(linker, source):
    return (
        linker.redeem(CODE, VERIFIER),
        linker.refresh(TOKENS),
        linker.revoke(ACCESS),
        linker.owner(TOKENS),
        source.sync(TOKENS, TaskList()),
        source.send(TOKENS, (a_command("x"),)),
    )


async def everything_said(call):
    """Return all that the failure of a call shows."""
    try:
        await call
    except IntegrationFault as fault:
        parts = [str(fault), repr(fault), str(vars(fault)), *traceback.format_exception(fault)]
        return "".join(parts)
    return "nothing went wrong"


@pytest.mark.parametrize("name", ECHOES)
async def test_an_answer_that_repeats_our_secrets_is_not_repeated_by_us(scripted, caplog, name):
    caplog.set_level(logging.DEBUG)
    for wire in ("httpx", "httpcore"):  # as core.log sets them: they write down addresses
        caplog.set_level(logging.WARNING, logger=wire)
    scripted.service.reply = lambda *_: ECHOES[name]()

    said = [await everything_said(call) for call in calls_of(scripted.linker, scripted.source)]

    for text in (*said, caplog.text):
        assert not [canary for canary in CANARIES if canary in text], text
    assert any("todoist" in text for text in said)


@pytest.mark.parametrize(
    "wire",
    [
        f"HTTP/1.1 {PARROT}\r\n\r\n",
        f"{PARROT}\r\n\r\n",
        f"HTTP/1.1 200 OK\r\n{PARROT}\r\n\r\n",
        f"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{PARROT}",
        f"HTTP/1.1 200 OK\r\nContent-Encoding: {PARROT}\r\n\r\n",
    ],
    ids=["status", "no HTTP", "header", "half", "encoding"],
)
async def test_what_breaks_http_itself_is_not_repeated_either(wire):
    async def parrot(writer):
        writer.write(wire.encode())
        await writer.drain()

    async with raw_todoist(parrot) as (source, _):
        said = await everything_said(source.sync(TOKENS, TaskList()))

    assert "IntegrationDown: todoist" in said
    assert "canary" not in said


@pytest.mark.parametrize("access", ["canary\r\nx: y", "canary é", "canary\ud800", "canary" * 999])
async def test_a_token_that_cannot_be_sent_is_not_quoted(scripted, access):
    broken = Tokens(access, access)
    calls = (
        scripted.linker.refresh(broken),
        scripted.linker.owner(broken),
        scripted.source.sync(broken, TaskList()),
        scripted.source.send(broken, (a_command("x"),)),
        scripted.linker.redeem(access, VERIFIER),
    )

    said = [await everything_said(call) for call in calls]

    assert not [text for text in said if "canary" in text or "nothing" in text]
    assert scripted.service.asked == []


def test_what_holds_secrets_does_not_print_them():
    config = a_config("http://127.0.0.1:1")
    ask = Ask("POST", f"http://x/?{ACCESS}", {"authorization": ACCESS}, {"code": CODE})
    holders = (config, TOKENS, ask, TodoistLinker(config, None, None))

    for holder in (*holders, TodoistSource(config, None, None)):
        assert "canary" not in f"{holder!r} {holder}"
