"""Store sums over facts: added to in place, and read by adding them up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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
from core.storage.tables import ROLLUP_BINS, ROLLUP_CELLS, ROLLUP_TARGETS
from core.storage.transaction import Transaction, Values


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


_ADD_CELL, _DROP_CELL = adding(ROLLUP_CELLS), emptied(ROLLUP_CELLS, "tips")
_ADD_TARGET, _DROP_TARGET = adding(ROLLUP_TARGETS), emptied(ROLLUP_TARGETS, "n")
_ADD_BIN, _DROP_BIN = adding(ROLLUP_BINS), emptied(ROLLUP_BINS, "n")


@dataclass(frozen=True, slots=True)
class SqlRollups:
    """Sums in the database; rows are always touched in one order, so that nobody waits in a ring."""

    tx: Transaction

    async def add(self, change: Change) -> None:
        """Add a change."""
        cells = [(key, asdict(sums)) for key, sums in sorted(change.cells.items())]
        await self._add(_ADD_CELL, _DROP_CELL, cells, "tips")
        targets = [(key, asdict(sums)) for key, sums in sorted(change.targets.items())]
        await self._add(_ADD_TARGET, _DROP_TARGET, targets, "n")
        bins = [(key, {"n": n}) for key, n in sorted(change.bins.items())]
        await self._add(_ADD_BIN, _DROP_BIN, bins, "n")

    async def sums(self, wanted: SumsWanted) -> tuple[SumsRow, ...]:
        """Return the sums of cells, group by group in order."""
        of = ROLLUP_CELLS.c
        names = {By.START: of.start, By.POLICY: of.policy, By.EXPERIMENT: of.experiment}
        apart = _apart(wanted.by, {**names, By.VALUE: of.value, By.BUCKET: of.bucket})
        counted = wanted.names or names_of(Sums)
        query = _summed(ROLLUP_CELLS, apart, counted).where(
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

    async def _add(
        self, add: Insert, drop: Delete, rows: Sequence[tuple[Any, Values]], count: str
    ) -> None:
        """Add rows and drop the empty ones. Any: every kind of key."""
        await self.tx.write_all(add, [asdict(key) | dict(counts) for key, counts in rows])
        fewer = [key for key, counts in rows if counts[count] < 0]
        await self.tx.write_all(drop, [_named(asdict(key)) for key in fewer])


def _named(key: Values) -> Values:
    return {f"the_{name}": value for name, value in key.items()}


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
    return select(*columns, *sums).group_by(*apart.values()).order_by(*apart.values())


def _among(column: ColumnElement[str], values: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    return (column.in_(values),) if values else ()


def _whole(row: Row[Any], skipped: int) -> tuple[int, ...]:
    """Return a row's sums as whole numbers: PostgreSQL adds them up as decimals."""
    return tuple(map(int, row[skipped:]))


def _keys(row: Row[Any], apart: Mapping[str, ColumnElement[Any]]) -> dict[str, Any]:
    return dict(zip(apart, row, strict=False))
