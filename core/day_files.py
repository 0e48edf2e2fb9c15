"""Lay closed days down as Parquet files, sorted by time, and ask them by DuckDB."""

import asyncio
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb

from core.domain.fact import Choice, Fact
from core.errors import Malformed

NAME = re.compile(r"day=(\d{4}-\d\d-\d\d)\.parquet")
"""How a day's file is called."""
TEXT, WHOLE, REAL, TRUTH, TIME = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMPTZ"
"""Types of columns, as DuckDB calls them."""
COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("tip_id", "user_id"), "UUID"),
    **dict.fromkeys(("served_at", "answered_at"), TIME),
    **dict.fromkeys(("propensity", "greedy_p", "expected_p", "variance_p"), REAL),
    **dict.fromkeys(("known", "explored", "greedy", "elsewhere", "final"), TRUTH),
    **dict.fromkeys(("surface", "policy", "tenure", "ending", "assigned", "assigned_by"), TEXT),
    **dict.fromkeys(("experiment", "fallback", "priority", "due", "minutes"), TEXT),
    **dict.fromkeys(("day", "policy_version", "candidates", "week", "answered_day"), WHOLE),
    **dict.fromkeys(("answered_week", "dwell_ms", "undone", "reward_milli"), WHOLE),
    **dict.fromkeys(("barred", "took_us", "hour"), WHOLE),
    "targets": "STRUCT(policy VARCHAR, chance DOUBLE, agrees BOOLEAN, unsupported DOUBLE, "
    "direct DOUBLE, expected DOUBLE)[]",
}
"""What a file holds of a fact."""
_WRITE = """
COPY (SELECT * FROM read_json('{source}', format = 'newline_delimited', columns = {columns})
      ORDER BY served_at, tip_id)
TO '{target}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{mark: '{mark}'}})
"""
_MARK = "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'mark'"
_VIEW = "CREATE VIEW tips AS SELECT * FROM read_parquet('{pattern}')"
_LOCK = (
    "SET allowed_directories = ['{folder}/']",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
"""Whoever asks may read that folder, and nothing else of this machine."""

Answered = tuple[tuple[str, ...], list[tuple[object, ...]]]
"""Names of columns, and rows of them."""


@dataclass(frozen=True, slots=True)
class DayFolder:
    """A folder with one Parquet file a day; a file is there whole, or not at all."""

    folder: Path

    async def written(self) -> Mapping[int, str]:
        """Return what each day that is there added up to, as it was written."""
        return await asyncio.to_thread(self._written)

    async def write(self, day: int, mark: str, facts: Sequence[Fact]) -> None:
        """Write a day in the place of what was there of it."""
        await asyncio.to_thread(self._write, day, mark, facts)

    async def drop(self, day: int) -> None:
        """Delete a day's file, if it is there."""
        await asyncio.to_thread(self._file(day).unlink, missing_ok=True)

    def _file(self, day: int) -> Path:
        return self.folder / f"day={date.fromordinal(day).isoformat()}.parquet"

    def _files(self) -> Iterator[tuple[int, Path]]:
        for path in sorted(self.folder.glob("day=*.parquet")):
            found = NAME.fullmatch(path.name)
            if found:
                yield date.fromisoformat(found[1]).toordinal(), path

    def _written(self) -> Mapping[int, str]:
        marks = {}
        with duckdb.connect() as connection:
            for day, path in self._files():
                row = connection.execute(_MARK, [str(path)]).fetchone()
                marks[day] = row[0] if row else ""
        return marks

    def _write(self, day: int, mark: str, facts: Sequence[Fact]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".") as beside:
            source, target = Path(beside, "facts.json"), Path(beside, "facts.parquet")
            with source.open("w", encoding="utf-8") as lines:
                for fact in facts:
                    lines.write(json.dumps(_row(fact), default=_plain) + "\n")
            columns = dict(COLUMNS)
            with _connected() as connection:
                connection.execute(
                    _WRITE.format(
                        source=_quoted(source), target=_quoted(target), mark=mark, columns=columns
                    )
                )
            target.replace(self._file(day))


async def ask(folder: Path, words: str) -> Answered:
    """Return what the files in a folder answer; they are one view, `tips`. Raises: Malformed."""
    return await asyncio.to_thread(_ask, folder, words)


def _ask(folder: Path, words: str) -> Answered:
    folder = folder.resolve()
    try:
        with _connected() as connection:
            connection.execute(_VIEW.format(pattern=_quoted(folder / "day=*.parquet")))
            for statement in _LOCK:
                connection.execute(statement.format(folder=_quoted(folder)))
            found = connection.execute(words)
            names = tuple(it[0] for it in found.description or ())
            return names, found.fetchall()
    except duckdb.Error as error:
        raise Malformed("query") from error


def _connected() -> duckdb.DuckDBPyConnection:
    """Return a database in memory that tells times in UTC."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _row(fact: Fact) -> dict[str, Any]:
    """Return a fact's values by column. Any: text, numbers, times."""
    told = {it.name: getattr(fact, it.name) for it in fields(Fact) if it.name != "choice"}
    chosen = {it.name: getattr(fact.choice, it.name) for it in fields(Choice)}
    targets = [
        {it.name: getattr(target, it.name) for it in fields(target)}
        for target in fact.choice.targets
    ]
    return told | chosen | {"targets": targets}


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value))
