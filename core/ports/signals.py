"""Say what the way of a signal needs stored: what was taken, what failed, what came in, who runs what."""

from datetime import datetime
from typing import Protocol

from core.domain.delivery import Delivery
from core.domain.events import Event
from core.domain.ids import DeliveryId, EventId, UserId
from core.domain.integration import Provider
from core.domain.lease import Lease
from core.domain.letter import Letter


class Inbox(Protocol):
    """Which events had their effect at which consumer, written with the effect (reliability E2).

    `keep` raises StaleWrite when another has kept one of them meanwhile.
    """

    async def had(self, consumer: str, events: tuple[Event, ...]) -> frozenset[EventId]: ...
    async def keep(self, consumer: str, events: tuple[Event, ...], at: datetime) -> None: ...
    async def sweep(self, before: datetime) -> int: ...


class Letters(Protocol):
    """Events that failed at a consumer; those with `dead_at` wait for a person (reliability E3)."""

    async def save(self, letter: Letter) -> None: ...
    async def find(self, consumer: str, event_id: EventId) -> Letter | None: ...
    async def drop(self, consumer: str, ids: tuple[EventId, ...]) -> None: ...
    async def dead(self, limit: int) -> tuple[Letter, ...]: ...


class Deliveries(Protocol):
    """Webhooks as they came in; what came before, by digest or by key, is not added again.

    `owners` are whose links by OAuth the service's own user id belongs to: one account may serve
    several, and of a link by a personal token no webhook tells; `add` returns how many were new;
    claimed ones come again after `until` unless done.
    """

    async def owners(self, provider: Provider, external_id: str) -> tuple[UserId, ...]: ...
    async def add(self, deliveries: tuple[Delivery, ...]) -> int: ...
    async def claim(self, now: datetime, until: datetime, limit: int) -> tuple[Delivery, ...]: ...
    async def done(self, ids: tuple[DeliveryId, ...], at: datetime) -> None: ...
    async def sweep(self, before: datetime) -> int: ...


class Leases(Protocol):
    """Who runs which loop. `take` returns the lease, new or longer; None while another has it."""

    async def take(
        self, name: str, holder: str, now: datetime, until: datetime
    ) -> Lease | None: ...
    async def release(self, name: str, holder: str, now: datetime) -> None: ...
    async def all(self) -> tuple[Lease, ...]: ...
