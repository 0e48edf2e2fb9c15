"""The commands about people and the audit, on a real database, as a self-hoster types them."""

import asyncio
import csv
import io
import json
import secrets
import sqlite3

import pytest
from typer.testing import CliRunner

from core.domain.ids import new_id
from core.domain.user import Role
from core.settings import Settings, new_key_text
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.wiring import open_vault
from oo_app.cli import app
from tests.fakes.builders import an_identity
from tests.fakes.clock import FakeClock
from tests.fakes.providers import FakeIssuer, FakeTodoist
from tests.fakes.world import World, a_core

OWNER = "boss@mail.example"


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """Set what a process of its own would be started with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OO_DATABASE_URL", f"sqlite:///{tmp_path / 'oo.sqlite3'}")
    monkeypatch.setenv("OO_LEDGER_FILE", str(tmp_path / "erasures.jsonl"))
    monkeypatch.setenv("OO_TOKEN_KEYS", new_key_text("k1"))
    monkeypatch.setenv("OO_PEPPER", secrets.token_urlsafe(32))
    return Settings()


@pytest.fixture
def oo(environment):
    """Return what runs a command and gives back how it ended and what it said."""

    def run(*words):
        return CliRunner().invoke(app, words, catch_exceptions=False)

    run("db", "upgrade")
    return run


async def _signed_in(settings, *identities):
    store = SqlStore(open_engine(settings.database), open_vault(settings))
    clock = FakeClock()
    providers = {"google": FakeIssuer("google")}
    core = a_core(store, clock, FakeTodoist(clock), providers, admin_seed_email=OWNER)
    world = World(core, clock, store, core.ports.sources, providers)
    ids = [await world.a_person(it) for it in identities]
    await store.close()
    return ids


@pytest.fixture
def people(environment, oo):
    """Return an owner, two people with the same address, one whose address nobody verified."""
    twice = {"email": "ada@mail.example"}
    return asyncio.run(
        _signed_in(
            environment,
            an_identity("boss", email=OWNER),
            an_identity("ada", **twice),
            an_identity("ada", issuer="https://apple.example", **twice),
            an_identity("eve", email="eve@mail.example", email_verified=False),
            an_identity("bob"),
        )
    )


def role_of(environment, user_id):
    path = environment.database.removeprefix("sqlite+aiosqlite:///")
    with sqlite3.connect(path) as database:
        asked = "SELECT role FROM users WHERE id = ?"
        found = database.execute(asked, (user_id.hex,)).fetchone()
    database.close()
    return found[0]


def test_a_role_is_given_by_address_and_listed_without_it(oo, environment, people):
    done = oo("users", "role", "Bob@Mail.Example", "operator", "--reason", "on call")

    listed = oo("users", "list")
    assert done.exit_code == 0
    assert role_of(environment, people[4]) == Role.OPERATOR
    assert str(people[4]) in listed.output
    assert "2 people" in listed.output
    assert "mail.example" not in listed.output


def test_a_self_hoster_gets_back_in(oo, environment, people):
    """Two commands: make yourself owner, take the role from whoever had it."""
    assert oo("users", "role", str(people[4]), "owner").exit_code == 0
    assert oo("users", "role", OWNER, "user").exit_code == 0

    assert [role_of(environment, people[at]) for at in (0, 4)] == [Role.USER, Role.OWNER]


REFUSED = {
    "an address that two sign in with": ("ada@mail.example", "Several people"),
    "an address that nobody verified": ("eve@mail.example", "Nobody has signed in"),
    "an address of nobody": ("zoe@mail.example", "Nobody has signed in"),
    "no address": ("", "Nobody has signed in"),
    "an id of nobody": (str(new_id()), "no such user"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_who_is_not_known_gets_no_role(oo, people, what):
    who, words = REFUSED[what]

    refused = oo("users", "role", who, "viewer")

    assert refused.exit_code == 1
    assert words in refused.output


def test_the_last_owner_stays(oo, environment, people):
    refused = oo("users", "role", OWNER, "viewer")

    assert refused.exit_code == 1
    assert "only owner" in refused.output
    assert role_of(environment, people[0]) == Role.OWNER


def test_the_audit_is_listed_and_handed_out(oo, people):
    oo("users", "role", "bob@mail.example", "analyst", "--reason", "=cmd")

    listed = oo("audit", "list", "--who", "system").output
    as_json = json.loads(oo("audit", "export").stdout)
    as_csv = list(csv.DictReader(io.StringIO(oo("audit", "export", "--format", "csv").stdout)))

    assert "changed a role" in listed
    assert "became the first owner" in listed
    assert [it["action"] for it in as_json] == ["changed a role", "became the first owner"]
    assert as_csv[0]["action"] == "exported"
    assert as_csv[1]["reason"] == "'=cmd"


def test_a_whole_chain_is_proved_and_a_broken_one_is_not(oo, environment, people):
    assert oo("audit", "verify").exit_code == 0
    with sqlite3.connect(environment.database.removeprefix("sqlite+aiosqlite:///")) as database:
        database.execute("DROP TRIGGER admin_actions_stay_undeleted")
        database.execute("DELETE FROM admin_actions")
    database.close()

    found = oo("audit", "verify")

    assert found.exit_code == 1
    assert "row 1: cut" in found.output
