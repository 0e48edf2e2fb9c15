"""Name and make what the server keeps: the events, the consumers' places, what went wrong."""

from dataclasses import dataclass

from nats.js import JetStreamContext, api
from nats.js.errors import BadRequestError, NotFoundError

DAY_S = 86_400.0
"""Seconds in a day."""
KEPT_S = 7 * DAY_S
"""How long the stream keeps an event: as long as the outbox does (reliability E1)."""
ADVISORIES_KEPT_S = 30 * DAY_S
"""How long it stays on record that the server gave up on a message (reliability E3)."""
ADVISORIES = 10_000
"""Records of that kind, at most: a flood of forgeries must not fill the disk."""
DUPLICATES_S = 120.0
"""The server's own window for what comes twice; only the inbox is relied upon (reliability E2)."""
ACK_WAIT_S = 30.0
"""A consumer that has not answered for so long is taken for dead."""
MAX_DELIVER = 1000
"""Far more than an event's five tries, which the letters count: each unreadable event comes hourly
for seven days, and a long fault of ours costs some. It only ends what kills each process it meets."""
IN_HAND = 100_000
"""Events that may wait for a later try without holding up new ones."""
UNFILLED = "oO signals: made anew, to be filled from the outbox"
"""What a stream says of itself until the outbox was replayed into it (reliability E5)."""
FILLED = "oO signals"
"""What it says from then on."""


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called on a server that several oO may share."""

    prefix: str

    @property
    def signals(self) -> str:
        """Return the name of the stream of events."""
        return f"{self.prefix.upper()}_SIGNALS"

    @property
    def advisories(self) -> str:
        """Return the name of the stream of what the server gave up on."""
        return f"{self.prefix.upper()}_ADVISORIES"

    @property
    def subjects(self) -> str:
        """Return the pattern of all events' subjects."""
        return f"{self.prefix}.signals.>"

    @property
    def wake(self) -> str:
        """Return the subject of a ring."""
        return f"{self.prefix}.wake"


@dataclass(frozen=True, slots=True)
class Streams:
    """Makes what is missing; finding it there is the usual case."""

    names: Names
    max_deliver: int = MAX_DELIVER

    async def look(self, js: JetStreamContext) -> api.StreamInfo:
        """Return how the stream of events is, made anew if it was missing."""
        try:
            return await js.stream_info(self.names.signals)
        except NotFoundError:
            await self._make_advisories(js)
            return await self._make(js, self._signals(UNFILLED))

    async def say_filled(self, js: JetStreamContext) -> None:
        """Write down that the stream holds again what the outbox holds."""
        await js.update_stream(self._signals(FILLED))

    async def make_consumer(self, js: JetStreamContext, name: str) -> None:
        """See that the stream and a durable consumer are there."""
        await self.look(js)
        wanted = api.ConsumerConfig(
            durable_name=name,
            ack_policy=api.AckPolicy.EXPLICIT,
            ack_wait=ACK_WAIT_S,
            max_deliver=self.max_deliver,
            max_ack_pending=IN_HAND,
        )
        await js.add_consumer(self.names.signals, wanted)

    async def _make_advisories(self, js: JetStreamContext) -> None:
        events = ("MAX_DELIVERIES", "MSG_TERMINATED")
        where = f"$JS.EVENT.ADVISORY.CONSUMER.{{}}.{self.names.signals}.>"
        config = api.StreamConfig(
            name=self.names.advisories,
            subjects=[where.format(event) for event in events],
            retention=api.RetentionPolicy.LIMITS,
            storage=api.StorageType.FILE,
            max_age=ADVISORIES_KEPT_S,
            max_msgs=ADVISORIES,
        )
        await self._make(js, config)

    async def _make(self, js: JetStreamContext, config: api.StreamConfig) -> api.StreamInfo:
        try:
            return await js.add_stream(config)
        except BadRequestError:  # another process was quicker, and it is filled already
            return await js.stream_info(config.name or "")

    def _signals(self, description: str) -> api.StreamConfig:
        return api.StreamConfig(
            name=self.names.signals,
            description=description,
            subjects=[self.names.subjects],
            retention=api.RetentionPolicy.LIMITS,
            storage=api.StorageType.FILE,
            max_age=KEPT_S,
            duplicate_window=DUPLICATES_S,
        )
