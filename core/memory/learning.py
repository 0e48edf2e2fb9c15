"""Keep what policies have learned in memory, what they expect of new users, and experiments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.assignment import Experiment
from core.domain.ids import UserId
from core.domain.posterior import PopulationPrior, Posterior
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft, drop_where


@dataclass(frozen=True, slots=True)
class MemoryPosteriors:
    """Posteriors in memory, and every state they were in."""

    draft: Draft

    async def of(self, user_id: UserId) -> Mapping[str, Posterior]:
        """Return what each policy has learned."""
        mine = sorted((key, it) for key, it in self.draft.posteriors.items() if key[0] == user_id)
        return {policy: it for (_, policy), it in mine}

    async def keep(self, posterior: Posterior) -> None:
        """Keep version 1 as a new one, a later one in place of the one before, or StaleWrite."""
        key = (posterior.user_id, posterior.policy)
        known = self.draft.posteriors.get(key)
        if posterior.version == 1:
            self.draft.must_live(posterior.user_id)
            if known is not None:
                self.draft.refuse(StaleWrite("row"))
        elif known is None or known.version != posterior.version - 1:
            raise StaleWrite("posterior")
        self.draft.posteriors.put(key, posterior)
        self.draft.states.put((posterior.user_id, posterior.state), posterior)

    async def drop(self, user_id: UserId, policy: str) -> None:
        """Forget what a policy has learned now; the states that picks refer to stay."""
        self.draft.posteriors.drop((user_id, policy))

    async def state(self, user_id: UserId, state: str) -> bytes:
        """Return the bytes of a state of this user, or raise NotFound."""
        found = self.draft.states.get((user_id, state))
        if found is None:
            raise NotFound("state")
        return found.blob

    async def sweep(self, before: datetime) -> int:
        """Drop states from before a time that nothing refers to, and return how many."""
        needed = {(it.user_id, it.state) for it in self.draft.posteriors.values()}
        for tip_id, pick in self.draft.picks.items():
            tip = self.draft.tips.get(tip_id)
            if tip is not None:
                needed |= {(tip.user_id, it.state) for it in (pick.served, *pick.shadows)}
        return drop_where(self.draft.states, lambda key, it: it.at < before and key not in needed)


@dataclass(frozen=True, slots=True)
class MemoryPriors:
    """Population priors in memory."""

    draft: Draft

    async def add(self, prior: PopulationPrior) -> None:
        """Keep a prior; one that comes out as before is in force from then on."""
        self.draft.priors.put(prior.id, prior)

    async def newest(self, policy: str) -> PopulationPrior | None:
        """Return what a policy expects now; None when nothing was learned yet."""
        found = [it for it in self.draft.priors.values() if it.policy == policy]
        return max(found, key=lambda it: (it.at, it.id), default=None)

    async def get(self, prior_id: str) -> PopulationPrior:
        """Return a prior of any time, or raise NotFound."""
        found = self.draft.priors.get(prior_id)
        if found is None:
            raise NotFound("prior")
        return found


@dataclass(frozen=True, slots=True)
class MemoryExperiments:
    """Experiments in memory, by name."""

    draft: Draft

    async def save(self, experiment: Experiment) -> None:
        """Keep an experiment, new or known."""
        self.draft.experiments.put(experiment.name, experiment)

    async def running(self) -> tuple[Experiment, ...]:
        """Return those that have not ended, oldest first."""
        return tuple(it for it in await self.all() if it.ended_at is None)

    async def all(self) -> tuple[Experiment, ...]:
        """Return every experiment, oldest first."""
        every = self.draft.experiments.values()
        return tuple(sorted(every, key=lambda it: (it.began_at, it.name)))
