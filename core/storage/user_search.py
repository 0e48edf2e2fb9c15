"""Count users as the console lists them, and their tips of a time, in the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select

from core.domain.ids import UserId
from core.domain.user_fact import Lived
from core.domain.user_query import UsersWanted
from core.storage.tables import TIP_FACTS
from core.storage.transaction import Transaction
from core.storage.user_queries import count_of, counts_of

_OF = TIP_FACTS.c
_ENDED = tuple(it.name for it in fields(Lived))[1:]
_LIVED = (
    select(
        _OF.user_id,
        func.count().label("tips"),
        *(func.count(case((_OF.ending == it, 1))).label(it) for it in _ENDED),
    )
    .where(
        _OF.user_id.in_(bindparam("the_users", expanding=True)),
        _OF.served_at >= bindparam("the_first"),
        _OF.served_at < bindparam("the_end"),
    )
    .group_by(_OF.user_id)
)


@dataclass(frozen=True, slots=True)
class SqlUserSearch:
    """Counts among users, in the database."""

    tx: Transaction

    async def count(self, wanted: UsersWanted, most: int) -> int:
        """Return how many users are asked for, at most so many."""
        rows = await self.tx.rows(count_of(wanted, most), {})
        return int(rows[0][0])

    async def counts(self, within: UsersWanted, each: tuple[UsersWanted, ...]) -> tuple[int, ...]:
        """Return how many users each of these asks for, among those within."""
        (row,) = await self.tx.rows(counts_of(within, each), {})
        return tuple(map(int, row))

    async def lived(
        self, users: Collection[UserId], first: datetime, end: datetime
    ) -> Mapping[UserId, Lived]:
        """Return how the tips of these users went that were served in a time; nought is left out."""
        if not users:
            return {}
        asked: dict[str, Any] = {"the_users": list(users), "the_first": first, "the_end": end}
        rows = await self.tx.rows(_LIVED, asked)
        return {UserId(row.user_id): Lived(*row[1:]) for row in rows}
