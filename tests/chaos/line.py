"""Ask oO until it answers: what was cut off, or failed on its side, is sent again as it was."""

import asyncio
import random
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from tests.chaos.log import ClientLog

AGAIN_S = (0.1, 0.5)
"""Before a request is sent again."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person's way to oO."""

    client: httpx.AsyncClient
    session: str
    """What goes into the session cookie."""
    log: ClientLog
    dice: random.Random

    async def sure(self, method: str, path: str, **more) -> tuple[httpx.Response, int]:
        """Return an answer that means something, and after how many tries it came."""
        headers = {"Cookie": f"oo_session={self.session}"} | more.pop("headers", {})
        tries = 0
        while True:
            tries += 1
            answer = await self._once(method, path, headers=headers, **more)
            if answer is None or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                self.log.resent += 1
                await asyncio.sleep(self.dice.uniform(*AGAIN_S))
            elif answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                tries -= 1  # it was not even looked at
                await asyncio.sleep(float(answer.headers["Retry-After"]))
            else:
                return answer, tries

    async def _once(self, method: str, path: str, **more) -> httpx.Response | None:
        """Return the answer; None when the connection was cut or nothing came in time."""
        try:
            return await self.client.request(method, path, **more)
        except httpx.TransportError:
            return None
