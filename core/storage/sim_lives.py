"""Store the lives that simulations went through: one row each, with all its decisions."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, tuple_

from core.domain.ids import RunId
from core.domain.sim_run import SimLife
from core.storage.tables import SIM_EVENTS
from core.storage.transaction import Transaction

FIRST = (-1, "")
"""Before every life of a run."""

_OF_RUN = SIM_EVENTS.c.run_id == bindparam("the_run")
_ORDER = (SIM_EVENTS.c.place, SIM_EVENTS.c.policy)
_PAGE = (
    select(SIM_EVENTS)
    .where(_OF_RUN, tuple_(*_ORDER) > tuple_(bindparam("the_place"), bindparam("the_policy")))
    .order_by(*_ORDER)
    .limit(bindparam("the_limit"))
)
_COUNT = select(func.count().label("lives")).select_from(SIM_EVENTS).where(_OF_RUN)


@dataclass(frozen=True, slots=True)
class SqlSimLives:
    """Lives in the database; their columns are as they came, packed."""

    tx: Transaction

    async def page(
        self, run_id: RunId, after: tuple[int, str] | None, limit: int
    ) -> tuple[SimLife, ...]:
        """Return the next lives by place and policy, none of them twice."""
        place, policy = after or FIRST
        asked = {
            "the_run": run_id,
            "the_place": place,
            "the_policy": policy,
            "the_limit": limit,
        }
        return tuple(map(_life, await self.tx.rows(_PAGE, asked)))

    async def count(self, run_id: RunId) -> int:
        """Return how many there are."""
        (row,) = await self.tx.rows(_COUNT, {"the_run": run_id})
        lives: int = row.lives
        return lives


async def add_lives(tx: Transaction, lives: tuple[SimLife, ...]) -> None:
    """Write the lives of a shard down; only whoever holds the shard may."""
    await tx.write_all(insert(SIM_EVENTS), [asdict(it) | {"seed": str(it.seed)} for it in lives])


def _life(row: Row[Any]) -> SimLife:
    return SimLife(
        run_id=RunId(row.run_id),
        place=row.place,
        policy=row.policy,
        world=row.world,
        persona=row.persona,
        seed=int(row.seed),
        decisions=row.decisions,
        columns=bytes(row.columns),
    )
