"""Migrations and tables agree, on both engines."""

import sqlite3

import pytest
from alembic import command
from sqlalchemy import inspect

from core.storage import migrate
from core.storage.tables import METADATA


def test_an_empty_database_comes_to_head_and_back(empty_url):
    """Reliability B5: also a second time, and after going back."""
    assert migrate.current(empty_url) is None

    migrate.upgrade(empty_url)
    migrate.upgrade(empty_url)

    assert migrate.current(empty_url) == migrate.head()
    with migrate.connected(empty_url) as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version", *METADATA.tables}
        command.check(migrate.config_on(connection))
        command.downgrade(migrate.config_on(connection), "base")
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)


def test_a_migration_that_fails_leaves_nothing(tmp_path):
    """Reliability B5: on SQLite too, all of it is one transaction."""
    path = tmp_path / "oo.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE tombstones (in_the_way INTEGER)")
    connection.close()

    with pytest.raises(Exception, match="tombstones"):
        migrate.upgrade(f"sqlite+aiosqlite:///{path}")

    with sqlite3.connect(path) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert names.fetchall() == [("tombstones",)]
    connection.close()
