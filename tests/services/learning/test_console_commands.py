"""Counting anew and handing out closed days, on a real database, as an operator types it."""

import asyncio
import secrets

import pytest
from typer.testing import CliRunner

from core.domain.rollup import Grain
from core.domain.rollup_query import SumsWanted
from core.settings import Settings, new_key_text
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.wiring import open_vault
from oo_app.cli import app
from tests.services.storage.things import signed_up, tipped


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Set what a process of its own would be started with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OO_DATABASE_URL", f"sqlite:///{tmp_path / 'oo.sqlite3'}")
    monkeypatch.setenv("OO_LEDGER_FILE", str(tmp_path / "erasures.jsonl"))
    monkeypatch.setenv("OO_TOKEN_KEYS", new_key_text("k1"))
    monkeypatch.setenv("OO_PEPPER", secrets.token_urlsafe(32))
    return Settings()


def oo(*words):
    return CliRunner().invoke(app, words, catch_exceptions=False)


def on_store(settings, act):
    """Do something with the database that the commands use."""

    async def acted():
        store = SqlStore(open_engine(settings.database), open_vault(settings))
        try:
            return await act(store)
        finally:
            await store.close()

    return asyncio.run(acted())


async def all_tips(store):
    async with store.reading() as work:
        rows = await work.rollups.sums(SumsWanted(Grain.DAY, 0, 10**9))
    return sum(row.sums.tips for row in rows)


def test_an_operator_counts_anew(settings):
    oo("db", "upgrade")

    async def one_tip(store):
        await tipped(store, await signed_up(store))

    on_store(settings, one_tip)
    assert on_store(settings, all_tips) == 0

    said = [oo("console", "rebuild") for _ in range(2)]

    assert [(it.exit_code, it.output) for it in said] == [(0, "1 tips are counted.\n")] * 2
    assert on_store(settings, all_tips) == 1


def test_an_empty_copy_has_nothing_to_count(settings):
    oo("db", "upgrade")

    assert oo("console", "rebuild").output == "0 tips are counted.\n"


def test_closed_days_become_files_that_can_be_asked(settings, tmp_path):
    oo("db", "upgrade")

    async def one_tip(store):
        await tipped(store, await signed_up(store))

    on_store(settings, one_tip)
    oo("console", "rebuild")
    folder = str(tmp_path / "days")

    said = [oo("console", "export", "--to", folder).output for _ in range(2)]
    asked = oo(
        "console", "query", "SELECT count(*) AS n, min(policy) AS p FROM tips", "--dir", folder
    )

    assert said == [
        "1 days written, 0 as they were, 0 dropped.\n",
        "0 days written, 1 as they were, 0 dropped.\n",
    ]
    assert asked.output == "n\tp\n1\trandom\n"
    refused = oo("console", "query", "SELECT * FROM nothing", "--dir", folder)
    assert (refused.exit_code, "DuckDB" in refused.output) == (1, True)
