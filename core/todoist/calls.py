"""Call Todoist: with a token that fits a header, within a time, and hardly ever twice."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.errors import AccessExpired, IntegrationDown
from core.outbound import Answer, Outbound, Unreachable
from core.ports.clock import Clock
from core.todoist.answers import PROVIDER

OPERATION_S = 24.0
"""Seconds that an operation of several calls may take: nothing outlives 25 (reliability F1)."""

QUICK_S = 4.0
"""A connection that breaks later is not tried again: the second try would outlive the 25 s."""

RETRY_SHARE = 0.1
"""Retries earned by an answered call: they stay a tenth of the traffic (reliability F2)."""

_SENDABLE = re.compile(r"[!-~]{1,4096}")


@dataclass(frozen=True, slots=True, repr=False)
class Ask:
    """One request; it never prints, because it carries tokens (reliability T3)."""

    method: str
    url: str
    headers: Mapping[str, str] | None = None
    form: Mapping[str, str] | None = None


class Calls:
    """The way out to Todoist."""

    def __init__(self, outbound: Outbound, clock: Clock) -> None:
        self._outbound = outbound
        self._clock = clock
        self._retries = 1.0  # never more than one is saved up, so an outage meets no burst

    async def once(self, ask: Ask) -> Answer:
        """Return what came back. Raises IntegrationDown when nothing whole did."""
        try:
            return await self._request(ask)
        except Unreachable as error:
            raise IntegrationDown(PROVIDER) from _without_quotes(error)

    async def read(self, ask: Ask) -> Answer:
        """Return what came back, asking once more if the connection broke at once.

        Only for what may be repeated. Raises: IntegrationDown.
        """
        started_s = self._clock.monotonic_s()
        try:
            answer = await self._request(ask)
        except Unreachable as error:
            quick = self._clock.monotonic_s() - started_s < QUICK_S
            if error.why != "transport" or not quick or self._retries < 1:
                raise IntegrationDown(PROVIDER) from _without_quotes(error)
            self._retries -= 1
            return await self.once(ask)
        self._retries = min(1.0, self._retries + RETRY_SHARE)
        return answer

    async def _request(self, ask: Ask) -> Answer:
        return await self._outbound.request(ask.method, ask.url, headers=ask.headers, form=ask.form)


@asynccontextmanager
async def in_time(limit_s: float = OPERATION_S) -> AsyncIterator[None]:
    """Bound an operation of several calls. Raises IntegrationDown when it takes too long."""
    try:
        async with asyncio.timeout(limit_s):
            yield
    except TimeoutError as error:
        raise IntegrationDown(PROVIDER) from error


def sendable(secret: str) -> bool:
    """Return whether a text can travel in a header: visible ASCII, not endless."""
    return _SENDABLE.fullmatch(secret) is not None


def bearer(access: str) -> dict[str, str]:
    """Return the header that opens the API.

    Raises: AccessExpired for what cannot be a token: it is neither sent nor quoted.
    """
    if not sendable(access):
        raise AccessExpired(PROVIDER)
    return {"authorization": f"Bearer {access}"}


def _without_quotes(error: Unreachable) -> Unreachable:
    """Return the error without its cause, which may quote what came over the wire."""
    return Unreachable(error.provider, error.why)
