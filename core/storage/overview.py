"""Read what the overview needs beside the rollups, a statement each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import add
from statistics import median
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Label,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.analytics.rollup import bucket_of
from core.domain.fact import Ending
from core.domain.ids import UserId
from core.domain.integration import IntegrationState
from core.domain.overview_query import Cohort, CohortWanted, Failing, SliceRow
from core.domain.rollup import Dim, Grain, Sums
from core.domain.rollup_query import SumsRow
from core.storage.tables import INTEGRATIONS, ROLLUP_SLOTS, TIP_FACTS, USER_FACTS
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


_FACT, _CELL, _USER, _LINK = TIP_FACTS.c, ROLLUP_SLOTS.c, USER_FACTS.c, INTEGRATIONS.c
_PARTED: list[ColumnElement[Any]] = [
    func.count().label("tips"),
    *(func.count(case((_FACT.ending == it, 1))).label(it.value) for it in Ending),
    func.sum(_FACT.undone).label("undone"),
    func.count(case((_FACT.fallback != "", 1))).label("fallbacks"),
]
_WHO: list[ColumnElement[Any]] = [_FACT.user_id, _FACT.policy, _FACT.experiment]
_PART = (
    select(*_WHO, *_PARTED)
    .where(_FACT.served_at >= bindparam("the_first"), _FACT.served_at < bindparam("the_end"))
    .group_by(*_WHO)
)
_PARTS = tuple(it.name for it in _PARTED if isinstance(it, Label))
_CELLS = (
    _CELL.grain == Grain.DAY,
    _CELL.start >= bindparam("the_first"),
    _CELL.start < bindparam("the_end"),
)
_DONE = func.sum(_CELL.done).label("done")
_ANSWERABLE = func.sum(_CELL.done + _CELL.snooze + _CELL.dismiss + _CELL.none + _CELL.open).label(
    "tips"
)
_SLICES: Select[Any] = (
    select(_CELL.start, _CELL.dim, _CELL.value, _CELL.bucket, _DONE, _ANSWERABLE)
    .where(*_CELLS, _CELL.dim.in_(SLICED))
    .group_by(_CELL.dim, _CELL.start, _CELL.value, _CELL.bucket)
)
_POLICIES: Select[Any] = (
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
_COUNTED: list[ColumnElement[Any]] = [
    func.count(),
    *(func.count(case((_made(count), 1))) for count in (1, 2, 3)),
    func.count(case((_ANSWERED, 1))),
    func.count(case((and_(_ANSWERED, _USER.returned_at <= bindparam("the_time")), 1))),
]
_COUNTS = select(*_COUNTED).where(*_JOINED)
_PACES: Select[Any] = (
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
_FAILED: list[ColumnElement[Any]] = [func.count(), func.min(_LINK.failing_since)]
_FAILING = select(*_FAILED).where(
    _LINK.failing_since <= bindparam("the_time"), _LINK.state != IntegrationState.RECONNECT
)


@dataclass(frozen=True, slots=True)
class SqlOverviews:
    """What the overview reads, in the database."""

    tx: Transaction

    async def part(self, first: datetime, end: datetime) -> tuple[SumsRow, ...]:
        """Return what each group of users was served within a part of an hour."""
        groups: dict[tuple[str, str, int], list[int]] = {}
        found: list[Any] = [*await self.tx.rows(_PART, {"the_first": first, "the_end": end})]
        # Any, as below: one row a user, whose numbers are added as they come and named once a group
        for who, policy, experiment, *told in found:
            key = policy, experiment, bucket_of(UserId(who))
            groups[key] = list(map(add, groups[key], told)) if key in groups else told
        return tuple(
            SumsRow(
                Sums(**dict(zip(_PARTS, map(int, told), strict=True))), None, *key[:2], None, key[2]
            )
            for key, told in groups.items()
        )

    async def slices(self, first: int, end: int) -> tuple[SliceRow, ...]:
        """Return the slices of days."""
        asked = {"the_first": first, "the_end": end}
        rows: list[Any] = [
            *await self.tx.rows(_SLICES, asked),
            *await self.tx.rows(_POLICIES, asked),
        ]  # Any: a loop over tens of thousands of rows, whose columns mypy does not know
        return tuple(
            [
                SliceRow(day, by, value, bucket, int(done), int(tips))
                for day, by, value, bucket, done, tips in rows
            ]
        )

    async def cohort(self, wanted: CohortWanted) -> Cohort:
        """Return how far those came who joined, and how long it took them."""
        span = {"the_first": wanted.first, "the_end": wanted.end, "the_time": wanted.as_of}
        (row,) = await self.tx.rows(_COUNTS, span | {"the_ripe": wanted.ripe_before})
        paces = zip(*await self.tx.rows(_PACES, span), strict=True)
        medians = tuple(map(_median, paces)) or (None, None, None)
        return replace(Cohort(*row), paces_s=medians)

    async def failing(self, before: datetime) -> Failing:
        """Return how many links sync no more."""
        (row,) = await self.tx.rows(_FAILING, {"the_time": before})
        return Failing(*row)


def _median(paces: Sequence[float | None]) -> float | None:
    known = [it for it in paces if it is not None]
    return median(known) if known else None
