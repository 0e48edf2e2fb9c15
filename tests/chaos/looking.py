"""Look again and again at what happens in another process."""

import asyncio
from collections.abc import Awaitable, Callable


async def until(holds: Callable[[], Awaitable[bool]], every_s: float) -> None:
    """Return when it holds; whoever bounds the wait does that around it."""
    while True:
        if await holds():
            return
        await asyncio.sleep(every_s)
