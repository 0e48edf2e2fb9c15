"""Store who was here on which day, and how many that were."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, delete, func, select

from core.domain.counts import names_of
from core.domain.ids import UserId
from core.domain.user_fact import Active, UserDay
from core.storage.rollups import adding
from core.storage.tables import ROLLUP_ACTIVES, USER_DAYS
from core.storage.transaction import Transaction

_DAYS = select(USER_DAYS).where(
    USER_DAYS.c.user_id == bindparam("the_user"),
    USER_DAYS.c.day >= bindparam("the_first"),
    USER_DAYS.c.day < bindparam("the_end"),
)
_WITHIN = (
    ROLLUP_ACTIVES.c.day >= bindparam("the_first"),
    ROLLUP_ACTIVES.c.day < bindparam("the_end"),
)
_COUNTED = tuple(func.sum(ROLLUP_ACTIVES.c[it]).label(it) for it in names_of(Active))
_SERIES = (
    select(ROLLUP_ACTIVES.c.day, *_COUNTED)
    .where(*_WITHIN)
    .group_by(ROLLUP_ACTIVES.c.day)
    .order_by(ROLLUP_ACTIVES.c.day)
)
_GROUPS = (
    select(ROLLUP_ACTIVES.c.bucket, *_COUNTED).where(*_WITHIN).group_by(ROLLUP_ACTIVES.c.bucket)
)
_LIVE, _ADD = adding(USER_DAYS), adding(ROLLUP_ACTIVES)
_FORGET_DAYS = delete(USER_DAYS).where(
    USER_DAYS.c.user_id == bindparam("the_user"),
    USER_DAYS.c.day == bindparam("the_day"),
    USER_DAYS.c.tips == 0,
    USER_DAYS.c.answers == 0,
)
_FORGET = delete(ROLLUP_ACTIVES).where(
    ROLLUP_ACTIVES.c.day == bindparam("the_day"),
    ROLLUP_ACTIVES.c.bucket == bindparam("the_bucket"),
    ROLLUP_ACTIVES.c.weekly == 0,
)


@dataclass(frozen=True, slots=True)
class SqlActives:
    """Users' days in the database."""

    tx: Transaction

    async def days(self, user_id: UserId, first: int, end: int) -> Mapping[int, UserDay]:
        """Return what a user did on the days of a period on which they did anything."""
        asked = {"the_user": user_id, "the_first": first, "the_end": end}
        rows = await self.tx.rows(_DAYS, asked)
        return {row.day: UserDay(row.tips, row.answers, row.done) for row in rows}

    async def live(self, user_id: UserId, more: Mapping[int, UserDay]) -> None:
        """Add to what a user did, day by day."""
        whose = {"user_id": user_id}
        rows = [whose | {"day": day} | asdict(counts) for day, counts in sorted(more.items())]
        await self.tx.write_all(_LIVE, rows)
        fewer = [day for day, counts in more.items() if min(counts.numbers()) < 0]
        await self.tx.write_all(
            _FORGET_DAYS, [{"the_user": user_id, "the_day": it} for it in fewer]
        )

    async def add(self, more: Mapping[int, Active], bucket: int = 0) -> None:
        """Add to how many users of a group were active."""
        whose = {"bucket": bucket}
        rows = [whose | {"day": day} | asdict(counts) for day, counts in sorted(more.items())]
        await self.tx.write_all(_ADD, rows)
        fewer = [day for day, counts in more.items() if counts.weekly < 0]
        await self.tx.write_all(_FORGET, [{"the_day": it, "the_bucket": bucket} for it in fewer])

    async def series(self, first: int, end: int) -> Mapping[int, Active]:
        """Return how many users were active on the days of a period, in order."""
        rows = await self.tx.rows(_SERIES, {"the_first": first, "the_end": end})
        return {row.day: Active(int(row.daily), int(row.weekly)) for row in rows}

    async def groups(self, first: int, end: int) -> Mapping[int, Active]:
        """Return for each group of users the sum of how many were active on these days."""
        rows = await self.tx.rows(_GROUPS, {"the_first": first, "the_end": end})
        return {row.bucket: Active(int(row.daily), int(row.weekly)) for row in rows}
