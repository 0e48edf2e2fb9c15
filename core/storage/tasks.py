"""Store the tasks last seen at an integration, and those that rest."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from core.domain.ids import TaskId, TipId, UserId, new_id
from core.domain.integration import Provider
from core.domain.reaction import ReactionKind, Rest
from core.domain.task import TaskList
from core.errors import StaleWrite
from core.ports import Cell
from core.storage.encoding import pack_tasks, unpack_tasks
from core.storage.tables import TASK_LISTS, TASK_RESTS
from core.storage.task_memo import TaskMemo
from core.storage.transaction import Transaction

_VERSION = select(TASK_LISTS.c.id, TASK_LISTS.c.version).where(
    TASK_LISTS.c.user_id == bindparam("the_user"),
    TASK_LISTS.c.provider == bindparam("the_provider"),
)
_BODY = _VERSION.add_columns(TASK_LISTS.c.body)
_KEEP = update(TASK_LISTS).where(
    TASK_LISTS.c.id == bindparam("the_id"), TASK_LISTS.c.version == bindparam("the_version")
)
_RESTS = (
    select(TASK_RESTS.c.task_id, TASK_RESTS.c.tip_id, TASK_RESTS.c.until, TASK_RESTS.c.cause)
    .where(
        TASK_RESTS.c.user_id == bindparam("the_user"), TASK_RESTS.c.until > bindparam("the_time")
    )
    .order_by(TASK_RESTS.c.until, TASK_RESTS.c.tip_id)
)
_WAKE = delete(TASK_RESTS).where(TASK_RESTS.c.tip_id == bindparam("the_tip"))


@dataclass(frozen=True, slots=True)
class SqlTasks:
    """Task lists in the database, compressed and sealed, and rests by task id."""

    tx: Transaction
    memo: TaskMemo

    async def of(self, user_id: UserId, provider: Provider) -> TaskList | None:
        """Return the tasks last seen; an unchanged list is not opened again."""
        asked = {"the_user": user_id, "the_provider": provider}
        place = await self.tx.rows(_VERSION, asked)
        known = self.memo.find(place[0].id, place[0].version) if place else None
        if not place or known is not None:
            return known
        rows = await self.tx.rows(_BODY, asked)
        if not rows:
            return None
        found = rows[0]
        cell = _cell(found.id, user_id, found.version)
        tasks = unpack_tasks(await self.tx.open(cell, found.body))
        self._remember(found.id, found.version, user_id, tasks)
        return tasks

    async def keep(self, user_id: UserId, provider: Provider, tasks: TaskList) -> None:
        """Put a list in the place of the one before."""
        row = await self.tx.row(_VERSION, {"the_user": user_id, "the_provider": provider})
        row_id, version = (row.id, row.version + 1) if row else (new_id(), 1)
        body = await self.tx.seal(_cell(row_id, user_id, version), pack_tasks(tasks))
        values = {"body": body, "version": version}
        if row is None:
            first = {"id": row_id, "user_id": user_id, "provider": provider}
            await self.tx.write(insert(TASK_LISTS), values | first)
        elif not await self.tx.write(
            _KEEP, values | {"the_id": row_id, "the_version": row.version}
        ):
            raise StaleWrite("tasks")
        self._remember(row_id, version, user_id, tasks)

    async def rest(self, rest: Rest) -> None:
        """Put a task to rest; one tip has one rest, the newest."""
        await self.wake(rest.tip_id)
        await self.tx.write(insert(TASK_RESTS), asdict(rest))

    async def rests(self, user_id: UserId, now: datetime) -> tuple[Rest, ...]:
        """Return what rests now, first to wake first."""
        return tuple(
            Rest(
                user_id=user_id,
                task_id=TaskId(row.task_id),
                tip_id=TipId(row.tip_id),
                until=row.until,
                cause=ReactionKind(row.cause),
            )
            for row in await self.tx.rows(_RESTS, {"the_user": user_id, "the_time": now})
        )

    async def wake(self, tip_id: TipId) -> None:
        """End the rest that a tip's answer began."""
        await self.tx.write(_WAKE, {"the_tip": tip_id})

    def _remember(self, row_id: UUID, version: int, user_id: UserId, tasks: TaskList) -> None:
        """Remember after the commit: what is rolled back was never so."""
        self.tx.after_commit.append(lambda: self.memo.keep(row_id, version, user_id, tasks))


def _cell(row_id: UUID, user_id: UserId, version: int) -> Cell:
    return Cell("task_lists", "body", str(row_id), str(user_id), version)
