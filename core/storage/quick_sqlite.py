"""Speak to SQLite without a visit to a connection's thread for every statement.

SQLAlchemy's aiosqlite adapter makes a cursor, executes, fetches and closes in four visits of some
40 µs each, and each visit gives the interpreter's lock away. Here a statement inside a transaction
runs where it is asked for, and whatever may have to wait makes one visit: that takes 40 % off the
processor time of an answer (`oo bench web`).
"""

import sqlite3
from typing import Any, Self

import aiosqlite

STATEMENTS = 256
"""Prepared statements that a connection keeps."""

Answer = tuple[Any, int, int | None, list[Any]]
"""Description, row count, last row id and rows of one statement, as sqlite3 gives them."""


class QuickCursor:
    """What SQLAlchemy needs of a cursor; the rows have all come when `execute` returns."""

    def __init__(self, connection: "QuickConnection") -> None:
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        """Do nothing: the real cursor lives inside one visit."""
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Self:
        """Execute one statement and fetch what it returns."""
        return self._take(await self._connection.visit(sql, parameters))

    async def executemany(self, sql: str, parameters: Any) -> Self:
        """Execute one statement for many rows of parameters."""
        return self._take(await self._connection.visit(sql, parameters, many=True))

    async def fetchall(self) -> list[Any]:
        """Hand over the rows."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: the real cursor is closed already."""

    def _take(self, answer: Answer) -> Self:
        self.description, self.rowcount, self.lastrowid, self._rows = answer
        return self


class QuickConnection(aiosqlite.Connection):
    """A connection whose cursors visit its thread once."""

    def cursor(self) -> QuickCursor:  # type: ignore[override]  # only SQLAlchemy's adapter asks for one
        """Return a cursor."""
        return QuickCursor(self)

    async def visit(self, sql: str, parameters: Any, *, many: bool = False) -> Answer:
        """Execute and fetch: here when nothing can make it wait, else in the connection's thread.

        Inside a transaction a statement waits for no lock: SQLite's readers never do, and a writer
        has its lock since `BEGIN IMMEDIATE`. What waits is beginning, and the disk at the commit.
        """
        if self._conn.in_transaction:
            return self._visit(sql, parameters, many)
        answer: Answer = await self._execute(self._visit, sql, parameters, many)  # type: ignore[no-untyped-call]  # aiosqlite leaves it untyped
        return answer

    def _visit(self, sql: str, parameters: Any, many: bool) -> Answer:  # noqa: FBT001 - passed through a queue
        cursor = self._conn.cursor()
        try:
            (cursor.executemany if many else cursor.execute)(sql, parameters)
            rows = cursor.fetchall() if cursor.description else []
            return cursor.description, cursor.rowcount, cursor.lastrowid, rows
        finally:
            cursor.close()


async def connect(path: str) -> QuickConnection:
    """Open a connection that begins no transaction by itself."""
    connection = QuickConnection(
        lambda: sqlite3.connect(
            path, isolation_level=None, cached_statements=STATEMENTS, check_same_thread=False
        ),
        iter_chunk_size=1,
    )
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: a forgotten connection must not keep the process
    await connection
    return connection
