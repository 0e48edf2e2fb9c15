"""Start core with the server and end it with the server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from core import wiring
from core.log import configure
from core.process import spare_what_is_loaded
from core.settings import Mode, Settings
from oo_app.shared.doorman import Doorman
from oo_app.shared.gate import NoTokens
from oo_app.shared.news import tell_news


def living(settings: Settings, doorman: Doorman) -> Callable[[], AbstractAsyncContextManager[None]]:
    """Return what the server runs around its life: core, its loops, and word of ended sessions."""

    @asynccontextmanager
    async def life() -> AsyncIterator[None]:
        configure(as_json=settings.log_json)
        logging.getLogger("granian.access").addFilter(NoTokens())
        if settings.mode is Mode.DEV:  # `reflex run`: nobody else brings the tables up to date
            await asyncio.to_thread(wiring.upgrade_database, settings)
        core = wiring.start(settings)
        spare_what_is_loaded()
        await core.repeat_erasures()
        core.on_sessions_ended.append(doorman.end_sessions)
        running = (
            asyncio.create_task(tell_news(core.bus, doorman), name="news"),
            asyncio.create_task(core.run(loops=settings.loops), name="core"),
        )
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            for task in running:
                with suppress(asyncio.CancelledError):
                    await task
            wiring.use(None)
            await core.close()

    return life
