"""Show how a user's integrations stand, and unlink one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.consent import TEXT_VERSION, Consent, Purpose
from core.domain.events import IntegrationDisconnected
from core.domain.ids import ConsentId, UserId, new_id
from core.domain.integration import Integration, Provider
from core.domain.views import IntegrationView
from core.errors import NotFound
from core.ports import Clock, Linker, Store, Work
from core.usecases.let_go import revocation_of
from core.usecases.outcomes import withdraw_open
from core.usecases.wake import Bell


@dataclass(frozen=True, slots=True)
class ReadIntegrations:
    """List every service oO can read, linked or not."""

    store: Store
    linkers: Mapping[Provider, Linker]

    async def __call__(self, user_id: UserId) -> tuple[IntegrationView, ...]:
        """Return one view a service."""
        async with self.store.reading() as work:
            linked = {item.provider: item for item in await work.integrations.of(user_id)}
        return tuple(
            IntegrationView(
                provider,
                item.state,
                personal=item.personal,
                synced_at=item.synced_at,
                next_sync_at=item.next_sync_at,
                task_count=item.task_count,
                failing_since=item.failing_since,
            )
            if (item := linked.get(provider))
            else IntegrationView(provider)
            for provider in self.linkers
        )


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Forget an integration here at once; its token is revoked there as soon as that answers."""

    store: Store
    clock: Clock
    bell: Bell

    async def __call__(self, user_id: UserId, provider: Provider) -> None:
        """Erase tokens and cached tasks (reliability T5). Raises: NotFound."""
        now = self.clock.now()
        async with self.store.writing() as work:
            await let_link_go(work, user_id, provider, now)
            no = Consent(ConsentId(new_id()), user_id, Purpose.TIPS, False, TEXT_VERSION, now)
            await work.consents.add(no)
            await work.outbox.tell(IntegrationDisconnected(now, user_id, provider))
        self.bell.ring()


async def let_link_go(
    work: Work, user_id: UserId, provider: Provider, now: datetime
) -> Integration:
    """Erase tokens and cached tasks, and return the link that was. Raises: NotFound."""
    integration = await work.integrations.get(user_id, provider)
    if integration is None:
        raise NotFound(provider)
    revocation = await revocation_of(work, integration, now)
    if revocation is not None:
        await work.revocations.add(revocation)
    await work.integrations.forget(integration)
    await withdraw_open(work, await work.tips.open_of(user_id), now)
    return integration
