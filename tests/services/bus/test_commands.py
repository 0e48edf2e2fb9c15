"""The commands about events, on a real database, as an operator types them."""

import asyncio
import json
import secrets

import pytest
from typer.testing import CliRunner

from core.domain.events import TaskReopened
from core.domain.ids import TaskId, new_id
from core.domain.integration import Provider
from core.domain.letter import Letter
from core.settings import Settings, new_key_text
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.wiring import open_vault
from oo_app.cli import app
from tests.services.storage.things import NOW, signed_up


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Set what a process of its own would be started with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OO_DATABASE_URL", f"sqlite:///{tmp_path / 'oo.sqlite3'}")
    monkeypatch.setenv("OO_LEDGER_FILE", str(tmp_path / "erasures.jsonl"))
    monkeypatch.setenv("OO_TOKEN_KEYS", new_key_text("k1"))
    monkeypatch.setenv("OO_PEPPER", secrets.token_urlsafe(32))
    return Settings()


@pytest.fixture
def oo(settings):
    def run(*words):
        return CliRunner().invoke(app, words, catch_exceptions=False)

    run("db", "upgrade")
    return run


@pytest.fixture
def dead(settings, oo):
    """Return an event that is dead at the consumer of rewards, and waits in the outbox as well."""

    async def write():
        store = SqlStore(open_engine(settings.database), open_vault(settings))
        user = await signed_up(store)
        event = TaskReopened(NOW, user.id, Provider.TODOIST, TaskId("1"), None)
        async with store.writing() as work:
            await work.letters.save(Letter("learn", event, 5, "ValueError", NOW, NOW))
            await work.outbox.tell(event)
        await store.close()
        return event

    return asyncio.run(write())


def test_dead_events_are_listed(oo, dead):
    said = oo("events", "dead")

    words = said.stdout.split()
    assert words[:5] == ["learn", "signals.task.reopened", str(dead.id), "5", "ValueError"]


def test_a_replayed_event_is_dead_no_more(oo, dead):
    """Reliability E3: replay by one command."""
    said = oo("events", "replay", str(dead.id))

    assert (said.exit_code, said.stdout) == (0, "Done; their letters are dropped.\n")
    assert oo("events", "dead").stdout == ""


def test_all_are_replayed_by_one_command(oo, dead):
    assert oo("events", "replay", "--all").exit_code == 0
    assert oo("events", "dead").stdout == ""


def test_what_is_not_dead_is_not_replayed(oo, dead):
    said = oo("events", "replay", str(new_id()))

    assert said.exit_code == 1
    assert "no event of that id is dead" in said.stderr


def test_one_or_all_must_be_named(oo):
    assert oo("events", "replay").exit_code == 1
    assert oo("events", "replay", str(new_id()), "--all").exit_code == 1


def test_the_lag_is_told_to_people_and_to_machines(oo, dead):
    """Reliability O2."""
    told = json.loads(oo("events", "lag", "--json").stdout)

    assert (told["depth"], told["dead"], told["leases"]) == (1, 1, [])
    assert told["age_s"] >= 0
    assert "1 events wait" in oo("events", "lag").stdout


def test_what_was_sent_is_sent_again(oo, dead):
    """Reliability E5: nothing was sent yet, so nothing is."""
    assert oo("events", "resend").stdout == "0 events wait to be carried again.\n"
