"""Start core with the server and end it with the server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from core import wiring
from core.log import configure
from core.settings import Mode, Settings
from oo_app.shared.doorman import Doorman
from oo_app.shared.gate import NoTokens


def living(settings: Settings, doorman: Doorman) -> Callable[[], AbstractAsyncContextManager[None]]:
    """Return what the server runs around its life: core, its loops, and word of ended sessions."""

    @asynccontextmanager
    async def life() -> AsyncIterator[None]:
        configure(as_json=settings.log_json)
        logging.getLogger("granian.access").addFilter(NoTokens())
        if settings.mode is Mode.DEV:  # `reflex run`: nobody else brings the tables up to date
            await asyncio.to_thread(wiring.upgrade_database, settings)
        core = wiring.start(settings)
        await core.repeat_erasures()
        core.on_sessions_ended.append(doorman.end_sessions)
        loops = asyncio.create_task(core.run_loops(), name="core loops")
        try:
            yield
        finally:
            loops.cancel()
            with suppress(asyncio.CancelledError):
                await loops
            wiring.use(None)
            await core.close()

    return life
