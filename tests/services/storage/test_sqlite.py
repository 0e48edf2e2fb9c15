"""What only SQLite must prove: pragmas, files, one writer, and what a kill leaves."""

import asyncio
import os
import signal
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from core.errors import SettingsWrong
from core.storage import migrate, sqlite
from core.storage.engine import open_engine
from core.storage.errors import DatabaseDown, Trouble
from core.storage.sqlite import mended, set_pragmas
from core.storage.store import SqlStore
from core.storage.writers import OneWriter
from tests.services.storage.things import a_session, signed_up

CHILD = """
import asyncio, sys
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.storage.writers import OneWriter
from tests.fakes.vault import FakeVault
from tests.services.storage.things import a_session, signed_up

async def main():
    store = SqlStore(open_engine(sys.argv[1]), FakeVault())
    user = await signed_up(store)
    async with store.writing() as work:
        await work.sessions.save(a_session(user, hash="committed"))
    async with store.writing() as work:
        await work.sessions.save(a_session(user, hash="never"))
        print("ready", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


WANTED = {
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "mmap_size": 0,
    "query_only": 0,
}


async def pragmas_of(connection):
    return {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in WANTED}


async def test_every_connection_has_every_pragma(sqlite_url):
    """Reliability B1, B2: five connections open at once, each asked."""
    engine = open_engine(sqlite_url)
    connections = [await engine.connect() for _ in range(5)]
    try:
        for connection in connections:
            assert await pragmas_of(connection) == WANTED
            await connection.rollback()
    finally:
        for connection in connections:
            await connection.close()
        await engine.dispose()


async def test_readers_are_held_to_reading_and_writers_are_not(sqlite_store):
    async with sqlite_store._readers.connect() as connection:
        assert (await pragmas_of(connection))["query_only"] == 1
    async with sqlite_store._writers.connection() as connection:
        assert (await pragmas_of(connection))["query_only"] == 0
        await connection.rollback()


def test_a_pragma_that_does_not_take_is_refused(tmp_path):
    """A database in memory has no write-ahead log."""
    with sqlite3.connect(":memory:") as connection, pytest.raises(SettingsWrong, match="journal"):
        set_pragmas(connection)
    connection.close()


async def test_file_and_directory_belong_to_their_owner_alone(tmp_path):
    path = tmp_path / "var" / "oo.db"
    url = f"sqlite+aiosqlite:///{path}"

    migrate.upgrade(url)
    await open_engine(url).dispose()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite:///file.db?mmap_size=1",
        "sqlite:///file.db",
        "mysql://ada:secret@db/oo",
        "not a url",
    ],
)
def test_another_kind_of_database_is_refused_without_repeating_its_url(url):
    with pytest.raises(SettingsWrong) as refused:
        open_engine(url)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("version", "fine"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_releases_with_the_checkpoint_race_are_known(version, fine):
    """Reliability B2."""
    assert mended(version) is fine


def test_an_unmended_release_is_logged(caplog):
    """Reliability B2."""
    sqlite.log_version((3, 40, 1))
    sqlite.log_version((3, 51, 3))

    assert [record.levelname for record in caplog.records] == ["WARNING"]


async def test_all_writing_goes_through_one_connection(sqlite_store):
    """Reliability B2."""
    seen = set()
    user = await signed_up(sqlite_store)

    async def write():
        async with sqlite_store.writing() as work:
            await work.sessions.save(a_session(user))
            seen.add(id(await work.sessions.tx._connection.get_raw_connection()))

    await asyncio.gather(*(write() for _ in range(10)))

    assert len(seen) == 1


async def test_a_writing_transaction_is_immediate(sqlite_url, sqlite_store):
    """Reliability B2, M9: who may write holds the right from the first line on."""
    path = sqlite_url.removeprefix("sqlite+aiosqlite:///")
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as stranger:
        async with sqlite_store.writing():
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                stranger.execute("BEGIN IMMEDIATE")
        async with sqlite_store.reading() as work:
            await work.ledger.tombstones()
            stranger.execute("BEGIN IMMEDIATE")


async def test_a_second_process_does_not_write_meanwhile(sqlite_url, sqlite_store):
    engine = open_engine(sqlite_url)
    second = OneWriter(engine, Path(f"{engine.url.database}-writer"), turn_s=0.05)

    async with sqlite_store.writing():
        with pytest.raises(DatabaseDown) as refused:
            async with second.connection():
                pass

    assert refused.value.why is Trouble.BUSY
    async with second.connection() as connection:
        assert not connection.closed
    await second.close()
    await engine.dispose()


async def test_what_was_committed_survives_a_kill_and_nothing_else(sqlite_url, open_store):
    """Reliability B1: SIGKILL after a commit and in the middle of the next."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, sqlite_url, stdout=asyncio.subprocess.PIPE, cwd=Path.cwd()
    )
    assert await child.stdout.readline() == b"ready\n"
    os.kill(child.pid, signal.SIGKILL)
    await child.wait()

    store = open_store(sqlite_url)
    async with store.reading() as work:
        assert await work.sessions.find("committed") is not None
        assert await work.sessions.find("never") is None
    async with store.writing() as work:
        assert await work.attempts.take("nothing") is None


async def test_a_full_disk_refuses_the_write_and_recovers(sqlite_store):
    """Reliability B3: nothing is half saved, reading goes on, space heals."""
    user = await signed_up(sqlite_store)
    async with sqlite_store._writers.connection() as connection:
        raw = await connection.get_raw_connection()
        (pages,) = (await raw.driver_connection.execute_fetchall("PRAGMA page_count"))[0]
        await raw.driver_connection.execute_fetchall(f"PRAGMA max_page_count={pages}")

    async def fill():
        async with sqlite_store.writing() as work:
            for _ in range(500):
                await work.sessions.save(a_session(user, agent="x" * 500))

    with pytest.raises(DatabaseDown):
        await fill()

    async with sqlite_store.reading() as work:
        assert await work.users.get(user.id) == user
        assert await work.sessions.of(user.id) == ()
    async with sqlite_store._writers.connection() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute_fetchall("PRAGMA max_page_count=100000")
    async with sqlite_store.writing() as work:
        await work.sessions.save(a_session(user))


async def test_an_old_database_is_not_ready(tmp_path, vault):
    path = tmp_path / "oo.db"
    store = SqlStore(open_engine(f"sqlite+aiosqlite:///{path}"), vault)

    with pytest.raises(DatabaseDown):
        await store.check()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('0000')")
    connection.close()
    with pytest.raises(SettingsWrong, match="0000"):
        await store.check()

    await store.close()
