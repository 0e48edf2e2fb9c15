"""Store which policies are, or were, compared on real users."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.assignment import Experiment, Pause
from core.storage.tables import EXPERIMENTS
from core.storage.transaction import Transaction

_ALL = select(EXPERIMENTS).order_by(EXPERIMENTS.c.began_at, EXPERIMENTS.c.name)
_RUNNING = _ALL.where(EXPERIMENTS.c.ended_at.is_(None))
_SAVE = update(EXPERIMENTS).where(EXPERIMENTS.c.name == bindparam("the_name"))


@dataclass(frozen=True, slots=True)
class SqlExperiments:
    """Experiments in the database, by name."""

    tx: Transaction

    async def save(self, experiment: Experiment) -> None:
        """Write an experiment, new or known."""
        values = asdict(experiment) | {"pauses": [_told(it) for it in experiment.pauses]}
        if not await self.tx.write(_SAVE, values | {"the_name": experiment.name}):
            await self.tx.write(insert(EXPERIMENTS), values)

    async def running(self) -> tuple[Experiment, ...]:
        """Return those that have not ended, oldest first."""
        return tuple(map(_experiment, await self.tx.rows(_RUNNING, {})))

    async def all(self) -> tuple[Experiment, ...]:
        """Return every experiment, oldest first."""
        return tuple(map(_experiment, await self.tx.rows(_ALL, {})))


def _experiment(row: Row[Any]) -> Experiment:
    shares = tuple((policy, share) for policy, share in row.shares)
    pauses = tuple(_pause(since, until) for since, until in row.pauses)
    return Experiment(row.name, shares, row.began_at, row.ended_at, row.holdback, pauses)


def _told(it: Pause) -> tuple[str, str | None]:
    return it.since.isoformat(), it.until.isoformat() if it.until else None


def _pause(since: str, until: str | None) -> Pause:
    return Pause(datetime.fromisoformat(since), datetime.fromisoformat(until) if until else None)
