"""Keep simulation runs in memory, with their shards and lives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.ids import RunId
from core.domain.sim_run import Progress, SimLife, SimRun, SimShard, shards_of
from core.errors import NotFound, StaleWrite
from core.memory.draft import Draft, drop_where

FIRST = (-1, "")
"""Before every life of a run."""


@dataclass(frozen=True, slots=True)
class MemorySimRuns:
    """Simulation runs in memory."""

    draft: Draft

    async def add(self, run: SimRun, keys: tuple[str, ...]) -> None:
        """Keep a new run and its shards."""
        shards = shards_of(run, keys)
        if self.draft.sim_runs.get(run.id):
            self.draft.refuse(StaleWrite("row"))
        self.draft.sim_runs.put(run.id, run)
        for shard in shards:
            self.draft.sim_shards.put((run.id, shard.place), shard)

    async def get(self, run_id: RunId) -> SimRun:
        """Return a run, or raise NotFound."""
        found = self.draft.sim_runs.get(run_id)
        if found is None:
            raise NotFound("run")
        return found

    async def save(self, run: SimRun) -> None:
        """Keep a run's state and note, or raise NotFound."""
        known = await self.get(run.id)
        self.draft.sim_runs.put(run.id, replace(known, state=run.state, note=run.note))

    async def all(self) -> tuple[SimRun, ...]:
        """Return every run, newest first."""
        every = self.draft.sim_runs.values()
        return tuple(sorted(every, key=lambda it: (it.created_at, it.id), reverse=True))

    async def drop(self, run_id: RunId) -> None:
        """Drop a run, its shards and its lives."""
        self.draft.sim_runs.drop(run_id)
        drop_where(self.draft.sim_shards, lambda key, _: key[0] == run_id)
        drop_where(self.draft.sim_lives, lambda key, _: key[0] == run_id)


@dataclass(frozen=True, slots=True)
class MemorySimShards:
    """Shards in memory."""

    draft: Draft

    async def claim(
        self, run_id: RunId, by: str, now: datetime, until: datetime
    ) -> SimShard | None:
        """Return the first free shard, held until then; None when there is none."""
        for shard in self._of(run_id):
            if shard.free(now):
                return self._keep(
                    replace(shard, claimed_by=by, claimed_until=until, tries=shard.tries + 1)
                )
        return None

    async def extend(self, shard: SimShard, until: datetime) -> bool:
        """Hold a claim for longer, and return whether it still stood."""
        known = self._held(shard)
        if known is None:
            return False
        self._keep(replace(known, claimed_until=until))
        return True

    async def finish(self, shard: SimShard, lives: tuple[SimLife, ...], now: datetime) -> bool:
        """Keep a shard's lives and mark it done, and return whether the claim still stood."""
        shard.must_own(lives)
        known = self._held(shard)
        if known is None:
            return False
        self._keep(replace(known, claimed_until=None, done_at=now))
        for life in lives:
            key = (life.run_id, life.place, life.policy)
            if self.draft.sim_lives.get(key):
                self.draft.refuse(StaleWrite("row"))
            self.draft.sim_lives.put(key, life)
        return True

    async def release(self, shard: SimShard) -> None:
        """Let the next one claim; a claim that no longer stands is nobody's loss."""
        known = self._held(shard)
        if known is not None:
            self._keep(replace(known, claimed_by="", claimed_until=None))

    async def progress(self, run_id: RunId, now: datetime) -> Progress:
        """Return how far a run is."""
        every = list(self._of(run_id))
        done = sum(it.done_at is not None for it in every)
        waiting = sum(it.free(now) for it in every)
        held = {it.claimed_by for it in every if it.done_at is None and not it.free(now)}
        last = max((it.done_at for it in every if it.done_at is not None), default=None)
        return Progress(done, len(every) - done - waiting, waiting, len(held), last)

    def _of(self, run_id: RunId) -> Iterator[SimShard]:
        """Yield a run's shards by place; a look at each key spares a look at all other runs."""
        run = self.draft.sim_runs.get(run_id)
        keys = ((run_id, place) for place in range(run.shards if run else 0))
        return (it for it in map(self.draft.sim_shards.get, keys) if it is not None)

    def _held(self, claim: SimShard) -> SimShard | None:
        known = self.draft.sim_shards.get((claim.run_id, claim.place))
        return known if known is not None and known.held_as(claim) else None

    def _keep(self, shard: SimShard) -> SimShard:
        self.draft.sim_shards.put((shard.run_id, shard.place), shard)
        return shard


@dataclass(frozen=True, slots=True)
class MemorySimLives:
    """Lives in memory."""

    draft: Draft

    async def page(
        self, run_id: RunId, after: tuple[int, str] | None, limit: int
    ) -> tuple[SimLife, ...]:
        """Return the next lives by place and policy, none of them twice."""
        found = [it for it in self._of(run_id) if (it.place, it.policy) > (after or FIRST)]
        return tuple(sorted(found, key=lambda it: (it.place, it.policy))[:limit])

    async def count(self, run_id: RunId) -> int:
        """Return how many there are."""
        return len(self._of(run_id))

    def _of(self, run_id: RunId) -> list[SimLife]:
        return [it for it in self.draft.sim_lives.values() if it.run_id == run_id]
