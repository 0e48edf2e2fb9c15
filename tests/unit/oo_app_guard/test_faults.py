"""Nothing that goes wrong gets out as it is."""

import json

import pytest

from oo_app.shared.faults import Net, in_event
from oo_app.shared.session import REFERENCE


async def receive():
    return {"type": "http.request"}


async def caught(app, scope):
    sent = []

    async def send(message):
        sent.append(message)

    await Net(app)(scope, receive, send)
    return sent


async def test_a_request_that_fails_before_it_answers_gets_a_problem():
    async def app(scope, receive, send):
        msg = "secret-canary"
        raise RuntimeError(msg)

    sent = await caught(app, {"type": "http"})

    assert sent[0]["status"] == 500
    assert b"secret-canary" not in sent[1]["body"]
    assert REFERENCE.fullmatch(json.loads(sent[1]["body"])["reference"])


async def test_a_request_that_fails_in_the_middle_gets_nothing_more():
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    sent = await caught(app, {"type": "http"})

    assert [message["type"] for message in sent] == ["http.response.start"]


async def test_a_socket_that_fails_says_nothing():
    async def app(scope, receive, send):
        raise RuntimeError

    sent = await caught(app, {"type": "websocket"})

    assert sent == []


async def test_being_stopped_is_no_fault():
    async def app(scope, receive, send):
        raise SystemExit

    with pytest.raises(SystemExit):
        await caught(app, {"type": "http"})


def test_a_handlers_fault_becomes_a_reference_and_nothing_else():
    told = in_event(RuntimeError("secret-canary"))

    assert "secret-canary" not in repr(told)
    assert REFERENCE.search(repr(told.args))
