"""A socket opens only for our own pages, and only so many at once (W1, W5)."""

import asyncio

import aiohttp
import pytest
import socketio

from tests.socket.probes import CANARY
from tests.socket.tabs import NAMESPACE

FOREIGN = [
    None,
    "null",
    "https://evil.example",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "https://{host}",
    "http://{host}.evil.example",
    "http://{host}/",
    "http://{host}@evil.example",
    "http://localhost:{port}",
    "HTTP://{host}",
    "http://{host} http://evil.example",
    "ws://{host}",
    "*",
    " http://{host}x",
    "file://",
]


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_foreign_or_missing_origin_opens_nothing(user, origin):
    host = user.url.removeprefix("http://")
    filled = origin and origin.format(host=host, port=host.split(":")[1])

    with pytest.raises(socketio.exceptions.ConnectionError):
        async with user.tab(origin=filled):
            pytest.fail("the socket opened")


async def test_the_handshake_is_refused_with_403_before_anything_is_read(user):
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(f"{user.url}{NAMESPACE}/?EIO=4&transport=websocket&token=t")

    assert refused.value.status == 403


async def test_a_page_of_ours_works(user):
    async with user.tab() as tab:
        await tab.call("look")
        await tab.settled()

        assert "user " in tab.everything
        assert CANARY not in tab.everything


async def test_ten_tabs_of_one_session_and_no_more(user):
    async with asyncio.timeout(20):
        tabs = [user.tab(hydrate=False) for _ in range(10)]
        for tab in tabs:
            await tab.__aenter__()
        try:
            with pytest.raises(socketio.exceptions.ConnectionError):
                async with user.tab(hydrate=False):
                    pytest.fail("an eleventh socket opened")
        finally:
            for tab in tabs:
                await tab.__aexit__(None, None, None)


async def test_a_seat_is_free_again_when_a_tab_closes(user):
    for _ in range(12):
        async with user.tab(hydrate=False):
            pass


async def test_fifty_sockets_of_one_address_and_no_more(visitor):
    url = f"{visitor.url}{NAMESPACE}/?EIO=4&transport=websocket&token=t"
    headers = {"Origin": visitor.url, "X-Forwarded-For": visitor.address}
    async with aiohttp.ClientSession() as http:
        open_ones = [await http.ws_connect(url, headers=headers) for _ in range(50)]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url, headers=headers)
        for one in open_ones:
            await one.close()


async def test_a_strange_subprotocol_kills_nothing(stage, visitor):
    """Send bytes that are no ASCII where the protocol's name stands: once the end of a worker."""
    host, port = visitor.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = (
        f"GET {NAMESPACE}/?EIO=4&transport=websocket&token=t HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Origin: {visitor.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    )
    writer.write(head.encode() + b"Sec-WebSocket-Protocol: \xff\xfe\r\n\r\n")
    await writer.drain()
    answer = await reader.read(200)
    writer.close()
    await writer.wait_closed()

    assert b" 101 " not in answer.split(b"\r\n")[0]
    assert stage.process.poll() is None
