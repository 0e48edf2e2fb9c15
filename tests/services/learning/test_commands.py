"""The commands about policies, on a real database, as an operator types them."""

import asyncio
import json
import secrets

import pytest
from typer.testing import CliRunner

from core.domain.ids import TipId
from core.domain.reaction import ReactionKind
from core.settings import Settings, new_key_text
from core.storage.engine import open_engine
from core.storage.store import SqlStore
from core.wiring import open_vault
from oo_app.cli import app
from tests.fakes.builders import tasks
from tests.fakes.clock import FakeClock
from tests.fakes.providers import FakeIssuer, FakeTodoist
from tests.fakes.world import World, a_core


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


async def _live(settings, answers):
    store = SqlStore(open_engine(settings.database), open_vault(settings))
    clock = FakeClock()
    todoist = FakeTodoist(clock, *tasks(6))
    core = a_core(store, clock, todoist, {"google": FakeIssuer("google")}, policy="bayes-v1")
    world = World(core, clock, store, todoist, core.ports.providers)
    user_id = await world.a_reader()
    tips = []
    for turn in range(answers):
        shown, _ = await world.answer(user_id, (ReactionKind.DONE, ReactionKind.DISMISS)[turn % 2])
        tips.append(shown.tip_id)
        await core.relay_events()
        clock.advance(minutes=5)
    clock.advance(hours=25)
    await core.close_windows()
    await store.close()
    return user_id, tips


@pytest.fixture
def lived(environment, oo):
    """Return a user and the tips they answered."""
    return asyncio.run(_live(environment, 4))


def test_the_list_says_who_serves_and_who_stands_beside(oo):
    said = oo("policies", "list")

    assert said.exit_code == 0
    rows = dict(line.split() for line in said.stdout.splitlines() if len(line.split()) == 2)
    assert rows == {"bayes-v1": "serves", "egreedy-v1": "beside"}


def test_all_picks_replay(oo, lived):
    said = oo("replay", "--all")

    assert (said.exit_code, said.stdout) == (0, "4 of 4 picks came out the same.\n")


def test_one_pick_replays_for_a_machine(oo, lived):
    _, tips = lived

    said = oo("replay", str(tips[0]), "--json")

    assert json.loads(said.stdout) == {"picks": 1, "same": 1, "differing": []}


@pytest.mark.parametrize("words", [(), ("01a20d64-c847-74ba-bace-4ac57653c3cc", "--all")])
def test_replay_wants_one_tip_or_all(oo, words):
    said = oo("replay", *words)

    assert said.exit_code == 1
    assert "--all" in said.stderr


@pytest.mark.parametrize("command", ["replay", "explain"])
def test_a_tip_that_never_was_is_refused_in_words(oo, command):
    said = oo(command, "01a20d64-c847-74ba-bace-4ac57653c3cc")

    assert said.exit_code == 1
    assert "no such tip" in said.stderr


def test_a_tip_is_explained_in_numbers(oo, lived):
    _, tips = lived

    said = oo("explain", str(TipId(tips[-1])))

    assert said.exit_code == 0
    assert "picked with" in said.stdout


def test_the_log_goes_to_vowpal_wabbit(oo, lived):
    said = oo("log", "export", "--format", "vw-dsjson")

    lines = [json.loads(line) for line in said.stdout.splitlines()]
    assert [line["EventId"] for line in lines] == [str(tip) for tip in lived[1]]
    assert all(abs(sum(line["p"]) - 1) <= 1e-9 for line in lines)


def test_the_log_goes_to_the_open_bandit_pipeline_in_a_file(oo, lived, tmp_path):
    out = tmp_path / "log.json"

    said = oo("log", "export", "--format", "obp", "--out", str(out))

    told = json.loads(out.read_text())
    assert said.exit_code == 0
    assert (told["n_rounds"], len(told["reward"]), len(told["pscore"])) == (4, 4, 4)


def test_an_empty_log_is_refused_in_words_where_it_cannot_be_written(oo):
    said = oo("log", "export", "--format", "obp")

    assert said.exit_code == 1
    assert "settled picks" in said.stderr


def test_an_experiment_begins_and_ends(oo):
    begun = oo("policies", "begin", "autumn", "--share", "bayes-v1=0.5", "--share", "random=0.25")
    ended = oo("policies", "end", "autumn")
    listed = oo("policies", "list")

    assert begun.stdout == "autumn runs: bayes-v1 for 50%, random for 25%.\n"
    assert ended.stdout == "autumn has ended.\n"
    assert "experiment autumn: bayes-v1 50%, random 25%" in listed.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("begin", "x", "--share", "bayes-v9=1"), "no such policy"),
        (("begin", "x", "--share", "bayes-v1=2"), "at most 1"),
        (("begin", "x", "--share", "bayes-v1"), "bayes-v1=0.5"),
        (("end", "x"), "no experiment of that name"),
        (("rebuild", "random"), "does not learn"),
        (("use", "01a20d64-c847-74ba-bace-4ac57653c3cc", "random"), "no such user"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(oo, words, why):
    said = oo("policies", *words)

    assert said.exit_code == 1
    assert why in said.stderr


def test_a_user_gets_a_policy_of_their_own_and_all_learn_anew(oo, lived):
    user_id, _ = lived

    used = oo("policies", "use", str(user_id), "linucb-v1")
    rebuilt = oo("policies", "rebuild", "linucb-v1")

    assert "is served by linucb-v1" in used.stdout
    assert rebuilt.stdout == "linucb-v1 has learned anew about 1 users.\n"


def test_without_keys_the_commands_say_how_to_make_some(oo, monkeypatch):
    monkeypatch.setenv("OO_TOKEN_KEYS", "")

    said = oo("policies", "list")

    assert said.exit_code == 1
    assert "oo keys new" in said.stderr
