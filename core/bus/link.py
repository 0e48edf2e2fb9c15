"""Hold one connection to NATS: made when needed, mended for ever, never waited for long."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import nats.errors
from nats.aio.client import Client
from nats.js import JetStreamContext

CONNECT_S = 2
"""Seconds that connecting may take; whoever needs it then tries later."""
RECONNECT_S = 1.0
"""Seconds between attempts to reconnect, before each process's own jitter."""
PING_S = 10
"""Seconds between pings: a connection that died silently is found out after two."""
ANSWER_S = 2.0
"""Seconds that the server may take to answer a question."""
DOWN = (nats.errors.Error, OSError, TimeoutError, asyncio.InvalidStateError)
"""What using a connection raises while the server is away."""

_log = logging.getLogger(__name__)


class Link:
    """A connection shared by all that a bus does."""

    def __init__(self, url: str, jitter: Callable[[], float]) -> None:
        self.on_return: Callable[[], None] = _nothing
        self.on_flood: Callable[[], None] = _nothing
        self._url = url
        self._jitter = jitter
        self._client: Client | None = None
        self._js: JetStreamContext | None = None
        self._lock = asyncio.Lock()
        self._closed = asyncio.Event()
        self._ended = False
        self._said = ""

    @property
    def away(self) -> bool:
        """Return whether the server was there before and is not now: it is being looked for."""
        return self._client is not None and self._client.is_reconnecting

    async def client(self) -> Client:
        """Return the connection. Raises: one of DOWN."""
        async with self._lock:
            if self._ended:
                raise nats.errors.ConnectionClosedError
            if self._client is None or self._client.is_closed:
                self._client = await self._connected()
                self._closed.clear()
                self._js = self._client.jetstream(timeout=ANSWER_S)
            return self._client

    async def js(self) -> JetStreamContext:
        """Return what speaks JetStream on this connection. Raises: one of DOWN."""
        client = await self.client()
        return self._js or client.jetstream(timeout=ANSWER_S)

    async def closed(self) -> None:
        """Wait until the connection is closed for good; a lost one is mended meanwhile."""
        await self._closed.wait()

    async def close(self) -> None:
        """Close the connection, for good."""
        self._ended = True
        async with self._lock:
            if self._client is not None:
                with suppress(*DOWN):
                    await self._client.close()

    async def _connected(self) -> Client:
        client, wait_s = Client(), RECONNECT_S * (0.5 + self._jitter())
        try:
            async with asyncio.timeout(CONNECT_S):
                await client.connect(
                    self._url,
                    name="oO",
                    error_cb=self._on_error,
                    disconnected_cb=self._on_loss,
                    reconnected_cb=self._on_return,
                    closed_cb=self._on_close,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=wait_s,  # type: ignore[arg-type]  # sleep() takes fractions
                    connect_timeout=CONNECT_S,
                    ping_interval=PING_S,
                )
        except BaseException as error:
            self._say(f"NATS cannot be reached: {type(error).__name__}")
            await client.close()
            raise
        self._say("NATS is there")
        return client

    async def _on_error(self, error: Exception) -> None:
        if isinstance(error, nats.errors.SlowConsumerError):
            self.on_flood()

    async def _on_loss(self) -> None:
        self._say("NATS is away")

    async def _on_return(self) -> None:
        self._say("NATS is there")
        self.on_return()

    async def _on_close(self) -> None:
        self._closed.set()

    def _say(self, state: str) -> None:
        """Log a change of state, once."""
        if state != self._said:
            self._said = state
            _log.warning("%s", state)


def heed() -> None:
    """Raise the cancellation that the library swallows while it waits for its own writing.

    Raises: asyncio.CancelledError.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _nothing() -> None:
    """Do nothing: nobody has asked to be told."""
