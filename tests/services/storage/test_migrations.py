"""Migrations and tables agree, on both engines."""

import sqlite3
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import func, insert, inspect, select, text

from core.domain.ids import new_id
from core.storage import migrate
from core.storage.tables import METADATA

NOW = datetime(2026, 11, 24, tzinfo=UTC)


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


def test_what_was_learned_from_the_first_sheet_is_forgotten_and_answers_are_not(empty_url):
    migrate.upgrade(empty_url)
    with migrate.connected(empty_url) as connection:
        command.downgrade(migrate.config_on(connection), "0003")
        prior = {"id": "p", "policy": "bayes-v1", "features_version": "sheet-1", "people": 10}
        connection.execute(insert(METADATA.tables["priors"]).values(**prior, at=NOW, blob=b"old"))
        told = {"name": "kept", "shares": [["random", 1.0]], "began_at": NOW}
        connection.execute(insert(METADATA.tables["experiments"]).values(**told))

    migrate.upgrade(empty_url)

    with migrate.connected(empty_url) as connection:
        kept = {
            name: connection.execute(
                select(func.count()).select_from(METADATA.tables[name])
            ).scalar()
            for name in ("priors", "posteriors", "experiments")
        }
    assert kept == {"priors": 0, "posteriors": 0, "experiments": 1}


def test_admins_become_owners_and_go_back(empty_url):
    migrate.upgrade(empty_url)
    users, sessions = METADATA.tables["users"], METADATA.tables["sessions"]
    traits = {"created_at": NOW, "timezone": "UTC", "letters": True, "welcomed": True}
    ids = {role: new_id() for role in ("admin", "user")}
    with migrate.connected(empty_url) as connection:
        command.downgrade(migrate.config_on(connection), "0005")
        for role, user_id in ids.items():
            row = traits | {"id": user_id, "role": role, "disabled": False}
            connection.execute(insert(users).values(**row))
            key = {"user_id": user_id, "key_id": "k", "blob": b"k"}
            connection.execute(insert(METADATA.tables["user_keys"]).values(**key))
            seen = {"hash": role, "user_id": user_id, "role": role, "agent": ""}
            times = {"created_at": NOW, "seen_at": NOW}
            connection.execute(insert(sessions).values(**seen | times))

    migrate.upgrade(empty_url)

    assert roles_of(empty_url) == {"users": {"owner", "user"}, "sessions": {"owner", "user"}}
    with migrate.connected(empty_url) as connection:
        command.downgrade(migrate.config_on(connection), "0005")
    assert roles_of(empty_url) == {"users": {"admin", "user"}, "sessions": {"admin", "user"}}


def roles_of(url):
    with migrate.connected(url) as connection:
        return {
            name: set(connection.execute(select(METADATA.tables[name].c.role)).scalars())
            for name in ("users", "sessions")
        }


def test_what_guards_the_audit_comes_and_goes_with_its_table(empty_url):
    migrate.upgrade(empty_url)
    assert guards_of(empty_url) == 1

    with migrate.connected(empty_url) as connection:
        command.downgrade(migrate.config_on(connection), "0005")

    assert guards_of(empty_url) == 0


def guards_of(url):
    """Return whether triggers stand, and with them on PostgreSQL their function."""
    with migrate.connected(url) as connection:
        if connection.dialect.name == "sqlite":
            asked = "SELECT count(*) / 2 FROM sqlite_master WHERE type = 'trigger'"
        else:
            asked = "SELECT count(*) FROM pg_proc WHERE proname = 'refuse_to_change_admin_actions'"
        return connection.execute(text(asked)).scalar()
