"""Store tips as the console counts them, and find them page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import insert

from core.domain.fact import Fact
from core.domain.fact_query import Between, FactsWanted, Field, Only, Order
from core.domain.ids import TipId, UserId
from core.storage.fact_rows import fact_in, fact_out
from core.storage.tables import TIP_FACTS
from core.storage.transaction import Transaction

FLAGS = frozenset({Field.EXPLORED, Field.ELSEWHERE, Field.FINAL})
"""Fields that are true or false."""
NUMBERS = frozenset({Field.HOUR})
"""Fields that are whole numbers."""

_GET = select(TIP_FACTS).where(TIP_FACTS.c.tip_id.in_(bindparam("the_tips", expanding=True)))
_OF_USER = (
    select(TIP_FACTS)
    .where(TIP_FACTS.c.user_id == bindparam("the_user"))
    .order_by(TIP_FACTS.c.served_at, TIP_FACTS.c.tip_id)
)
_NEW = insert(TIP_FACTS)  # SQLite's dialect compiles PostgreSQL's upsert as it stands
_PUT = _NEW.on_conflict_do_update(
    index_elements=["tip_id"],
    set_={
        column.name: _NEW.excluded[column.name]
        for column in TIP_FACTS.columns
        if column.name not in {"tip_id", "user_id"}
    },
)


@dataclass(frozen=True, slots=True)
class SqlFacts:
    """Facts in the database."""

    tx: Transaction

    async def get(self, tips: Collection[TipId]) -> Mapping[TipId, Fact]:
        """Return the facts of those of these tips that have one."""
        if not tips:
            return {}
        rows = await self.tx.rows(_GET, {"the_tips": list(tips)})
        return {TipId(row.tip_id): fact_in(row) for row in rows}

    async def put(self, facts: Collection[Fact]) -> None:
        """Write facts, each in the place of an earlier one."""
        await self.tx.write_all(_PUT, [fact_out(fact) for fact in facts])

    async def of_user(self, user_id: UserId) -> tuple[Fact, ...]:
        """Return every fact of a user, the oldest first."""
        return tuple(map(fact_in, await self.tx.rows(_OF_USER, {"the_user": user_id})))

    async def page(self, wanted: FactsWanted) -> tuple[Fact, ...]:
        """Return one page, in the order that is wanted."""
        at, tip_id = TIP_FACTS.c[wanted.order.value], TIP_FACTS.c.tip_id
        order = (at.desc(), tip_id.desc()) if wanted.newest_first else (at, tip_id)
        query = _narrowed(select(TIP_FACTS), wanted).order_by(*order).limit(wanted.limit)
        return tuple(map(fact_in, await self.tx.rows(query, {})))

    async def count(self, wanted: FactsWanted, most: int) -> int:
        """Return how many there are behind `after`, or `most` where there are more."""
        some = _narrowed(select(literal(1)).select_from(TIP_FACTS), wanted).limit(most).subquery()
        ((number,),) = await self.tx.rows(select(func.count()).select_from(some), {})
        return int(number)


def _narrowed(query: Select[Any], wanted: FactsWanted) -> Select[Any]:
    """Return a query with all conditions of what is wanted. Any: of whichever columns."""
    at, tip_id = TIP_FACTS.c.served_at, TIP_FACTS.c.tip_id
    first: ColumnElement[Any] = literal(wanted.first, at.type)
    if wanted.within is not None:
        first = func.coalesce(_reach(wanted), first)
    query = query.where(at >= first, at < wanted.end)  # SQLite begins at one lower bound only
    if wanted.user_id is not None:
        query = query.where(TIP_FACTS.c.user_id == wanted.user_id)
    query = query.where(*map(_only, wanted.only), *map(_between, wanted.between))
    if wanted.after is None:
        return query
    column, after = TIP_FACTS.c[wanted.order.value], wanted.after
    value = after.served_at if wanted.order is Order.SHOWN else after.amount
    here = tuple_(column, tip_id)
    end = tuple_(literal(value, column.type), literal(after.tip_id, tip_id.type))
    return query.where(here < end if wanted.newest_first else here > end)


def _reach(wanted: FactsWanted) -> ScalarSelect[Any]:
    """Return the moment of the last fact that is looked through; no row when all of them are."""
    each = TIP_FACTS.alias()
    return (
        select(each.c.served_at)
        .where(each.c.served_at >= wanted.first, each.c.served_at < wanted.end)
        .order_by(each.c.served_at.desc())
        .offset((wanted.within or 1) - 1)
        .limit(1)
        .scalar_subquery()
    )


def _only(wanted: Only) -> ColumnElement[bool]:
    column = TIP_FACTS.c[wanted.field.value]
    values: list[object] = list(wanted.values)
    if wanted.field in FLAGS:
        values = [value == "1" for value in wanted.values]
    if wanted.field in NUMBERS:
        values = [int(value) for value in wanted.values if value.lstrip("-").isdecimal()]
    return column.not_in(values) if wanted.but else column.in_(values)


def _between(wanted: Between) -> ColumnElement[bool]:
    column = TIP_FACTS.c[wanted.amount.value]
    bounds: list[ColumnElement[bool]] = [column.is_not(None)]
    if wanted.least is not None:
        bounds.append(column >= wanted.least)
    if wanted.most is not None:
        bounds.append(column <= wanted.most)
    return and_(*bounds)
