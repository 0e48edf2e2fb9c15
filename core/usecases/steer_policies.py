"""Decide which policy serves whom, and have what was learned built anew from the rewards."""

from dataclasses import dataclass, replace

from core.bandit import catalogue
from core.domain.events import PolicyAssigned, PosteriorRebuilt
from core.domain.ids import UserId
from core.domain.posterior import Posterior
from core.errors import Malformed
from core.ports import Clock, Store, Work
from core.usecases.learned import build, lessons, taught


@dataclass(frozen=True, slots=True)
class UsePolicy:
    """Let one user be served by a policy of their own, whatever all others get."""

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId, policy: str) -> None:
        """Set it; the empty name goes back to what all get. Raises: NotFound, Malformed."""
        if policy and not catalogue.knows(policy):
            raise Malformed("policy")
        async with self.store.writing() as work:
            user = await work.users.get(user_id)
            await work.users.save(replace(user, policy=policy))
            await work.outbox.tell(PolicyAssigned(self.clock.now(), user_id, policy))


@dataclass(frozen=True, slots=True)
class RebuildPosteriors:
    """Build what a policy has learned anew from the standing rewards, user by user."""

    store: Store
    clock: Clock

    async def __call__(self, policy: str) -> int:
        """Return for how many users. Raises: Malformed when the policy does not learn."""
        if not catalogue.knows(policy) or not catalogue.learns(policy):
            raise Malformed("policy")
        async with self.store.reading() as work:
            living = await work.ledger.living()
        rebuilt = 0
        for user_id in living:
            async with self.store.writing() as work:
                rebuilt += await self._rebuild(work, user_id, policy)
        return rebuilt

    async def _rebuild(self, work: Work, user_id: UserId, policy: str) -> bool:
        now = self.clock.now()
        kept = (await work.posteriors.of(user_id)).get(policy)
        if kept is None:
            return await build(work, user_id, policy, now) is not None
        blob = taught(policy, await lessons(work, user_id, policy)).dump()
        if blob != kept.blob:
            await work.posteriors.keep(Posterior(user_id, policy, kept.version + 1, blob, now))
            await work.outbox.tell(PosteriorRebuilt(now, user_id, policy))
        return True
