"""Whatever Todoist does, a call ends soon, with a name, and hardly ever asks twice (F1, F2)."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest
from starlette.responses import HTMLResponse, Response

from core.domain.task import TaskList
from core.errors import IntegrationBusy, IntegrationDown, IntegrationFault
from core.outbound import Outbound
from core.todoist import TodoistSource
from core.todoist.calls import QUICK_S, in_time
from tests.services.todoist.scene import (
    DEADLINES,
    ClockByHand,
    a_command,
    a_config,
    personal,
)
from tests.unit.todoist.wire_tasks import a_sync, a_wire_task

NOTHING = TaskList()


@asynccontextmanager
async def raw_todoist(respond, clock=None):
    """Yield a source before a server that does `respond(writer)` to each request, and the count."""
    heads = []

    async def connection(reader, writer):
        try:
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            await respond(writer)
        except (asyncio.IncompleteReadError, OSError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connection, "127.0.0.1", 0)
    base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    outbound = Outbound(allow_loopback_http=True, deadlines=DEADLINES)
    try:
        yield TodoistSource(a_config(base_url), outbound, clock or ClockByHand()), heads
    finally:
        await outbound.close()
        server.close()
        await server.wait_closed()


async def cut(writer):
    writer.transport.abort()


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        ({"html_502": 1}, IntegrationDown),
        ({"server_error": 1}, IntegrationDown),
        ({"half_body": 2}, IntegrationDown),
        ({"connection_reset": 2}, IntegrationDown),
        ({"slow_s": 5.0}, IntegrationDown),
        ({"too_many_requests": 1, "retry_after_s": 66}, IntegrationBusy),
    ],
    ids=str,
)
async def test_each_fault_of_todoist_has_a_name_and_passes(standin, wanted, fault):
    await standin.faults(**wanted)
    started_s = time.monotonic()

    with pytest.raises(fault) as raised:
        await standin.source.sync(personal(), NOTHING)

    assert time.monotonic() - started_s < 2 * DEADLINES.total_s
    assert getattr(raised.value, "retry_after_s", 66) == 66
    await standin.faults(reset=True)
    assert (await standin.source.sync(personal(), NOTHING)).changed


@pytest.mark.parametrize("fault", ["connection_reset", "half_body", "lost_answer"])
async def test_a_read_whose_connection_broke_is_asked_for_once_more(standin, fault):
    await standin.faults(**{fault: 1})

    assert (await standin.source.sync(personal(), NOTHING)).changed


async def test_a_command_is_never_sent_twice_by_the_adapter():
    async with raw_todoist(cut) as (source, heads):
        with pytest.raises(IntegrationDown):
            await source.send(personal(), (a_command("x"),))

        assert len(heads) == 1


async def test_an_outage_is_not_made_worse_by_retries():
    async with raw_todoist(cut) as (source, heads):
        for _ in range(40):
            with pytest.raises(IntegrationDown):
                await source.sync(personal(), NOTHING)

        assert len(heads) <= 40 * 1.1


async def test_retries_come_back_slowly_after_an_outage(scripted):
    """A retry is earned by ten answered calls."""
    scripted.service.reply = lambda *_: a_sync([a_wire_task()])
    calls = scripted.source._calls
    calls._retries = 0.0

    for _ in range(9):
        await scripted.source.sync(personal(), NOTHING)
    almost = calls._retries
    for _ in range(9):
        await scripted.source.sync(personal(), NOTHING)

    assert almost < 1
    assert calls._retries == 1


async def test_a_connection_that_breaks_late_is_not_tried_again():
    """Two slow tries would outlive the 25 seconds of an operation."""
    clock = ClockByHand()

    async def cut_late(writer):
        clock.pass_s(QUICK_S + 1)
        await cut(writer)

    async with raw_todoist(cut_late, clock) as (source, heads):
        with pytest.raises(IntegrationDown):
            await source.sync(personal(), NOTHING)

        assert len(heads) == 1


async def test_silence_is_waited_for_once():
    async def nothing(_writer):
        await asyncio.sleep(DEADLINES.total_s)

    async with raw_todoist(nothing) as (source, heads):
        with pytest.raises(IntegrationDown):
            await source.sync(personal(), NOTHING)

        assert len(heads) == 1


async def test_an_operation_of_several_calls_ends_in_time():
    started_s = time.monotonic()

    with pytest.raises(IntegrationDown):
        async with in_time(0.05):
            await asyncio.sleep(5)

    assert time.monotonic() - started_s < 1


BROKEN = {
    "a page": lambda: HTMLResponse("<html>maintenance</html>"),
    "half a body": lambda: Response(b'{"full_sync": true, "sync_to', media_type="application/json"),
    "nothing": lambda: Response(b""),
    "null": lambda: Response(b"null"),
    "a deep nest": lambda: Response(b"[" * 200_000),
    "not a number": lambda: Response(b'{"full_sync": NaN}'),
    "an endless number": lambda: Response(b'{"full_sync": ' + b"9" * 100_000 + b"}"),
    "bytes": lambda: Response(bytes(range(256))),
    "a redirect": lambda: Response(status_code=307, headers={"location": "/again"}),
    "too much": lambda: Response(b" " * 6_000_000),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_an_answer_that_is_none_is_named_so_and_nothing_is_lost(scripted, name):
    scripted.service.reply = lambda *_: BROKEN[name]()

    for call in (
        scripted.source.sync(personal(), NOTHING),
        scripted.source.send(personal(), (a_command("x"),)),
        scripted.linker.owner(personal()),
    ):
        with pytest.raises(IntegrationDown):
            await call


async def test_a_body_that_lies_about_its_tasks_gives_named_errors_only(scripted):
    lies = [{"full_sync": True, "sync_token": "x", "items": [[], {}, 1]}, {"sync_status": {"x": 1}}]
    for lie in lies:
        scripted.service.reply = lambda *_, lie=lie: lie
        for call in (
            scripted.source.sync(personal(), NOTHING),
            scripted.linker.owner(personal()),
            scripted.linker.redeem("code", "verifier"),
        ):
            with pytest.raises(IntegrationFault):
                await call
