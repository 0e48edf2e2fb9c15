"""Start what is measured as its own process, and end it."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from core.outbound import Outbound, Unreachable
from core.settings import ROOT
from oo_app.serving import PRODUCTION

READY_S = 60.0
"""A server that is not ready by then never will be."""

_BARE = (
    "from granian import Granian; from granian.constants import Interfaces, Loops; "
    "Granian('oo_app.bench.bare:app', port={port}, interface=Interfaces.ASGI, factory=True, "
    "loop=Loops.uvloop, log_enabled=False).serve()"
)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def bare_server(port: int) -> AsyncIterator[str]:
    """Run the yardstick; yield its URL."""
    own_origin = {"OO_BASE_URL": f"http://127.0.0.1:{port}"}
    environment = {**PRODUCTION, **own_origin, "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "false"}
    async with _running(
        [sys.executable, "-c", _BARE.format(port=port)], environment, port, "/ping"
    ):
        yield f"http://127.0.0.1:{port}"


@contextlib.asynccontextmanager
async def demo_server(port: int, folder: Path) -> AsyncIterator[float]:
    """Run the demo with its state in `folder`; yield the seconds it took to be ready."""
    environment = {"OO_PORT": str(port), "OO_BASE_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "oo_app.cli", "demo", "--no-history", "--folder", str(folder)]
    began = time.perf_counter()
    async with _running(command, environment, port, "/readyz"):
        yield time.perf_counter() - began


@contextlib.asynccontextmanager
async def _running(
    command: list[str], environment: Mapping[str, str], port: int, ready: str
) -> AsyncIterator[None]:
    child = subprocess.Popen(  # noqa: ASYNC220, S603 — our own words; starting is not measured
        command,
        cwd=ROOT,
        env={**os.environ, **environment},  # noqa: TID251 — a child's environment
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await until_ready(f"http://127.0.0.1:{port}{ready}")
        yield
    finally:
        child.terminate()
        child.wait(timeout=10)


async def until_ready(url: str, patience_s: float = READY_S) -> None:
    """Return when a server answers. Raises: TimeoutError when it never does."""
    outbound = Outbound(allow_loopback_http=True)
    try:
        async with asyncio.timeout(patience_s):
            while not await _answers(outbound, url):  # noqa: ASYNC110 — another process tells nobody
                await asyncio.sleep(0.05)
    finally:
        await outbound.close()


async def _answers(outbound: Outbound, url: str) -> bool:
    try:
        return (await outbound.request("GET", url)).status == 200  # noqa: PLR2004 — HTTP's OK
    except Unreachable:
        return False
