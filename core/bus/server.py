"""Gather what one oO uses of a NATS server: connection, names, signature, rings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from core.bus.link import Link
from core.bus.streams import MAX_DELIVER, Names, Streams
from core.bus.waker import Waker
from core.bus.wire import Wire


@dataclass(frozen=True, slots=True)
class Server:
    """A server as one oO sees it; another oO on the same server has another prefix."""

    link: Link
    names: Names
    streams: Streams
    wire: Wire
    waker: Waker

    @classmethod
    def at(
        cls,
        url: str,
        prefix: str,
        key: bytes,
        jitter: Callable[[], float],
        *,
        max_deliver: int = MAX_DELIVER,
    ) -> Self:
        """Return the server at an address; nothing is connected before it is used."""
        link, names = Link(url, jitter), Names(prefix)
        wire, waker = Wire(prefix, key), Waker(link, names.wake)
        return cls(link, names, Streams(names, max_deliver), wire, waker)
