"""Each socket stays within bounds: pace, size, sense (W5)."""

import asyncio
import time

import aiohttp
import pytest

from oo_app.shared.frames import MAX_NONSENSE
from oo_app.shared.pace import BURST
from tests.socket.tabs import NAMESPACE, PATIENCE_S, PROBE


async def test_a_flood_gets_one_notice_and_is_closed(user):
    async with user.tab() as flooder:
        await flooder.settled()
        begun = time.monotonic()
        for _ in range(int(BURST) * 3):
            await flooder.call("wave")
        await flooder.gone()

        assert time.monotonic() - begun < PATIENCE_S
        notices = [update for update in flooder.updates if "hurried" in repr(update)]
        assert len([one for one in notices if "'hurried_rx_state_': True" in repr(one)]) == 1


async def test_a_flood_hurts_nobody_else(user, admin):
    async with user.tab() as flooder, admin.tab() as other:
        for _ in range(int(BURST) * 3):
            await flooder.call("wave")
        await other.settled()
        await flooder.gone()

        await other.settled()
        assert not other.closed.is_set()


@pytest.mark.parametrize("letters", [263_000, 1_000_000])
async def test_a_frame_above_the_limit_closes_the_socket(user, letters):
    async with user.tab() as tab:
        await tab.call("wave", hand="x" * letters)
        await tab.gone()


async def test_a_frame_below_the_limit_is_fine(user):
    async with user.tab() as tab:
        await tab.call("wave", hand="x" * 200_000)
        await tab.settled()


NONSENSE = [
    None, 5, "text", [], [1], {}, {"name": 5}, {"name": "nowhere.nothing"}, {"name": f"{PROBE}.wave", "payload": 5},
    {"name": f"{PROBE}.wave", "router_data": []}, {"name": f"{PROBE}.wave", "router_data": {"query": 5}},
]  # fmt: skip


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


async def test_nonsense_is_dropped_and_the_tab_lives(user):
    async with user.tab() as tab:
        for data in NONSENSE[: MAX_NONSENSE - 1]:
            await tab.sio.emit("event", data, namespace=NAMESPACE)
        await tab.settled()

        assert not tab.closed.is_set()


async def test_much_nonsense_closes_the_tab(user):
    async with user.tab() as tab:
        for data in NONSENSE:
            await tab.sio.emit("event", data, namespace=NAMESPACE)
        await tab.gone()


async def test_many_unreadable_frames_close_the_socket(visitor):
    url = f"{visitor.url}{NAMESPACE}/?EIO=4&transport=websocket&token=t"
    headers = {"Origin": visitor.url, "X-Forwarded-For": visitor.address}
    async with aiohttp.ClientSession() as http, http.ws_connect(url, headers=headers) as socket:
        for _ in range(MAX_NONSENSE):
            await socket.send_str("42/_event,[")
        async with asyncio.timeout(PATIENCE_S):
            async for _ in socket:
                pass

        assert socket.close_code == 1008


async def test_arguments_nested_too_deeply_are_dropped(user):
    async with user.tab() as tab:
        await tab.call("wave", hand=nested(30))
        await tab.settled()

        assert "[[[[" not in tab.everything


RAW = [
    "", "9", "42", "4", "40/nowhere,", "40/_event", '40/_event,{"event": 5}', '40/_event,{"event": {"name": 5}}',
    "42/_event,[]", "42/_event,{}", '42/_event,["event"]', '42/_event,["client_error"]', "42/_event,[",
    '451-/_event,["event",{"_placeholder":true,"num":0}]', "41/_event,", "43/_event,1[]", "3", "5", "\x00", "4" * 1000,
    "42/_event," + "[" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("connected", [False, True])
async def test_no_raw_frame_kills_the_server(stage, visitor, connected):
    url = f"{visitor.url}{NAMESPACE}/?EIO=4&transport=websocket&token=t"
    for number, frame in enumerate([*RAW, b"", b"\xff\xfe", b"b" * 100]):
        headers = {"Origin": visitor.url, "X-Forwarded-For": f"10.8.{int(connected)}.{number}"}
        async with aiohttp.ClientSession() as http, http.ws_connect(url, headers=headers) as socket:
            if connected:
                await socket.send_str("40/_event,")
            sending = socket.send_bytes if isinstance(frame, bytes) else socket.send_str
            await sending(frame)
            await sending(frame)

    async with visitor.tab() as tab:
        await tab.settled()
    assert stage.process.poll() is None
