"""Open the database that a URL names, in one of the two sizes oO comes in."""

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine

from core.errors import SettingsWrong
from core.storage.postgres import open_postgres
from core.storage.sqlite import open_sqlite

OPENERS = {"sqlite+aiosqlite": open_sqlite, "postgresql+psycopg": open_postgres}
"""How to open each database, by the driver its URL names."""


def open_engine(url: str) -> AsyncEngine:
    """Return the engine for a database URL; no connection is made before the first is needed.

    Raises: SettingsWrong when the URL is of another kind; it never repeats the URL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise SettingsWrong(("OO_DATABASE_URL cannot be read",)) from None
    if parsed.drivername not in OPENERS:
        raise SettingsWrong((f"OO_DATABASE_URL must begin with {' or '.join(OPENERS)}",))
    return OPENERS[parsed.drivername](parsed)
