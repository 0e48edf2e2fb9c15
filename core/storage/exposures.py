"""Count whom experiments have reached, from the index of facts that lie in one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, case, func, literal_column, select

from core.domain.exposure import Exposed
from core.storage.tables import TIP_FACTS
from core.storage.transaction import Transaction

_FACT = TIP_FACTS.c
_EACH = (
    select(
        _FACT.experiment,
        func.min(_FACT.assigned).label("arm"),
        func.max(_FACT.assigned).label("other"),
        func.min(_FACT.day).label("day"),
    )
    # The index's own condition, as a literal: a bound value could be anything, and it is not taken.
    .where(_FACT.experiment != literal_column("''"), _FACT.day < bindparam("the_end"))
    .group_by(_FACT.experiment, _FACT.user_id)
)


def _by_day(each: Select[Any]) -> Select[Any]:
    """Return how many users there are by experiment, arm and day. Any: text and numbers."""
    found = each.subquery()
    key = (found.c.experiment, found.c.arm, found.c.day)
    crossed = func.sum(case((found.c.arm != found.c.other, 1), else_=0)).label("crossed")
    return select(*key, func.count().label("users"), crossed).group_by(*key).order_by(*key)


_ALL = _by_day(_EACH)
_ONE = _by_day(_EACH.where(_FACT.experiment == bindparam("the_name")))


@dataclass(frozen=True, slots=True)
class SqlExposures:
    """Whom experiments have reached, in the database."""

    tx: Transaction

    async def of(self, end: int, name: str = "") -> tuple[Exposed, ...]:
        """Return users by experiment, arm and day."""
        asked = {"the_end": end} | ({"the_name": name} if name else {})
        rows = await self.tx.rows(_ONE if name else _ALL, asked)
        return tuple(
            Exposed(row.experiment, row.arm, row.day, int(row.users), int(row.crossed))
            for row in rows
        )
