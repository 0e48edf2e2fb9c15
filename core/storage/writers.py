"""Hand out connections to write through: the only one on SQLite, one of a few on PostgreSQL."""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.storage.errors import DatabaseDown, Trouble
from core.storage.finish import to_the_end
from core.storage.refusal import translated

TURN_S = 5.0
"""Seconds a process waits for another process to finish writing."""
LOOK_S = 0.002
"""Seconds between two looks at whether it has."""


class Writers(Protocol):
    """Where a transaction that writes finds its connection."""

    def connection(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Lend a connection."""
        ...

    async def sweep(self) -> None:
        """Make erased bytes go, as far as this database can."""
        ...

    async def close(self) -> None:
        """Give back what is kept."""
        ...


def writers_of(engine: AsyncEngine) -> Writers:
    """Return how this engine is written to."""
    if engine.dialect.name == "sqlite":
        return OneWriter(engine, Path(f"{engine.url.database}-writer"))
    return PooledWriters(engine)


class PooledWriters:
    """Any pooled connection writes; the database sorts them out."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection."""
        with translated():
            connection = await self._engine.connect()
        try:
            yield connection
        finally:
            await to_the_end(connection.close())

    async def sweep(self) -> None:
        """Do nothing: erased rows go with their key, their bytes with the next vacuum."""

    async def close(self) -> None:
        """Do nothing: the pool closes its connections."""


class OneWriter:
    """Exactly one connection writes, one transaction at a time, one process at a time (B2).

    A lock file keeps a second process (the command line) from writing or checkpointing meanwhile:
    SQLite before 3.51.3 may otherwise lose a checkpoint to the race described in B2.
    """

    def __init__(self, engine: AsyncEngine, lock_file: Path, turn_s: float = TURN_S) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()
        self._lock_file = lock_file
        self._turn_s = turn_s
        self._kept: AsyncConnection | None = None

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Lend the connection to one caller at a time; a broken one is replaced by the next."""
        async with self._turn, self._alone():
            connection = self._kept
            if connection is None:
                with translated():
                    connection = await self._engine.connect()
                self._kept = connection
            try:
                yield connection
            finally:
                if connection.invalidated or connection.in_transaction():
                    self._kept = None
                    await to_the_end(connection.close())

    async def sweep(self) -> None:
        """Empty the write-ahead log into the database, so that erased bytes are gone from both.

        Raises: DatabaseDown when a reader was in the way for longer than the busy timeout.
        """
        async with self.connection() as connection:
            raw = await connection.get_raw_connection()
            driver = raw.driver_connection
            assert driver is not None  # noqa: S101 - an open connection has its driver's
            try:
                ((busy, _, _),) = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise DatabaseDown(Trouble.NOT_SWEPT) from error
        if busy:
            raise DatabaseDown(Trouble.NOT_SWEPT)

    async def close(self) -> None:
        """Give the connection back, after the last writer is done."""
        async with self._turn:
            if self._kept is not None:
                await self._kept.close()
                self._kept = None

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        with _opened(self._lock_file) as lock:
            deadline_s = asyncio.get_running_loop().time() + self._turn_s
            while not _taken(lock):
                if asyncio.get_running_loop().time() > deadline_s:
                    raise DatabaseDown(Trouble.BUSY)
                await asyncio.sleep(LOOK_S)
            yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open a lock file; closing it gives the lock back, also when the process dies."""
    lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
