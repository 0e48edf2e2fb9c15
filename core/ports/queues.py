"""Say what waits for later: answers to repeat, events to tell, commands to send, users to forget."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from core.domain.erasure import Erasure
from core.domain.events import Event
from core.domain.ids import CommandId, EventId, UserId


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered under an idempotency key, and the digest of what was asked."""

    digest: str
    body: str
    at: datetime


class Replies(Protocol):
    """Answers by (user, key), kept at least 24 hours (reliability E6); `keep` raises KeyReused."""

    async def find(self, user_id: UserId, key: str) -> Reply | None: ...
    async def keep(self, user_id: UserId, key: str, reply: Reply) -> None: ...
    async def sweep(self, before: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many events wait in the outbox, and since when the oldest does."""

    depth: int
    oldest_at: datetime | None = None


class Outbox(Protocol):
    """Events saved with what caused them; claimed ones come again after `until` unless sent.

    `later` hides some of them until a time; `backlog` counts what is not sent, and since when.
    """

    async def tell(self, event: Event) -> None: ...
    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Event, ...]: ...
    async def sent(self, ids: tuple[EventId, ...], at: datetime) -> None: ...
    async def later(self, ids: tuple[EventId, ...], until: datetime) -> None: ...
    async def backlog(self) -> Backlog: ...


class SentEvents(Protocol):
    """Events that were sent, kept for replay; `again` makes those told since a time unsent."""

    async def sweep(self, before: datetime) -> int: ...
    async def again(self, since: datetime) -> int: ...


T = TypeVar("T")
"""What waits in a queue."""


class Queue(Protocol[T]):
    """Work for later, oldest first; a claimed item comes again after `until` unless done or dead.

    `later` counts one more try and hides the item until `at`. Nothing of a user overtakes what is
    held: a later command waits in line behind an earlier one.
    """

    async def add(self, item: T) -> None: ...
    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[T, ...]: ...
    async def done(self, item_id: CommandId, at: datetime) -> None: ...
    async def later(self, item_id: CommandId, at: datetime, error: str) -> None: ...
    async def dead(self, item_id: CommandId, at: datetime, error: str) -> None: ...


class Ledger(Protocol):
    """The deletion ledger; `living` are those not in it, `purge` drops every row of a user and destroys their key, as of `at`."""

    async def save(self, erasure: Erasure) -> None: ...
    async def find(self, receipt: str) -> Erasure | None: ...
    async def tombstones(self) -> frozenset[str]: ...
    async def living(self) -> tuple[UserId, ...]: ...
    async def purge(self, user_id: UserId, at: datetime) -> None: ...
