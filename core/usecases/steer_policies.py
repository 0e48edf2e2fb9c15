"""Decide which policy serves whom, and have what was learned built anew from the rewards."""

from dataclasses import dataclass, replace

from core.bandit import catalogue
from core.domain.assignment import Experiment
from core.domain.events import PolicyAssigned, PosteriorRebuilt
from core.domain.ids import UserId
from core.domain.posterior import Posterior
from core.errors import Malformed, NotFound
from core.ports import Clock, Store, Work
from core.usecases.learned import build, taught

MAX_NAME = 64
"""Letters of an experiment's name, at most."""


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
class RunExperiment:
    """Begin or end an experiment: a share of users for each policy, the same users throughout."""

    store: Store
    clock: Clock

    async def begin(self, name: str, shares: tuple[tuple[str, float], ...]) -> Experiment:
        """Return the experiment, running from now on.

        Raises: Malformed when it has no name, an unknown policy, or shares that are none; also
        when there was an experiment of that name, whose users would be mixed with the new ones.
        """
        if not 0 < len(name) <= MAX_NAME or not name.isprintable():
            raise Malformed("name")
        if not shares or not all(catalogue.knows(policy) for policy, _ in shares):
            raise Malformed("policy")
        parts = [share for _, share in shares]
        if not (all(share > 0 for share in parts) and sum(parts) <= 1):
            raise Malformed("share")
        experiment = Experiment(name, shares, self.clock.now())
        async with self.store.writing() as work:
            if any(it.name == name for it in await work.experiments.all()):
                raise Malformed("name")
            await work.experiments.save(experiment)
        return experiment

    async def end(self, name: str) -> Experiment:
        """Return the experiment, ended now. Raises: NotFound when none of that name runs."""
        async with self.store.writing() as work:
            running = await work.experiments.running()
            found = next((it for it in running if it.name == name), None)
            if found is None:
                raise NotFound("experiment")
            ended = replace(found, ended_at=self.clock.now())
            await work.experiments.save(ended)
        return ended

    async def all(self) -> tuple[Experiment, ...]:
        """Return every experiment, the oldest first."""
        async with self.store.reading() as work:
            return await work.experiments.all()


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
        blob = taught(policy, await work.rewards.standing(user_id)).dump()
        if blob != kept.blob:
            await work.posteriors.keep(Posterior(user_id, policy, kept.version + 1, blob, now))
            await work.outbox.tell(PosteriorRebuilt(now, user_id, policy))
        return True
