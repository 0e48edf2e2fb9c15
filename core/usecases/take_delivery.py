"""Take a webhook in: prove it, find its user, and have it on the disk before the sender is told."""

import asyncio
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.delivery import Delivery
from core.domain.hook import Hook, Posted
from core.domain.ids import DeliveryId, UserId, new_id
from core.domain.integration import Provider
from core.errors import HookRefused, Malformed, NotFound
from core.ports import Clock, Store, Vault
from core.ports.hooks import HookReader
from core.usecases.wake import Bell
from core.usecases.write_together import WriteTogether

_SENDERS_ID = re.compile(r"[!-~]{1,200}")


@dataclass(frozen=True, slots=True)
class TakeDelivery:
    """Keep a webhook as a hint, each once; nothing else happens before the answer (H3)."""

    store: Store
    clock: Clock
    vault: Vault
    readers: Mapping[Provider, HookReader]
    write: WriteTogether
    bell: Bell

    def takes(self, provider: Provider) -> bool:
        """Return whether webhooks of this service are expected at all."""
        return provider in self.readers

    def may_prove(self, provider: Provider, content_type: str, signature: str) -> bool:
        """Return whether it is worth reading the body behind these headers."""
        return self.readers[provider].may_prove(content_type, signature)

    async def __call__(self, provider: Provider, posted: Posted) -> None:
        """Return when it is on the disk, also if it came before: by body or by the sender's id.

        Raises: HookRefused, also for a user whom nobody here is; Overloaded.
        """
        hook = self.readers[provider].read(posted)
        async with self.store.reading() as work:
            owners = await work.deliveries.owners(provider, hook.external_id)
        if not owners:
            raise HookRefused(proved=True)
        kept = [self._delivery(provider, user_id, hook, posted) for user_id in owners]
        try:
            await asyncio.gather(*map(self.write, kept))
        except (NotFound, Malformed):
            raise HookRefused(proved=True) from None  # such as a user who left this very moment
        self.bell.ring()

    def _delivery(
        self, provider: Provider, user_id: UserId, hook: Hook, posted: Posted
    ) -> Delivery:
        return Delivery(
            id=DeliveryId(new_id()),
            user_id=user_id,
            provider=provider,
            digest=hashlib.sha256(posted.body).hexdigest(),
            key=self._key(provider, posted.delivery_id),
            name=hook.name,
            task_id=hook.task_id,
            intent=hook.intent,
            triggered_at=hook.triggered_at,
            received_at=self.clock.now(),
        )

    def _key(self, provider: Provider, senders_id: str) -> str:
        """Return the keyed digest of an id that is not signed; "" for what cannot be one."""
        if not _SENDERS_ID.fullmatch(senders_id):
            return ""
        return self.vault.digest(f"delivery:{provider}:{senders_id}")
