"""Say what the laboratory needs stored: runs, shards that several processes claim, and lives."""

from datetime import datetime
from typing import Protocol

from core.domain.ids import RunId
from core.domain.sim_run import Progress, SimLife, SimRun, SimShard


class SimRuns(Protocol):
    """Simulation runs; `add` also makes one shard per key.

    `get` and `save` (state and note) raise NotFound, `all` comes newest first, `drop` takes shards
    and lives along.
    """

    async def add(self, run: SimRun, keys: tuple[str, ...]) -> None: ...
    async def get(self, run_id: RunId) -> SimRun: ...
    async def save(self, run: SimRun) -> None: ...
    async def all(self) -> tuple[SimRun, ...]: ...
    async def drop(self, run_id: RunId) -> None: ...


class SimShards(Protocol):
    """Parts of runs, each handed out to one claimer at a time, on whichever machine that is.

    `claim` gives the lowest place that is free, also one whose claim has run out, and None when
    there is none; it does not ask for the run's state. `extend` and `finish` return False, and
    write nothing, when that claim no longer stands: a shard's lives are stored once, in the
    transaction that marks it done. `release` lets the next one claim.
    """

    async def claim(
        self, run_id: RunId, by: str, now: datetime, until: datetime
    ) -> SimShard | None: ...
    async def extend(self, shard: SimShard, until: datetime) -> bool: ...
    async def finish(self, shard: SimShard, lives: tuple[SimLife, ...], now: datetime) -> bool: ...
    async def release(self, shard: SimShard) -> None: ...
    async def progress(self, run_id: RunId, now: datetime) -> Progress: ...


class SimLives(Protocol):
    """Finished lives of a run by place and policy; `page` gives those after such a pair."""

    async def page(
        self, run_id: RunId, after: tuple[int, str] | None, limit: int
    ) -> tuple[SimLife, ...]: ...
    async def count(self, run_id: RunId) -> int: ...
