"""Serve the built app on one port with Granian, and end it in good time."""

import asyncio
import os
import signal
import socket
import sys
from urllib.parse import urlsplit

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.applications import Starlette
from starlette.routing import Mount

from core.settings import ROOT, Settings

TAKEN_S = 1.0
"""Seconds within which whoever holds our port would answer."""
LOOPBACK = "127.0.0.1"
"""Where stand-ins listen: they are nobody's business but this machine's."""
STOP_S = 4
"""Seconds a worker has to finish after it was told to stop; then it is ended."""
PRODUCTION = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    "__REFLEX_SKIP_COMPILE": "true",
    "REFLEX_STATE_MANAGER_MODE": "memory",
    "REFLEX_REDIS_TOKEN_EXPIRATION": "1800",
    "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": str(256 * 1024),
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "REFLEX_TELEMETRY_ENABLED": "false",
}
"""How Reflex is told to serve what was built: state in memory, frames of 256 KiB (reliability W5)."""


def is_taken(settings: Settings) -> bool:
    """Return whether somebody answers at our address: Granian would share it, request by request."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(TAKEN_S)
        return settings.port != 0 and probe.connect_ex((settings.host, settings.port)) == 0


def serve(settings: Settings) -> None:
    """Serve until interrupted."""
    os.environ.update(PRODUCTION)  # noqa: TID251 — Reflex reads these in the worker
    sys.path.insert(0, str(ROOT))
    Granian(
        "oo_app.main:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=1,
        loop=Loops.uvloop,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_S,
        working_dir=ROOT,
    ).serve()


def serve_stand_ins(settings: Settings) -> None:
    """Serve the stand-in providers alone, on this machine only, until interrupted."""
    from oo_app.sandbox.app import build  # noqa: PLC0415 — never loaded in production

    stand_ins = Starlette(routes=[Mount("/sandbox", build(settings))])
    port = urlsplit(settings.stand_ins_url).port or 80
    server = Server(
        stand_ins, address=LOOPBACK, port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    asyncio.run(_until_told(server))


async def _until_told(server: Server) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.serve()
