"""Ask the database itself whether it is whole, and the learners whether they learned the log."""

import sqlite3
from collections.abc import Iterator

import psycopg

from core.usecases.learned import taught
from core.wiring import Core
from tests.chaos.finding import LOST, Finding

INDEXES = """
SELECT c.relname, bt_index_check(c.oid, true) FROM pg_class c
JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.amname = 'btree' AND n.nspname = 'public' AND c.relkind = 'i'
"""
"""Every index against its table; raises at the first that is wrong."""
HEAPS = """
SELECT c.relname, v.msg FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
LATERAL verify_heapam(c.oid) v WHERE n.nspname = 'public' AND c.relkind = 'r'
"""
"""What is wrong in any table; nothing when all is well."""
BROKEN = "database is not whole"


def whole(database_url: str) -> tuple[Finding, ...]:
    """Return what the database says is wrong with itself."""
    if database_url.startswith("sqlite"):
        return tuple(_sqlite(database_url.removeprefix("sqlite:///")))
    return tuple(_postgres(database_url))


def _sqlite(path: str) -> Iterator[Finding]:
    connection = sqlite3.connect(path)
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding(LOST, BROKEN, said)
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(LOST, BROKEN, f"foreign key {row}")
    connection.close()


def _postgres(url: str) -> Iterator[Finding]:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        try:
            checked = connection.execute(INDEXES).fetchall()
        except psycopg.errors.IndexCorrupted as error:
            yield Finding(LOST, BROKEN, str(error))
        else:
            if not checked:
                yield Finding(LOST, BROKEN, "no index was checked")
        for table, said in connection.execute(HEAPS).fetchall():
            yield Finding(LOST, BROKEN, f"{table}: {said}")


async def learned(core: Core) -> tuple[Finding, ...]:
    """Return where what was learned is not, to the byte, what the log of rewards teaches."""
    wrong = []
    async with core.ports.store.reading() as work:
        for user in await work.ledger.living():
            standing = await work.rewards.standing(user)
            for name, kept in (await work.posteriors.of(user)).items():
                if taught(name, standing).dump() != kept.blob:
                    wrong.append(Finding(LOST, "posterior", f"{name} of {user}"))
    return tuple(wrong)
