"""Say who is live, and who was at any time; and how it came about."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.change import Change
from core.domain.deployment import Deployment, Live, Policies, changed_at, promoted_at, who_was_live
from core.ports import Clock, Store


@dataclass(frozen=True, slots=True)
class ReadLive:
    """Read champion, shadows and experiments as they stand, or stood."""

    store: Store
    clock: Clock
    settings: Policies

    async def __call__(self, at: datetime | None = None) -> Live | None:
        """Return who is live now, or was then; None for a time before the first deployment."""
        async with self.store.reading() as work:
            rows = await work.deployments.all()
            experiments = await work.experiments.all()
        now = max((self.clock.now(), *changed_at(rows)))
        if not rows and at is None:
            ran = tuple(it for it in experiments if it.serves(now))
            return Live(now, self.settings, ran)
        return who_was_live(rows, experiments, at or now)

    async def promotions(self) -> dict[str, datetime]:
        """Return when each policy last became champion, the newest promotion first."""
        async with self.store.reading() as work:
            return promoted_at(await work.deployments.all())

    async def timeline(self) -> tuple[tuple[Deployment, ...], tuple[Change, ...]]:
        """Return every deployment and every change request, oldest first."""
        async with self.store.reading() as work:
            return await work.deployments.all(), await work.changes.all()
