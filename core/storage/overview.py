"""Read what the overview needs beside the rollups, a statement each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Float, and_, bindparam, case, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.analytics.rollup import bucket_of
from core.domain.fact import Ending
from core.domain.ids import UserId
from core.domain.integration import IntegrationState
from core.domain.overview_query import Cohort, CohortWanted, Failing, PartRow, SliceRow
from core.domain.rollup import Dim, Grain, Sums
from core.storage.tables import INTEGRATIONS, ROLLUP_CELLS, TIP_FACTS, USER_FACTS
from core.storage.transaction import Transaction

PACED = 2000
"""Medians are those of the newest so many: their error is a few percent, their cost bounded."""
SLICED = tuple(it for it in Dim if it not in {Dim.ALL, Dim.ARM})
"""What tips are cut by; an arm is a policy, which is told apart anyway."""


class Seconds(FunctionElement[float]):
    """The seconds from one moment to another: engines say it differently."""

    type = Float()
    inherit_cache = True


@compiles(Seconds, "sqlite")
def _in_days(element: Seconds, compiler: SQLCompiler, **kw: Any) -> str:
    first, last = (compiler.process(it, **kw) for it in element.clauses)
    return f"(julianday({last}) - julianday({first})) * 86400.0"


@compiles(Seconds, "postgresql")
def _as_interval(element: Seconds, compiler: SQLCompiler, **kw: Any) -> str:
    first, last = (compiler.process(it, **kw) for it in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({last} - {first})) AS DOUBLE PRECISION)"


_FACT, _CELL, _USER, _LINK = TIP_FACTS.c, ROLLUP_CELLS.c, USER_FACTS.c, INTEGRATIONS.c
_PART = (
    select(
        _FACT.user_id,
        func.count().label("tips"),
        *(func.count(case((_FACT.ending == it, 1))).label(it.value) for it in Ending),
        func.sum(_FACT.undone).label("undone"),
    )
    .where(_FACT.served_at >= bindparam("the_first"), _FACT.served_at < bindparam("the_end"))
    .group_by(_FACT.user_id)
)
_CELLS = (
    _CELL.grain == Grain.DAY,
    _CELL.start >= bindparam("the_first"),
    _CELL.start < bindparam("the_end"),
)
_DONE = func.sum(_CELL.done).label("done")
_ANSWERABLE = func.sum(_CELL.done + _CELL.snooze + _CELL.dismiss + _CELL.none + _CELL.open).label(
    "tips"
)
_SLICES = (
    select(_CELL.start, _CELL.dim, _CELL.value, _CELL.bucket, _DONE, _ANSWERABLE)
    .where(*_CELLS, _CELL.dim.in_(SLICED))
    .group_by(_CELL.dim, _CELL.start, _CELL.value, _CELL.bucket)
)
_POLICIES = (
    select(
        _CELL.start,
        literal("policy").label("dim"),
        _CELL.policy.label("value"),
        _CELL.bucket,
        _DONE,
        _ANSWERABLE,
    )
    .where(*_CELLS, _CELL.dim == Dim.ALL)
    .group_by(_CELL.start, _CELL.policy, _CELL.bucket)
)
_STEPS = (_USER.connected_at, _USER.first_tip_at, _USER.first_answer_at)
_JOINED = (_USER.joined_at >= bindparam("the_first"), _USER.joined_at < bindparam("the_end"))


def _made(count: int) -> ColumnElement[bool]:
    """Return whether a user had made so many steps."""
    return and_(*(it <= bindparam("the_time") for it in _STEPS[:count]))


_ANSWERED = and_(_made(3), _USER.joined_at < bindparam("the_ripe"))
_COUNTS = select(
    func.count(),
    *(func.count(case((_made(count), 1))) for count in (1, 2, 3)),
    func.count(case((_ANSWERED, 1))),
    func.count(case((and_(_ANSWERED, _USER.returned_at <= bindparam("the_time")), 1))),
).where(*_JOINED)
_PACES = (
    select(
        *(
            case((_made(count), Seconds(earlier, later)))
            for count, (earlier, later) in enumerate(
                zip((_USER.joined_at, *_STEPS), _STEPS, strict=False), start=1
            )
        )
    )
    .where(*_JOINED)
    .order_by(_USER.joined_at.desc())
    .limit(PACED)
)
_FAILING = select(func.count().label("links"), func.min(_LINK.failing_since).label("since")).where(
    _LINK.failing_since <= bindparam("the_time"), _LINK.state != IntegrationState.RECONNECT
)


@dataclass(frozen=True, slots=True)
class SqlOverviews:
    """What the overview reads, in the database."""

    tx: Transaction

    async def part(self, first: datetime, end: datetime) -> tuple[PartRow, ...]:
        """Return what each group of users was served within a part of an hour."""
        groups: dict[int, Sums] = defaultdict(Sums)
        for row in await self.tx.rows(_PART, {"the_first": first, "the_end": end}):
            told = {name: int(value) for name, value in row._mapping.items() if name != "user_id"}
            bucket = bucket_of(UserId(row.user_id))
            groups[bucket] = groups[bucket].plus(Sums(**told))
        return tuple(PartRow(bucket, sums) for bucket, sums in sorted(groups.items()))

    async def slices(self, first: int, end: int) -> tuple[SliceRow, ...]:
        """Return the slices of days."""
        asked = {"the_first": first, "the_end": end}
        rows = [*await self.tx.rows(_SLICES, asked), *await self.tx.rows(_POLICIES, asked)]
        return tuple([SliceRow(*key, int(done), int(tips)) for *key, done, tips in rows])

    async def cohort(self, wanted: CohortWanted) -> Cohort:
        """Return how far those came who joined, and how long it took them."""
        span = {"the_first": wanted.first, "the_end": wanted.end, "the_time": wanted.as_of}
        (counts,) = await self.tx.rows(_COUNTS, span | {"the_ripe": wanted.ripe_before})
        paces = zip(*await self.tx.rows(_PACES, span), strict=True)
        return Cohort(*counts, tuple(map(_median, paces)) or (None, None, None))

    async def failing(self, before: datetime) -> Failing:
        """Return how many links sync no more."""
        (row,) = await self.tx.rows(_FAILING, {"the_time": before})
        return Failing(row.links, row.since)


def _median(paces: Sequence[float | None]) -> float | None:
    known = [it for it in paces if it is not None]
    return median(known) if known else None
