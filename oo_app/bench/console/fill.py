"""Write a log into a database straight away: facts, users, their days, and every rollup."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

import numpy as np
import psycopg
from psycopg import sql

from oo_app.bench.console.counted import Counted
from oo_app.bench.console.invent import (
    ARMS,
    CHAMPION,
    EXPERIMENT_FROM,
    RESERVE,
    Size,
    crowd,
    logs,
)
from oo_app.bench.console.log import EXPERIMENTS, POLICIES
from oo_app.bench.console.people import Lived
from oo_app.bench.console.rows import (
    TIP_FACTS,
    USER_FACTS,
    ZONES,
    Rows,
    fact_rows,
    hexes,
    moments,
    user_rows,
)

USERS = ("id", "created_at", "role", "timezone", "letters", "welcomed", "disabled", "policy")
"""Columns of `users` that need a value."""
EXPERIMENT = ("name", "shares", "began_at", "holdback")
"""Columns of `experiments` that need a value."""
KEY = b"\0"
"""A key that opens nothing: nothing is sealed here."""
INDEXED = ("tip_facts", "user_facts", "user_days")
"""Tables whose indexes are made when their rows are in: it takes a fraction of the time."""
PACE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000"
"""What makes SQLite quick at writing what may be lost."""


class Writer(Protocol):
    """A database that rows are poured into; without columns, in the order of the table's."""

    def pour(self, table: str, rows: Rows, columns: Sequence[str] = ()) -> None:
        """Write rows."""
        ...


def fill(into: Writer, size: Size) -> None:
    """Make up a log and write everything that the console reads of it."""
    people = crowd(size)
    users, counted, lived = hexes(people.ids), Counted(), Lived(people)
    into.pour("users", _users(users, moments(people.joined_s * 1_000_000)), USERS)
    into.pour("experiments", _experiments(size), EXPERIMENT)
    into.pour("user_keys", ((it, "bench", KEY) for it in users))
    for log in logs(size, people):
        into.pour("tip_facts", fact_rows(log, users), TIP_FACTS)
        counted.add(log)
        lived.add(log)
    into.pour("user_facts", user_rows(lived, users), USER_FACTS)
    into.pour("user_days", ((users[user], *rest) for user, *rest in lived.day_rows()))
    into.pour("rollup_actives", lived.active_rows())
    into.pour("rollup_slots", counted.slot_rows())
    into.pour("rollup_targets", counted.target_rows())
    into.pour("rollup_bins", counted.bin_rows())
    into.pour(
        "rollup_state", iter([(1, moments(np.array([size.end_s * 1_000_000]))[0], "UTC", 1, None)])
    )


def _users(users: Sequence[str], joined: Sequence[str]) -> Rows:
    for number, (user, at) in enumerate(zip(users, joined, strict=True)):
        yield user, at, "user", ZONES[number % len(ZONES)], 1, 1, 0, ""


def _experiments(size: Size) -> Rows:
    """Yield the one experiment that users of the log are in."""
    held, both = ARMS
    shares = [(POLICIES[RESERVE], held), (POLICIES[CHAMPION], round(both - held, 6))]
    began_s = size.start_s + int(EXPERIMENT_FROM * (size.end_s - size.start_s))
    began = moments(np.array([began_s * 1_000_000]))[0]
    yield EXPERIMENTS[1], json.dumps(shares), began, POLICIES[RESERVE]


class SqliteWriter:
    """A SQLite file that nobody else reads meanwhile."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def pour(self, table: str, rows: Rows, columns: Sequence[str] = ()) -> None:
        """Insert rows, all of them in one transaction."""
        first = next(rows, None)
        if first is None:
            return
        named = f"({', '.join(columns)})" if columns else ""
        marks = ", ".join("?" * len(first))
        statement = f"INSERT INTO {table} {named} VALUES ({marks})"  # noqa: S608 — our own words
        with self._connection:
            self._connection.execute(statement, first)
            self._connection.executemany(statement, rows)


class PostgresWriter:
    """A PostgreSQL database, by COPY."""

    def __init__(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        self._connection = connection

    def pour(self, table: str, rows: Rows, columns: Sequence[str] = ()) -> None:
        """Copy rows, all of them in one transaction."""
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        named = sql.SQL("({})").format(names) if columns else sql.SQL("")
        statement = sql.SQL("COPY {} {} FROM STDIN").format(sql.Identifier(table), named)
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)


def fill_sqlite(file: Path, size: Size) -> None:
    """Fill a SQLite file that has its tables."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(PACE)
        told = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        marks = ", ".join("?" * len(INDEXED))
        indexes = connection.execute(f"{told} AND tbl_name IN ({marks})", INDEXED).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        fill(SqliteWriter(connection), size)
        for _, made in indexes:
            connection.execute(made)
        connection.commit()


def fill_postgres(conninfo: str, size: Size) -> None:
    """Fill a PostgreSQL database that has its tables, and let it look at them, as it does by itself."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        told = """
            SELECT indexname, indexdef FROM pg_indexes
            WHERE tablename = ANY(%s) AND indexname LIKE 'ix%%'
        """
        indexes = connection.execute(told, (list(INDEXED),)).fetchall()
        for name, _ in indexes:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(str(name))))
        fill(PostgresWriter(connection), size)
        for _, made in indexes:
            connection.execute(sql.SQL(str(made)))  # type: ignore[arg-type]  # the database's own words
        connection.execute("VACUUM ANALYZE")
