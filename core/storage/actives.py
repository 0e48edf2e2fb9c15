"""Store who was here on which day, and how many that were."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from operator import itemgetter

from sqlalchemy import bindparam, delete, func, select

from core.domain.counts import names_of
from core.domain.ids import UserId
from core.domain.user_fact import Active, UserDay, UserDays
from core.storage.rollups import adding
from core.storage.tables import ROLLUP_ACTIVES, USER_DAYS
from core.storage.transaction import Transaction

_DAYS = select(USER_DAYS).where(
    USER_DAYS.c.user_id.in_(bindparam("the_users", expanding=True)),
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

    async def days(
        self, users: Collection[UserId], first: int, end: int
    ) -> Mapping[UserId, UserDays]:
        """Return what users did on the days of a period; who did nothing is left out."""
        asked = {"the_users": list(users), "the_first": first, "the_end": end}
        found: dict[UserId, dict[int, UserDay]] = defaultdict(dict)
        for row in await self.tx.rows(_DAYS, asked) if users else ():
            found[UserId(row.user_id)][row.day] = UserDay(row.tips, row.answers, row.done)
        return found

    async def live(self, more: Mapping[UserId, UserDays]) -> None:
        """Add to what users did, day by day."""
        keyed = [((user_id, day), it) for user_id in more for day, it in more[user_id].items()]
        keyed.sort(key=itemgetter(0))
        rows = [{"user_id": whose, "day": day} | it.by_name() for (whose, day), it in keyed]
        await self.tx.write_all(_LIVE, rows)
        fewer = [key for key, counts in keyed if min(counts.numbers()) < 0]
        gone = [{"the_user": whose, "the_day": day} for whose, day in fewer]
        await self.tx.write_all(_FORGET_DAYS, gone)

    async def add(self, more: Mapping[int, Active], bucket: int = 0) -> None:
        """Add to how many users of a group were active."""
        whose = {"bucket": bucket}
        rows = [whose | {"day": day} | counts.by_name() for day, counts in sorted(more.items())]
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
