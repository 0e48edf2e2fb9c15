"""Store what policies expect of new users."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.posterior import PopulationPrior
from core.errors import NotFound
from core.storage.tables import PRIORS
from core.storage.transaction import Transaction

_GET = select(PRIORS).where(PRIORS.c.id == bindparam("the_id"))
_NEWEST = (
    select(PRIORS)
    .where(PRIORS.c.policy == bindparam("the_policy"))
    .order_by(PRIORS.c.at.desc(), PRIORS.c.id.desc())
    .limit(1)
)
_AGAIN = (
    update(PRIORS)
    .where(PRIORS.c.id == bindparam("the_id"), PRIORS.c.policy == bindparam("the_policy"))
    .values(people=bindparam("the_people"), at=bindparam("the_time"))
)


@dataclass(frozen=True, slots=True)
class SqlPriors:
    """Population priors in the database; all who are served read them, so that no reader locks one."""

    tx: Transaction

    async def add(self, prior: PopulationPrior) -> None:
        """Write a prior down; one that comes out as before is in force from then on."""
        again = {
            "the_id": prior.id,
            "the_policy": prior.policy,
            "the_people": prior.people,
            "the_time": prior.at,
        }
        if not await self.tx.write(_AGAIN, again):
            await self.tx.write(insert(PRIORS), asdict(prior) | {"id": prior.id})

    async def newest(self, policy: str) -> PopulationPrior | None:
        """Return what a policy expects now; None when nothing was learned yet."""
        rows = await self.tx.rows(_NEWEST, {"the_policy": policy})
        return _prior(rows[0]) if rows else None

    async def get(self, prior_id: str) -> PopulationPrior:
        """Return a prior of any time, or raise NotFound."""
        rows = await self.tx.rows(_GET, {"the_id": prior_id})
        if not rows:
            raise NotFound("prior")
        return _prior(rows[0])


def _prior(row: Row[Any]) -> PopulationPrior:
    return PopulationPrior(
        policy=row.policy,
        features_version=row.features_version,
        blob=bytes(row.blob),
        people=row.people,
        at=row.at,
    )
