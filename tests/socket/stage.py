"""Serve the whole door with probes behind it, in a process of its own: one app fits in a process."""

import asyncio
import os
import sys
from typing import Any

import reflex as rx

from core import wiring
from core.clock import SystemClock
from core.log import configure
from core.settings import Settings
from oo_app.endpoints import table
from oo_app.shared import doorman, faults
from oo_app.shared.wraps import wraps
from tests.fakes.core import FakeCore
from tests.fakes.web import NOWHERE
from tests.serving import serve_built


def build(url: str) -> Any:
    """Return the app, with a core of its own, as `oo_app.main` would assemble it."""
    os.environ["OO_BASE_URL"] = url
    settings = Settings.of(base_url=url, trusted_proxy_hops=1, mode="production")
    core = FakeCore(settings, clock=SystemClock())
    wiring.use(core.as_core)
    import tests.socket.probes  # noqa: F401, PLC0415 -- registers the probes

    app = rx.App(
        toaster=None,
        frontend_exception_handler=faults.in_page,
        backend_exception_handler=faults.in_event,
        api_transformer=(table.build(settings), *wraps(settings, NOWHERE, table.OPEN_TO_ALL)),
    )
    door = doorman.install(app)
    core.on_sessions_ended.append(door.end_sessions)
    return app()


async def run() -> None:
    """Say where it is served, and serve until standard input ends."""
    told, sys.stdout = sys.stdout, sys.stderr
    configure(as_json=True)
    async with serve_built(build) as url:
        print(url, file=told, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(run())
