"""Pull messages of a durable consumer: many when many wait, one at once when one comes."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from core.bus.link import DOWN

BATCH = 128
"""Messages asked for at once; what waits in our hands must be done well within the ack wait."""
ASK_S = 2.0
"""Seconds that a question stands: after a reconnection it has been lost for no longer than that."""
LATE_S = 1.0
"""Seconds that the server's word that a question has ended may take."""
NOT_THERE = "503"
"""The status when nobody answers: the consumer, or its stream, is gone."""
NS = 1_000_000_000
"""Nanoseconds in a second, as the server counts."""


class Gone(Exception):
    """The consumer is not there any more."""


class Pull:
    """Asks for messages and hands them out; the library's `fetch` waits until a batch is full."""

    def __init__(self, client: Client, stream: str, consumer: str, inbox: Subscription) -> None:
        self._client = client
        self._subject = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = inbox
        self._asked = 0

    async def next(self) -> list[Msg]:
        """Return what waits, or nothing when nothing came for a while. Raises: Gone."""
        if self._asked <= 0:
            await self._ask()
        try:
            found = [await self._inbox.next_msg(timeout=ASK_S + LATE_S)]
            while self._inbox.pending_msgs:
                found.append(await self._inbox.next_msg(timeout=LATE_S))
        except nats.errors.TimeoutError:
            self._asked = 0  # the question, or its answer, was lost
            return []
        return [message for message in found if self._is_event(message)]

    async def _ask(self) -> None:
        wish = {"batch": BATCH, "expires": int(ASK_S * NS)}
        await self._client.publish(self._subject, json.dumps(wish).encode(), self._inbox.subject)
        self._asked = BATCH

    def _is_event(self, message: Msg) -> bool:
        status = (message.headers or {}).get("Status")
        if status is None:
            self._asked -= 1
            return True
        self._asked = 0
        if status == NOT_THERE or "Deleted" in (message.headers or {}).get("Description", ""):
            raise Gone
        return False


@asynccontextmanager
async def pulling(client: Client, stream: str, consumer: str) -> AsyncIterator[Pull]:
    """Open an inbox for a consumer's messages, and close it at the end."""
    inbox = await client.subscribe(client.new_inbox())
    try:
        yield Pull(client, stream, consumer, inbox)
    finally:
        with suppress(*DOWN):
            await inbox.unsubscribe()
