"""Set up a database of each size, filled with a log, and take it away again."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from core import wiring
from core.settings import Settings, new_key_text
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from oo_app.bench.console.fill import fill_postgres, fill_sqlite
from oo_app.bench.console.invent import Size

ADMIN = "host=127.0.0.1 port=5432 user=root dbname=postgres connect_timeout=3"
"""Who may make a database for the measurement."""


@dataclass(frozen=True, slots=True)
class Place:
    """A database with a log in it; it travels to other processes."""

    name: str
    url: str
    size: Size

    def store(self) -> SqlStore:
        """Open it; nothing in it is sealed, so any keys will do."""
        settings = Settings.of(
            database_url=self.url, token_keys=new_key_text("bench"), pepper=uuid4().hex
        )
        return SqlStore(open_engine(settings.database), wiring.open_vault(settings))


@contextmanager
def small(size: Size) -> Iterator[Place]:
    """Yield a SQLite file in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="oo-console-"))
    try:
        file = folder / "oo.sqlite3"
        place = Place("SQLite", f"sqlite:///{file}", size)
        wiring.upgrade_database(Settings.of(database_url=place.url))
        fill_sqlite(file, size)
        yield place
    finally:
        shutil.rmtree(folder)


@contextmanager
def grown(size: Size) -> Iterator[Place]:
    """Yield a PostgreSQL database of its own."""
    name = f"oo_console_{uuid4().hex[:12]}"
    with psycopg.connect(ADMIN, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            place = Place("PostgreSQL", f"postgresql://root@127.0.0.1:5432/{name}", size)
            wiring.upgrade_database(Settings.of(database_url=place.url))
            fill_postgres(place.url, size)
            yield place
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def is_there() -> bool:
    """Return whether PostgreSQL answers."""
    try:
        with psycopg.connect(ADMIN):
            return True
    except psycopg.OperationalError:
        return False
