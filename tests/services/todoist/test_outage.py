"""An outage over real HTTP, at the stand-in: nothing twice, hardly a call too many, back in a minute."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response

from core.domain.command import OUTAGE_CAP_S
from core.domain.task import TaskList
from core.errors import IntegrationBusy, IntegrationDown, IntegrationFault
from core.todoist import TodoistSource
from core.todoist.breaker import OPENS_AFTER, PAUSE_S, Breaker
from core.todoist.budget import Lane
from tests.services.raw_server import a_server
from tests.services.todoist.scene import (
    DEADLINES,
    ClockByHand,
    a_command,
    a_config,
    everything,
    personal,
)
from tests.unit.todoist.wire_tasks import a_sync, a_wire_task

NOTHING = TaskList()
LOOK_S = 15
"""How often the sync loop looks."""


async def outcome(call):
    """Return the name of what a call came to."""
    try:
        await call
    except IntegrationFault as fault:
        return type(fault).__name__
    return "fine"


async def completions(scene, task):
    """Return how often a task was completed, as the stand-in's own log has it."""
    log = await scene.rest("GET", "/activities?event_type=completed&limit=200")
    return sum(it["object_id"] == task.id for it in log["results"])


BURSTS = [
    {"server_error": 999},
    {"html_502": 999},
    {"too_many_requests": 999, "retry_after_s": 66},
    {"lost_answer": 999},
    {"connection_reset": 999},
    {"half_body": 999},
]


@pytest.mark.parametrize("wanted", BURSTS, ids=lambda it: next(iter(it)))
async def test_a_burst_of_faults_leaves_nothing_twice_and_is_over_within_a_minute(standin, wanted):
    """Reliability F2: one command, tried until it holds, is one completion at Todoist."""
    known = await everything(standin)
    task = next(it for it in known.tasks if it.recurring)
    command = a_command(task.id, due=task.due)
    clock, before = standin.clock, await completions(standin, task)
    await standin.faults(**wanted)

    tried = [await outcome(standin.source.send(personal(), (command,))) for _ in range(12)]
    await standin.faults(reset=True)
    waited_s = 0
    while await outcome(standin.source.send(personal(), (command,))) != "fine":
        clock.pass_s(1)
        waited_s += 1
    again = await outcome(standin.source.send(personal(), (command,)))

    assert "fine" not in tried
    assert waited_s <= PAUSE_S
    assert waited_s + OUTAGE_CAP_S + LOOK_S <= 60
    assert again == "fine"
    assert await completions(standin, task) == before + 1


def drip(head):
    """Return a server's way of answering that never ends."""

    async def respond(_head, writer):
        writer.write(head)
        for _ in range(200):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.05)

    return respond


async def cut(_head, writer):
    writer.transport.abort()


async def reset_in_the_middle(_head, writer):
    writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"full_sync"')
    await writer.drain()
    writer.transport.abort()


OUTAGES = {
    "cut": cut,
    "reset mid-body": reset_in_the_middle,
    "slow drip": drip(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n"),
}


@pytest.mark.parametrize("name", OUTAGES)
async def test_a_full_outage_is_hardly_asked_more_often_than_people_ask(outbound, name):
    """Reliability F2: amplification at most 1.1, and far below 1 while the breaker is open."""
    clock = ClockByHand()
    async with a_server(OUTAGES[name]) as (port, heads):
        source = TodoistSource(a_config(f"http://127.0.0.1:{port}"), outbound, clock)
        asked = 0
        for _ in range(OPENS_AFTER + 30):
            await outcome(source.sync(personal(), NOTHING))
            asked += 1
            clock.pass_s(1)

    assert len(heads) <= asked * 1.1
    assert len(heads) <= OPENS_AFTER + 1 + 30 / PAUSE_S


WRONG = {
    "html 200": lambda: HTMLResponse("<html>maintenance</html>"),
    "wrong json": lambda: JSONResponse({"unexpected": True}),
    "half of it": lambda: Response(b'{"full_sync": true, "sync_to'),
    "500": lambda: JSONResponse({"error": "broken"}, 500),
}


@pytest.mark.parametrize("name", WRONG)
async def test_whatever_nonsense_comes_back_the_same_happens(scripted, name):
    """Reliability F2: open after five, one try after the pause, well again with the first answer."""
    scripted.service.reply = lambda *_: WRONG[name]()

    for _ in range(40):
        assert await outcome(scripted.source.sync(personal(), NOTHING)) == "IntegrationDown"
    in_the_outage = len(scripted.service.asked)
    scripted.service.reply = lambda *_: a_sync([a_wire_task()])
    early = await outcome(scripted.source.sync(personal(), NOTHING))
    scripted.clock.pass_s(PAUSE_S)
    after = [await outcome(scripted.source.sync(personal(), NOTHING)) for _ in range(5)]

    assert in_the_outage == OPENS_AFTER
    assert early == "IntegrationDown"
    assert after == ["fine"] * 5


async def test_linker_and_source_share_one_breaker(scripted):
    """Reliability F2: per provider."""
    breaker = Breaker(scripted.clock)
    linker = type(scripted.linker)(scripted.config, scripted.outbound, scripted.clock, breaker)
    source = TodoistSource(scripted.config, scripted.outbound, scripted.clock, breaker)
    scripted.service.reply = lambda *_: WRONG["500"]()
    refreshable = replace(personal(), refresh="refresh-1")
    for _ in range(OPENS_AFTER):
        await outcome(source.sync(personal(), NOTHING))
    asked = len(scripted.service.asked)

    for call in (
        linker.refresh(refreshable),
        linker.owner(personal()),
        linker.revoke("access-1"),
        linker.redeem("code", "verifier"),
        source.send(personal(), (a_command("x"),)),
    ):
        with pytest.raises(IntegrationDown):
            await call

    assert len(scripted.service.asked) == asked


async def test_a_busy_todoist_is_obeyed_and_not_called_down(standin):
    """Reliability F2: `Retry-After`."""
    await standin.faults(too_many_requests=OPENS_AFTER + 1, retry_after_s=513)

    for _ in range(OPENS_AFTER + 1):
        with pytest.raises(IntegrationBusy) as busy:
            await standin.source.sync(personal(), NOTHING)

    assert busy.value.retry_after_s == 513
    assert await outcome(standin.source.sync(personal(), NOTHING)) == "fine"


async def test_over_budget_nothing_is_sent(scripted):
    """Reliability F2: at most 20 whole lists at once, whoever asks for them."""
    scripted.service.reply = lambda *_: a_sync([a_wire_task()])
    _, at_once = Lane.EVERYTHING.value

    outcomes = [await outcome(scripted.source.sync(personal(), NOTHING)) for _ in range(50)]

    assert outcomes == ["fine"] * at_once + ["IntegrationBusy"] * (50 - at_once)
    assert len(scripted.service.asked) == at_once


async def test_whole_lists_without_end_are_cut_off(scripted):
    """Reliability F2: a cursor that never ends ends with the operation."""
    old = (scripted.clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    scripted.service.reply = lambda *_: a_sync([a_wire_task()]) | {"full_sync_date_utc": old}

    ended = await asyncio.wait_for(
        outcome(scripted.source.sync(personal(), NOTHING)), DEADLINES.total_s * 10
    )

    assert ended in {"fine", "IntegrationDown"}
    assert len(scripted.service.asked) <= 3
