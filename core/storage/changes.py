"""Store change requests; one that has ended stays as it is."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.ids import ChangeId
from core.domain.preflight import Check, CheckState
from core.errors import NotFound, StaleWrite
from core.storage.tables import CHANGE_REQUESTS
from core.storage.transaction import Transaction

_ALL = select(CHANGE_REQUESTS).order_by(CHANGE_REQUESTS.c.asked_at, CHANGE_REQUESTS.c.id)
_GET = select(CHANGE_REQUESTS).where(CHANGE_REQUESTS.c.id == bindparam("the_id"))
_SAVE = update(CHANGE_REQUESTS).where(
    CHANGE_REQUESTS.c.id == bindparam("the_id"), CHANGE_REQUESTS.c.state == ChangeState.OPEN
)


@dataclass(frozen=True, slots=True)
class SqlChanges:
    """Change requests in the database."""

    tx: Transaction

    async def save(self, change: Change) -> None:
        """Write a change that is new or open."""
        checks = [(it.name, it.state, it.words) for it in change.checks]
        values = asdict(change) | {"checks": checks}
        if await self.tx.write(_SAVE, values | {"the_id": change.id}):
            return
        if await self.tx.rows(_GET, {"the_id": change.id}):
            raise StaleWrite("change")
        await self.tx.write(insert(CHANGE_REQUESTS), values)

    async def get(self, change_id: ChangeId) -> Change:
        """Return a change, or raise NotFound."""
        row = await self.tx.row(_GET, {"the_id": change_id})
        if row is None:
            raise NotFound("change")
        return _change(row)

    async def all(self) -> tuple[Change, ...]:
        """Return every change, oldest first."""
        return tuple(map(_change, await self.tx.rows(_ALL, {})))


def _change(row: Row[Any]) -> Change:
    return Change(
        id=ChangeId(row.id),
        kind=ChangeKind(row.kind),
        policy=row.policy,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        reason=row.reason,
        checks=tuple(Check(name, CheckState(state), words) for name, state, words in row.checks),
        state=ChangeState(row.state),
        despite=row.despite,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
    )
