"""Run core's loops without the web, until told to stop."""

import asyncio
import signal
from contextlib import suppress

import structlog

from core import wiring
from core.process import spare_what_is_loaded
from core.settings import Settings

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What ends a worker in peace: Ctrl-C, and a service manager."""

_log = structlog.get_logger(__name__)


def work(settings: Settings) -> None:
    """Run the loops that no other process runs; return when interrupted."""
    asyncio.run(_work(settings))


async def _work(settings: Settings) -> None:
    core = wiring.start(settings)
    spare_what_is_loaded()
    try:
        await core.repeat_erasures()
        await _until_stopped(core)
    finally:
        wiring.use(None)
        await core.close()


async def _until_stopped(core: wiring.Core) -> None:
    stop = asyncio.Event()
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    loops = asyncio.create_task(core.run(), name="core loops")
    stopped = asyncio.create_task(stop.wait(), name="stop")
    _log.info("worker_started")
    await asyncio.wait({loops, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    loops.cancel()
    with suppress(asyncio.CancelledError):
        await loops
    _log.info("worker_stopped")
