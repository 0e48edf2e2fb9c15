"""Give tests a store in each of its homes: memory, a SQLite file, a PostgreSQL database."""

import os
import shutil
from pathlib import Path

import psycopg
import pytest

from core.memory.store import MemoryStore
from core.storage import migrate
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from tests.fakes.vault import FakeVault
from tests.services.storage.places import SERVER

KEPT = (
    *("users", "attempts", "revocations", "erasures", "priors", "experiments", "sim_runs"),
    *("rollup_slots", "rollup_targets", "rollup_bins", "rollup_actives", "rollup_state"),
    *("deployments", "change_requests", "annotations"),
)
UNGUARDED = """
SET session_replication_role = replica; DELETE FROM admin_actions; SET session_replication_role = DEFAULT;
"""
"""Triggers keep every other statement from deleting these."""
EMPTY = UNGUARDED + ";".join(f"DELETE FROM {table}" for table in KEPT)  # noqa: S608 - our own table names


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "oo.db"
    migrate.upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server():
    try:
        server = psycopg.connect(f"{SERVER} dbname=postgres", autocommit=True)
    except psycopg.OperationalError as error:
        if os.getenv("CI"):
            raise
        pytest.skip(f"PostgreSQL is not reachable on 127.0.0.1:5432: {error}")
    with server:
        yield server


@pytest.fixture(scope="session")
def postgres_database(postgres_server):
    name = f"oo_test_storage_{os.getpid()}"
    postgres_server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    postgres_server.execute(f"CREATE DATABASE {name}")
    migrate.upgrade(f"postgresql+psycopg://root@127.0.0.1:5432/{name}")
    yield name
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path):
    path: Path = tmp_path / "oo.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_database):
    with psycopg.connect(f"{SERVER} dbname={postgres_database}", autocommit=True) as connection:
        connection.execute(EMPTY)
    return f"postgresql+psycopg://root@127.0.0.1:5432/{postgres_database}"


@pytest.fixture(params=["sqlite", "postgres"])
def sql_url(request):
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def empty_postgres_url(postgres_server, postgres_database):
    name = f"{postgres_database}_empty"
    postgres_server.execute(f"CREATE DATABASE {name}")
    yield f"postgresql+psycopg://root@127.0.0.1:5432/{name}"
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def home(request):
    return (
        request.param
        if request.param == "memory"
        else request.getfixturevalue(f"{request.param}_url")
    )


@pytest.fixture
def vault():
    return FakeVault()


@pytest.fixture
async def open_store(vault):
    opened = []

    def open_one(url):
        opened.append(SqlStore(open_engine(url), vault))
        return opened[-1]

    yield open_one
    for store in opened:
        await store.close()


@pytest.fixture
def store(home, open_store):
    return MemoryStore() if home == "memory" else open_store(home)


@pytest.fixture
def sql_store(sql_url, open_store):
    return open_store(sql_url)


@pytest.fixture
def sqlite_store(sqlite_url, open_store):
    return open_store(sqlite_url)
