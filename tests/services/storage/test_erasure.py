"""What an erasure leaves: in the data map, in the rows, and in the bytes of the file."""

import sqlite3
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from core.storage.data_map import DATA_MAP, Erased
from core.storage.tables import METADATA
from core.storage.work import SqlWork
from tests.services.storage.lives import CLEAR, SEALED, live_through_everything
from tests.services.storage.things import NOW

NOBODYS = {
    "erasures",
    "tombstones",
    "priors",
    "experiments",
    "sim_runs",
    "sim_shards",
    "sim_events",
    "leases",
    "rollup_slots",
    "rollup_targets",
    "rollup_bins",
    "rollup_actives",
    "rollup_state",
    "deployments",
    "change_requests",
    "annotations",
}
"""Tables that say nothing about anybody."""
ACCOUNTS = {"admin_actions"}
"""Tables that stay, and name people by random ids alone."""


def bytes_of(url):
    path = url.removeprefix("sqlite+aiosqlite:///")
    found = b""
    for end in ("", "-wal", "-shm"):
        with open(path + end, "rb") as file:  # noqa: PTH123 - a test reads what lies on the disk
            found += file.read()
    return found


def rows_of(url):
    """Return every row of every table with exactly the values that SQLite holds."""
    connection = sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"))
    try:
        return {
            name: connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - our own table names
            for name in METADATA.tables
        }
    finally:
        connection.close()


def test_the_data_map_names_every_table_and_a_way_to_its_rows():
    """Reliability D1: a new table must say whose it is, how it goes and how it is handed over."""
    assert {holding.table for holding in DATA_MAP} == set(METADATA.tables)
    for holding in DATA_MAP:
        columns = METADATA.tables[holding.table].columns
        assert holding.found_by == "" or holding.found_by in {*columns.keys(), *METADATA.tables}


@pytest.mark.parametrize("holding", DATA_MAP, ids=lambda holding: holding.table)
def test_what_goes_with_the_key_hangs_on_it(holding):
    """Reliability D2: a chain of cascading foreign keys leads to user_keys."""
    table = METADATA.tables[holding.table]
    keys = list(table.foreign_key_constraints)
    targets = {key.referred_table.name for key in keys if key.ondelete == "CASCADE"}
    anchors = {"user_keys", "integrations", "tip_views"}

    hangs = bool(targets & anchors) or holding.table == "user_keys"

    assert hangs is (holding.erased is Erased.WITH_KEY)


def test_what_is_nobodys_names_nobody():
    """Reliability D1: nothing that stays leads back to a user."""
    stays = {it.table for it in DATA_MAP if it.erased is Erased.NEVER}

    assert stays == NOBODYS
    for name in stays:
        assert "user_id" not in METADATA.tables[name].columns


def test_the_export_uses_ports_that_exist():
    for holding in DATA_MAP:
        if holding.exported_by:
            port, method = holding.exported_by.split(".")
            assert hasattr(SqlWork.__annotations__[port], method)


async def test_every_table_is_reached_by_the_life_of_a_user(sqlite_url, open_store):
    await live_through_everything(open_store(sqlite_url), "ada")

    empty = {name for name, rows in rows_of(sqlite_url).items() if not rows}

    assert empty == {*NOBODYS, *ACCOUNTS, "revocations"}


async def test_what_is_sealed_is_never_in_the_clear(sqlite_url, open_store):
    """Decision 8: task text, tokens, e-mail: ciphertext only, in the file and its log."""
    await live_through_everything(open_store(sqlite_url), "ada")

    found = bytes_of(sqlite_url)

    assert [word for word in SEALED if f"canary-ada-{word}".encode() in found] == []
    assert [word for word in CLEAR if f"canary-ada-{word}".encode() not in found] == []


async def test_an_erased_user_is_gone_from_the_bytes_and_others_are_untouched(
    sqlite_url, open_store
):
    """Reliability D1, D2: right after the purge, in the database, its log and its index."""
    store = open_store(sqlite_url)
    bob = await live_through_everything(store, "bob")
    bobs = rows_of(sqlite_url)
    ada = await live_through_everything(store, "ada")

    async with store.writing() as work:
        await work.ledger.purge(ada.id, NOW + timedelta(hours=1))

    found = bytes_of(sqlite_url)
    assert b"canary-ada" not in found
    assert found.count(b"canary-bob") >= len(CLEAR)
    left = rows_of(sqlite_url)
    (tombstone,) = [row for row in left["users"] if UUID(row[0]) == ada.id]
    left["users"].remove(tombstone)
    assert left == bobs
    later = "2026-11-22 10:30:15.123456"
    assert set(tombstone[1:]) == {later, "user", "UTC", "", None, 1, 0}
    async with store.reading() as work:
        assert await work.users.get(bob.id) == bob


async def test_a_reader_in_the_way_delays_the_sweep_until_the_next_write(
    sqlite_url, open_store, caplog
):
    """Reliability D2: the log is emptied as soon as nobody reads the past any more."""
    store = open_store(sqlite_url)
    ada = await live_through_everything(store, "ada")
    async with store._writers.connection() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute_fetchall("PRAGMA busy_timeout=50")
    async with store.reading() as reading:
        await reading.users.get(ada.id)
        async with store.writing() as work:
            await work.ledger.purge(ada.id, NOW)
        assert b"canary-ada" in bytes_of(sqlite_url)

    async with store.writing():
        pass

    assert b"canary-ada" not in bytes_of(sqlite_url)
    assert "still lie" in caplog.text


async def test_on_postgres_nothing_of_the_erased_user_is_left_in_any_row(postgres_url, open_store):
    """Reliability D1; the bytes follow with the next vacuum, and are sealed (M13)."""
    store = open_store(postgres_url)
    ada = await live_through_everything(store, "ada")
    await live_through_everything(store, "bob")

    async with store.writing() as work:
        await work.ledger.purge(ada.id, NOW)

    async with store._engine.connect() as connection:
        rows = {
            name: (await connection.execute(select(table))).all()
            for name, table in METADATA.tables.items()
        }
    rows["leases"] = []  # nobody's, and other tests leave some here
    text = repr(rows)
    assert "canary-ada" not in text
    assert "canary-bob" in text
    assert {name: len(found) for name, found in rows.items()} == {
        **dict.fromkeys(METADATA.tables, 1),
        **dict.fromkeys(NOBODYS | ACCOUNTS, 0),
        "users": 2,
        "revocations": 0,
    }
