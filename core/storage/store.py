"""Open transactions on the database: readers beside each other, writers durable or not at all."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.errors import SettingsWrong
from core.ports import Vault
from core.storage.errors import DatabaseDown
from core.storage.finish import to_the_end
from core.storage.migrate import head
from core.storage.posterior_memo import PosteriorMemo
from core.storage.refusal import translated
from core.storage.sqlite import READING
from core.storage.task_memo import TaskMemo
from core.storage.transaction import Transaction
from core.storage.work import SqlWork, work_on
from core.storage.writers import writers_of

PROBE = text("UPDATE alembic_version SET version_num = version_num RETURNING version_num")
"""Proves that a write reaches the disk, and says which migration the tables stand at."""
SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""What makes a PostgreSQL connection read, and see one moment only."""

_log = logging.getLogger(__name__)


def _nobody() -> None:
    """Wake nobody."""


class SqlStore:
    """A Store in SQLite or PostgreSQL; what the vault sealed, only the vault opens."""

    def __init__(
        self, engine: AsyncEngine, vault: Vault, told: Callable[[], None] = _nobody
    ) -> None:
        """Take the database, who seals, and what to call after a commit that tells events."""
        self._told = told
        self._engine = engine
        self._vault = vault
        self._memo = TaskMemo()
        self._learned = PosteriorMemo()
        self._writers = writers_of(engine)
        self._unswept = False
        options = {READING: True} if engine.dialect.name == "sqlite" else SNAPSHOT
        self._readers = engine.execution_options(**options)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlWork]:
        """Open a transaction that sees one moment and cannot write."""
        with translated():
            connection = await self._readers.connect()
        try:
            tx = Transaction(connection, self._vault, writing=False)
            yield work_on(tx, self._memo, self._learned)
            for act in tx.after_commit:
                act()
        finally:
            await to_the_end(connection.close())

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlWork]:
        """Open a transaction that is on the disk when the block ends, or undone when it raises."""
        async with self._writers.connection() as connection:
            with translated():
                await connection.begin()
            tx = Transaction(connection, self._vault, writing=True, told=self._told)
            try:
                yield work_on(tx, self._memo, self._learned)
                tx.must_stand()
                with translated():
                    await to_the_end(self._commit(connection, tx))
            except BaseException:
                await to_the_end(connection.rollback())
                raise
        if self._unswept:
            await self._sweep()

    async def check(self) -> None:
        """Prove that the database takes a write, and that every migration was applied.

        Raises: DatabaseDown or SettingsWrong.
        """
        async with self._writers.connection() as connection:
            with translated():
                await connection.begin()
                try:
                    version = (await connection.execute(PROBE)).scalar()
                    await connection.commit()
                except BaseException:
                    await to_the_end(connection.rollback())
                    raise
        if version != head():
            raise SettingsWrong((f"database is at {version}, not at {head()}",))

    async def close(self) -> None:
        """Close every connection, after the last writer is done."""
        await self._writers.close()
        await self._engine.dispose()

    async def _commit(self, connection: AsyncConnection, tx: Transaction) -> None:
        await connection.commit()
        self._unswept = self._unswept or tx.erased
        for act in tx.after_commit:
            act()

    async def _sweep(self) -> None:
        """Make erased bytes go; when a reader is in the way, the next writer tries again."""
        try:
            await self._writers.sweep()
            self._unswept = False
        except DatabaseDown:
            _log.warning("erased bytes still lie in the write-ahead log", exc_info=True)
