"""Bring a database to the newest migration, and say where it stands."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, NullPool, create_engine, event, make_url, text

from core.storage.postgres import start_options
from core.storage.sqlite import prepare_file, set_pragmas

INI = Path(__file__).parents[2] / "alembic.ini"
"""Where the migrations are described: beside the project's other settings."""
ONE_AT_A_TIME = 0x6F4F
"""PostgreSQL's advisory lock under which migrations run."""


def upgrade(url: str) -> None:
    """Apply every migration that is missing, all of them or none."""
    with connected(url) as connection:
        command.upgrade(config_on(connection), "head")
        if connection.dialect.name == "sqlite":
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            assert not broken, broken  # noqa: S101 - a migration that orphans rows is our mistake


def current(url: str) -> str | None:
    """Return the migration a database stands at, or None for an empty one."""
    with connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """Return the newest migration."""
    newest = ScriptDirectory.from_config(Config(INI)).get_current_head()
    assert newest is not None  # noqa: S101 - the first migration is always there
    return newest


def write(message: str) -> None:
    """Write a migration for what the tables have and the newest migration has not."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/scratch.sqlite3"
        upgrade(url)
        with connected(url) as connection:
            command.revision(config_on(connection), message, autogenerate=True)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Open one transaction for migrating: durable, alone, and with foreign keys at rest."""
    engine = create_engine(_blocking(make_url(url)), poolclass=NullPool, **_options(make_url(url)))
    if engine.dialect.name == "sqlite":
        prepare_file(engine.url)
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
        yield connection


def config_on(connection: Connection) -> Config:
    """Return Alembic's settings for one open connection."""
    config = Config(INI)
    config.attributes["connection"] = connection
    return config


def _blocking(url: URL) -> URL:
    """Return the URL with a driver that Alembic can wait for; psycopg is both."""
    return url.set(drivername=url.drivername.replace("+aiosqlite", ""))


def _options(url: URL) -> dict[str, Any]:
    if url.drivername.startswith("sqlite"):
        return {"hide_parameters": True}
    return {"hide_parameters": True, "connect_args": {"options": start_options()}}


def _on_connect(connection: Any, _record: Any) -> None:
    """Leave transactions to us, and foreign keys out: rebuilding a table would cascade."""
    connection.isolation_level = None
    set_pragmas(connection, foreign_keys=0)


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
