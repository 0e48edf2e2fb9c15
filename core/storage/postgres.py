"""Set up PostgreSQL so that "saved" means on the disk, and nobody waits for ever (reliability B1)."""

from typing import Any

from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.errors import SettingsWrong

SETTINGS = {
    "synchronous_commit": "on",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "TimeZone": "UTC",
}
"""What every connection must have: asked for at the start, then read back."""
KEPT = 4
"""Connections kept open by one process."""
MORE = 6
"""Further connections in a rush; beyond them a caller waits."""
WAIT_S = 10
"""Seconds a caller waits for a connection."""
OLD_AFTER_S = 1800
"""Seconds after which a connection is replaced."""


def open_postgres(url: URL) -> AsyncEngine:
    """Return an engine with a small pool of connections that commit durably."""
    engine = create_async_engine(
        url,
        pool_size=KEPT,
        max_overflow=MORE,
        pool_timeout=WAIT_S,
        pool_recycle=OLD_AFTER_S,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": start_options()},
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    return engine


def start_options() -> str:
    """Return the settings as PostgreSQL's command-line options."""
    return " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())


def read_back(connection: Any) -> None:
    """Raise SettingsWrong when a setting did not take. Any: DBAPI connections share no type."""
    cursor = connection.cursor()
    try:
        for name, wanted in SETTINGS.items():
            cursor.execute(f"SHOW {name}")
            (found,) = cursor.fetchone()
            if found != wanted:
                raise SettingsWrong((f"PostgreSQL setting {name} is {found}, not {wanted}",))
    finally:
        cursor.close()
        connection.rollback()


def _on_connect(connection: Any, _record: Any) -> None:
    try:
        read_back(connection)
    except BaseException:
        connection.close()
        raise
