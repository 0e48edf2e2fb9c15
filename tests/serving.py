"""Serve an ASGI application over a real socket, for as long as a test needs it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from granian.constants import Interfaces
from granian.server.embed import Server

HOST = "127.0.0.1"
"""Where tests listen: nobody else may reach a test's server."""

START_S = 5.0
"""Seconds within which a server answers, also on a slow shared machine."""

POLL_S = 0.005
"""Seconds between two looks at a starting server."""


@asynccontextmanager
async def serve(app: Any) -> AsyncIterator[str]:
    """Serve `app` and yield its base URL, without a slash at the end."""
    async with serve_built(lambda _base_url: app) as base_url:
        yield base_url


@asynccontextmanager
async def serve_built(build: Callable[[str], Any]) -> AsyncIterator[str]:
    """Serve what `build(base_url)` makes, for an application that must know its own address."""
    with _reserved_port() as port:
        base_url = f"http://{HOST}:{port}"
        server = Server(
            build(base_url), address=HOST, port=port, interface=Interfaces.ASGI, log_enabled=False
        )
        running = asyncio.create_task(server.serve())
        try:
            await _answering(running, port)
            yield base_url
        finally:
            server.stop()
            await running


@contextmanager
def _reserved_port() -> Iterator[int]:
    """Hold a free port without listening, so that no neighbour takes it before the server does."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        reserved.bind((HOST, 0))
        yield reserved.getsockname()[1]


async def _answering(running: asyncio.Task[None], port: int) -> None:
    async with asyncio.timeout(START_S):
        while True:
            if running.done():
                await running
            try:
                _, writer = await asyncio.open_connection(HOST, port)
            except OSError:
                await asyncio.sleep(POLL_S)
            else:
                writer.close()
                await writer.wait_closed()
                return
