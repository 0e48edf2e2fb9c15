"""Serve oO's HTTP face without its pages and its loops; all else is what `oo serve` does.

Settings come from the environment, as they do in earnest.
"""

import asyncio
from functools import reduce

from granian.constants import Interfaces
from granian.server.embed import Server

from core import wiring
from core.log import configure
from core.settings import Settings
from oo_app.endpoints import table
from oo_app.shared.faults import Net
from oo_app.shared.gate import Gate
from oo_app.shared.same_origin import SameOrigin


def around(app, settings):
    """Return the app behind the doors that stand around it in `oo serve` as well."""
    origins = settings.exact_origins
    wraps = (
        lambda inner: SameOrigin(inner, origins, table.OPEN_TO_ALL),
        lambda inner: Gate(inner, settings),
        Net,
    )
    return reduce(lambda inner, wrap: wrap(inner), wraps, app)


def main():
    asyncio.run(_serve(Settings()))


async def _serve(settings):
    configure(as_json=settings.log_json)
    core = wiring.start(settings)
    await core.repeat_erasures()
    server = Server(
        around(table.build(settings), settings),
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        log_enabled=False,
    )
    await server.serve()
