"""The commands that steer, on a real database, as an operator types them."""

import secrets

import pytest
from typer.testing import CliRunner

from core.settings import new_key_text
from oo_app.cli import app

WHY = ("--reason", "the figures say so")
DESPITE = ("--despite", "a small copy, nothing to judge by")


@pytest.fixture
def oo(tmp_path, monkeypatch):
    """Return what runs a command and gives back how it ended and what it said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OO_DATABASE_URL", f"sqlite:///{tmp_path / 'oo.sqlite3'}")
    monkeypatch.setenv("OO_LEDGER_FILE", str(tmp_path / "erasures.jsonl"))
    monkeypatch.setenv("OO_TOKEN_KEYS", new_key_text("k1"))
    monkeypatch.setenv("OO_PEPPER", secrets.token_urlsafe(32))

    def run(*words):
        return CliRunner().invoke(app, ["policies", *words], catch_exceptions=False)

    return run


def test_before_anything_was_steered_the_settings_are_live(oo):
    said = oo("live")

    assert said.stdout == "bayes-v1 serves; beside it: egreedy-v1\n"


def test_a_policy_that_learns_is_promoted_with_a_reason_for_what_is_not_known(oo):
    refused = oo("promote", "linucb-v1", *WHY)
    promoted = oo("promote", "linucb-v1", *WHY, *DESPITE)

    assert (refused.exit_code, promoted.exit_code) == (1, 0)
    assert "--despite" in refused.stderr
    assert "unknown  lead: no off-policy figure" in promoted.stdout
    assert "linucb-v1 serves since" in promoted.stdout
    rows = dict(it.split() for it in oo("list").stdout.splitlines() if len(it.split()) == 2)
    assert rows == {"linucb-v1": "serves", "egreedy-v1": "beside"}


def test_a_roll_back_goes_back_and_then_no_further(oo):
    oo("promote", "rule-v1", *WHY)

    back, again = oo("roll-back", *WHY), oo("roll-back", *WHY)

    assert back.stdout.startswith("bayes-v1 serves since")
    assert (again.exit_code, "none to go back to" in again.stderr) == (1, True)


def test_who_was_live_can_be_asked_of_any_time(oo):
    oo("promote", "rule-v1", *WHY)

    then, now = oo("live", "--at", "2020-01-01"), oo("live")

    assert then.exit_code == 1
    assert "Nothing had been deployed yet" in then.stderr
    assert now.stdout.startswith("rule-v1 serves since")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("promote", "bayes-v9", *WHY), "no such policy"),
        (("promote", "bayes-v1", *WHY), "nothing would change"),
        (("promote", "rule-v1", "--reason", "no"), "five letters"),
        (("begin", "autumn", "--share", "rule-v1=0.5", "--holdback", "0.1"), "rule-v1"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(oo, words, why):
    said = oo(*words)

    assert (said.exit_code, why in said.stderr) == (1, True)


def test_an_experiment_begins_with_a_holdback_and_ends(oo):
    begun = oo("begin", "autumn", "--share", "bayes-v1=0.9", "--holdback", "0.1")
    live = oo("live").stdout
    ended = oo("end", "autumn")

    assert begun.stdout == "autumn runs: rule-v1 for 10%, bayes-v1 for 90%.\n"
    assert "experiment autumn: rule-v1 10%, bayes-v1 90%" in live
    assert ended.stdout == "autumn has ended.\n"
    assert "autumn" not in oo("live").stdout
