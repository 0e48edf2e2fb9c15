"""Store sums over facts: added to in place, and read by adding them up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    Row,
    Select,
    Table,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import insert

from core.domain.counts import names_of
from core.domain.rollup import Change, Sums, TargetSums
from core.domain.rollup_query import (
    BinsRow,
    BinsWanted,
    By,
    SumsRow,
    SumsWanted,
    TargetsRow,
    TargetsWanted,
)
from core.storage.tables import ROLLUP_BINS, ROLLUP_SLOTS, ROLLUP_TARGETS
from core.storage.transaction import Transaction

Key = tuple[Any, ...]
"""A row's key, column by column. Any: text and numbers."""


def adding(table: Table) -> Insert:
    """Return the statement that adds to a row's counts, or makes the row."""
    new = insert(table)  # SQLite's dialect compiles PostgreSQL's upsert as it stands
    keys = [column.name for column in table.primary_key]
    counted = [column for column in table.columns if column.name not in keys]
    return new.on_conflict_do_update(
        index_elements=keys, set_={it.name: it + new.excluded[it.name] for it in counted}
    )


def emptied(table: Table, count: str) -> Delete:
    """Return the statement that drops a row in which nothing is counted any more."""
    keys = [column == bindparam(f"the_{column.name}") for column in table.primary_key]
    return delete(table).where(*keys, table.c[count] == 0)


@dataclass(frozen=True, slots=True)
class _Adding:
    """How to add to one table; `count` is nought where nothing is counted any more."""

    names: tuple[str, ...]
    read: Callable[[Any], Key]
    count: str
    add: Insert
    drop: Delete

    @classmethod
    def to(cls, table: Table, count: str) -> Self:
        """Return it for a table."""
        names = tuple(column.name for column in table.primary_key)
        return cls(names, attrgetter(*names), count, adding(table), emptied(table, count))


_SLOTS = _Adding.to(ROLLUP_SLOTS, "tips")
_TARGETS = _Adding.to(ROLLUP_TARGETS, "n")
_BINS = _Adding.to(ROLLUP_BINS, "n")


@dataclass(frozen=True, slots=True)
class SqlRollups:
    """Sums in the database; rows are always touched in one order, so that nobody waits in a ring."""

    tx: Transaction

    async def add(self, change: Change) -> None:
        """Add a change."""
        await self._add(_SLOTS, [(key, it.by_name()) for key, it in change.slots.items()])
        await self._add(_TARGETS, [(key, it.by_name()) for key, it in change.targets.items()])
        await self._add(_BINS, [(key, {"n": n}) for key, n in change.bins.items()])

    async def sums(self, wanted: SumsWanted) -> tuple[SumsRow, ...]:
        """Return the sums of slots, group by group in order."""
        of = ROLLUP_SLOTS.c
        names = {By.START: of.start, By.POLICY: of.policy, By.EXPERIMENT: of.experiment}
        apart = _apart(wanted.by, {**names, By.VALUE: of.value, By.BUCKET: of.bucket})
        counted = wanted.names or names_of(Sums)
        query = _summed(ROLLUP_SLOTS, apart, counted).where(
            of.grain == wanted.grain,
            of.dim == wanted.dim,
            of.start >= wanted.first,
            of.start < wanted.end,
            *_among(of.policy, wanted.policies),
            *_among(of.experiment, wanted.experiments),
            *_among(of.value, wanted.values),
        )
        rows = await self.tx.rows(query, {})
        return tuple(
            SumsRow(
                Sums(**dict(zip(counted, _whole(row, len(apart)), strict=True))),
                **_keys(row, apart),
            )
            for row in rows
        )

    async def targets(self, wanted: TargetsWanted) -> tuple[TargetsRow, ...]:
        """Return what judges targets, group by group in order."""
        of = ROLLUP_TARGETS.c
        names = {By.START: of.day, By.POLICY: of.policy, By.VALUE: of.target, By.BUCKET: of.bucket}
        apart = _apart(wanted.by, names)
        query = _summed(ROLLUP_TARGETS, apart, names_of(TargetSums)).where(
            of.day >= wanted.first,
            of.day < wanted.end,
            *_among(of.policy, wanted.policies),
            *_among(of.target, wanted.targets),
        )
        rows = await self.tx.rows(query, {})
        return tuple(
            TargetsRow(TargetSums(*_whole(row, len(apart))), **_keys(row, apart)) for row in rows
        )

    async def bins(self, wanted: BinsWanted) -> tuple[BinsRow, ...]:
        """Return the bins of a measure, group by group in order."""
        of = ROLLUP_BINS.c
        apart = _apart(wanted.by, {By.START: of.day, By.POLICY: of.policy, By.VALUE: of.target})
        query = _summed(ROLLUP_BINS, {**apart, "place": of.place}, ("n",)).where(
            of.measure == wanted.measure,
            of.day >= wanted.first,
            of.day < wanted.end,
            *_among(of.policy, wanted.policies),
            *_among(of.target, wanted.targets),
        )
        groups: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
        for row in await self.tx.rows(query, {}):
            groups[tuple(row[: len(apart)])][row.place] = int(row.n)
        return tuple(
            BinsRow(counts, **dict(zip(apart, key, strict=True))) for key, counts in groups.items()
        )

    async def _add(self, how: _Adding, counted: Iterable[tuple[Any, dict[str, int]]]) -> None:
        """Add rows in the order of their keys, and drop the empty ones. Any: every kind of key."""
        rows = sorted(((how.read(key), counts) for key, counts in counted), key=itemgetter(0))
        await self.tx.write_all(
            how.add, [dict(zip(how.names, key, strict=True)) | it for key, it in rows]
        )
        fewer = [key for key, counts in rows if counts[how.count] < 0]
        places = [f"the_{name}" for name in how.names]
        await self.tx.write_all(how.drop, [dict(zip(places, key, strict=True)) for key in fewer])


def _apart(
    by: frozenset[By], columns: Mapping[By, ColumnElement[Any]]
) -> Mapping[str, ColumnElement[Any]]:
    """Return the columns that groups are told apart by, in one order. Any: text and numbers."""
    return {name.value: column for name, column in columns.items() if name in by}


def _summed(
    table: Table, apart: Mapping[str, ColumnElement[Any]], counted: Sequence[str]
) -> Select[Any]:
    columns = [column.label(name) for name, column in apart.items()]
    sums = [func.coalesce(func.sum(table.c[name]), 0).label(name) for name in counted]
    query = select(*columns, *sums).group_by(*apart.values()).order_by(*apart.values())
    return query.having(func.count() > 0)  # else nothing at all would be one row of noughts


def _among(column: ColumnElement[str], values: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    return (column.in_(values),) if values else ()


def _whole(row: Row[Any], skipped: int) -> tuple[int, ...]:
    """Return a row's sums as whole numbers: PostgreSQL adds them up as decimals."""
    return tuple(map(int, row[skipped:]))


def _keys(row: Row[Any], apart: Mapping[str, ColumnElement[Any]]) -> dict[str, Any]:
    return dict(zip(apart, row, strict=False))
