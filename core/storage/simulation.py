"""Store simulation runs and hand out their shards, to any number of processes and machines."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, insert, or_, select, update

from core.domain.ids import RunId
from core.domain.sim_run import Progress, RunState, SimLife, SimRun, SimShard, shards_of
from core.errors import NotFound
from core.storage.sim_lives import add_lives
from core.storage.tables import SIM_RUNS, SIM_SHARDS
from core.storage.transaction import Transaction, Values

_ALL = select(SIM_RUNS).order_by(SIM_RUNS.c.created_at.desc(), SIM_RUNS.c.id.desc())
_GET = select(SIM_RUNS).where(SIM_RUNS.c.id == bindparam("the_run"))
_SAVE = update(SIM_RUNS).where(SIM_RUNS.c.id == bindparam("the_run"))
_DROP = delete(SIM_RUNS).where(SIM_RUNS.c.id == bindparam("the_run"))

_OF_RUN = SIM_SHARDS.c.run_id == bindparam("the_run")
_UNDONE = SIM_SHARDS.c.done_at.is_(None)
_FREE = (
    select(SIM_SHARDS)
    .where(
        _OF_RUN,
        _UNDONE,
        or_(
            SIM_SHARDS.c.claimed_until.is_(None),
            SIM_SHARDS.c.claimed_until <= bindparam("the_time"),
        ),
    )
    .order_by(SIM_SHARDS.c.place)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_CLAIM = update(SIM_SHARDS).where(_OF_RUN, SIM_SHARDS.c.place == bindparam("the_place"))
_HELD = _CLAIM.where(
    _UNDONE,
    SIM_SHARDS.c.claimed_until.is_not(None),
    SIM_SHARDS.c.tries == bindparam("the_try"),
)
_COUNTS: tuple[ColumnElement[Any], ...] = (
    func.count().label("shards"),
    func.count(SIM_SHARDS.c.done_at).label("done"),
    func.count()
    .filter(_UNDONE, SIM_SHARDS.c.claimed_until > bindparam("the_time"))
    .label("claimed"),
    func.count(SIM_SHARDS.c.claimed_by.distinct())
    .filter(_UNDONE, SIM_SHARDS.c.claimed_until > bindparam("the_time"))
    .label("hands"),
    func.max(SIM_SHARDS.c.done_at).label("last_at"),
)
_PROGRESS = select(*_COUNTS).where(_OF_RUN)


@dataclass(frozen=True, slots=True)
class SqlSimRuns:
    """Simulation runs in the database; all who compute read them, so that no reader locks one."""

    tx: Transaction

    async def add(self, run: SimRun, keys: tuple[str, ...]) -> None:
        """Write a new run and its shards."""
        shards = shards_of(run, keys)
        await self.tx.write(insert(SIM_RUNS), asdict(run))
        await self.tx.write_all(insert(SIM_SHARDS), [asdict(it) for it in shards])

    async def get(self, run_id: RunId) -> SimRun:
        """Return a run, or raise NotFound."""
        rows = await self.tx.rows(_GET, {"the_run": run_id})
        if not rows:
            raise NotFound("run")
        return _run(rows[0])

    async def save(self, run: SimRun) -> None:
        """Write a run's state and note, or raise NotFound."""
        values = {"the_run": run.id, "state": run.state, "note": run.note}
        if not await self.tx.write(_SAVE, values):
            raise NotFound("run")

    async def all(self) -> tuple[SimRun, ...]:
        """Return every run, newest first."""
        return tuple(map(_run, await self.tx.rows(_ALL, {})))

    async def drop(self, run_id: RunId) -> None:
        """Delete a run; its shards and lives go with it."""
        await self.tx.write(_DROP, {"the_run": run_id})


@dataclass(frozen=True, slots=True)
class SqlSimShards:
    """Shards in the database; two claimers never hold the same one."""

    tx: Transaction

    async def claim(
        self, run_id: RunId, by: str, now: datetime, until: datetime
    ) -> SimShard | None:
        """Return the first free shard, held until then; None when there is none."""
        rows = await self.tx.rows(_FREE, {"the_run": run_id, "the_time": now})
        if not rows:
            return None
        row = rows[0]
        claim = {"claimed_by": by, "claimed_until": until, "tries": row.tries + 1}
        await self.tx.write(_CLAIM, {"the_run": run_id, "the_place": row.place, **claim})
        return SimShard(run_id, row.place, row.key, **claim)

    async def extend(self, shard: SimShard, until: datetime) -> bool:
        """Hold a claim for longer, and return whether it still stood."""
        return await self._while_held(shard, {"claimed_until": until})

    async def finish(self, shard: SimShard, lives: tuple[SimLife, ...], now: datetime) -> bool:
        """Write a shard's lives and mark it done, and return whether the claim still stood."""
        shard.must_own(lives)
        stood = await self._while_held(shard, {"claimed_until": None, "done_at": now})
        if stood:
            await add_lives(self.tx, lives)
        return stood

    async def release(self, shard: SimShard) -> None:
        """Let the next one claim; a claim that no longer stands is nobody's loss."""
        await self._while_held(shard, {"claimed_by": "", "claimed_until": None})

    async def progress(self, run_id: RunId, now: datetime) -> Progress:
        """Return how far a run is."""
        (row,) = await self.tx.rows(_PROGRESS, {"the_run": run_id, "the_time": now})
        waiting = row.shards - row.done - row.claimed
        return Progress(row.done, row.claimed, waiting, row.hands, row.last_at)

    async def _while_held(self, claim: SimShard, values: Values) -> bool:
        """Write what becomes of a shard, and return whether this claim of it still stood."""
        held = {"the_run": claim.run_id, "the_place": claim.place, "the_try": claim.tries}
        return bool(await self.tx.write(_HELD, {**held, **values}))


def _run(row: Row[Any]) -> SimRun:
    return SimRun(
        id=RunId(row.id),
        plan=row.plan,
        code=row.code,
        created_at=row.created_at,
        shards=row.shards,
        state=RunState(row.state),
        note=row.note,
    )
