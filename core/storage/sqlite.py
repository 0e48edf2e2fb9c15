"""Set up SQLite so that "saved" means on the disk and "erased" means gone (reliability B1, B2, D2)."""

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.errors import SettingsWrong
from core.storage.quick_sqlite import connect

PRAGMAS: dict[str, str | int] = {
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "mmap_size": 0,
}
"""What every connection must have: set, then read back. 2 is FULL, and 2 is memory."""
READERS = 4
"""Connections kept open for reading, beside the one that writes."""
READERS_MORE = 8
"""Further connections in a rush; beyond them a reader waits."""
WAIT_S = 10
"""Seconds a reader waits for a connection."""
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""First releases of each branch without the race of two checkpointing connections (B2)."""
READING = "oo_reading"
"""Execution option of a connection that must not write."""

_log = logging.getLogger(__name__)


def open_sqlite(url: URL) -> AsyncEngine:
    """Return an engine on one database file; every transaction begins IMMEDIATE unless it reads."""
    path = prepare_file(url)
    log_version(sqlite3.sqlite_version_info)
    engine = create_async_engine(
        url,
        async_creator=lambda: connect(str(path)),
        pool_size=READERS + 1,
        max_overflow=READERS_MORE,
        pool_timeout=WAIT_S,
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def prepare_file(url: URL) -> Path:
    """Make the database file, and its directory if it is missing, readable by their owner alone.

    Raises: SettingsWrong when the URL names no file.
    """
    if not url.database or url.database == ":memory:" or url.query:
        raise SettingsWrong(("the SQLite database must be a plain file",))
    path = Path(url.database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    path.chmod(0o600)
    return path


def set_pragmas(connection: Any, **other: int) -> None:
    """Set every pragma on a DBAPI connection and read it back.

    Raises: SettingsWrong when one did not take. Any: DBAPI connections share no type.
    """
    for name, wanted in (PRAGMAS | other).items():
        _ask(connection, f"PRAGMA {name}={wanted}")
        found = _ask(connection, f"PRAGMA {name}")
        if found != wanted and not (found is None and wanted == 0):
            raise SettingsWrong((f"SQLite pragma {name} is {found}, not {wanted}",))


def log_version(version: tuple[int, ...]) -> None:
    """Write down which SQLite runs, and that an unmended one relies on its single writer (B2)."""
    text = ".".join(map(str, version))
    if mended(version):
        _log.info("SQLite %s", text)
    else:
        _log.warning("SQLite %s has the checkpoint race: safe with one writer and no mmap", text)


def mended(version: tuple[int, ...]) -> bool:
    """Return whether a release of SQLite is free of the checkpoint race."""
    branch = [fixed for fixed in MENDED if fixed[:2] == version[:2]]
    return version >= (branch[0] if branch else MENDED[-1])


def _on_connect(connection: Any, _record: Any) -> None:
    try:
        set_pragmas(connection)
    except BaseException:
        connection.close()
        raise


def _on_begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(READING, False)
    if connection.info.get(READING, False) is not reading:
        connection.exec_driver_sql(f"PRAGMA query_only={int(reading)}")
        connection.info[READING] = reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _ask(connection: Any, statement: str) -> str | int | None:
    cursor = connection.cursor()
    try:
        cursor.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    finally:
        cursor.close()
    answer: str | int | None = row[0] if row else None
    return answer
