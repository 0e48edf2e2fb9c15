"""Ring for the other processes, without letting anybody here wait for it."""

import asyncio
from secrets import token_hex

from core.bus.link import DOWN, Link


class Waker:
    """Rings over NATS; many rings at once are one, and a ring that nobody hears is no loss."""

    def __init__(self, link: Link, subject: str) -> None:
        self.name = token_hex(8).encode()
        """What this process signs its rings with, to know its own."""
        self._link = link
        self._subject = subject
        self._rung = False
        self._telling: asyncio.Task[None] | None = None

    def __call__(self) -> None:
        """Ring soon."""
        self._rung = True
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def close(self) -> None:
        """Ring no more."""
        if self._telling is not None:
            self._rung = False
            await asyncio.wait({self._telling})

    async def _tell(self) -> None:
        while self._rung:
            self._rung = False
            if self._link.away:
                return
            try:
                client = await self._link.client()
                await client.publish(self._subject, self.name)
            except DOWN:
                return
