"""A receipt is shown as it was stored: the reasons, how it was picked, and from what."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.command import CommandKind
from core.domain.conflict import Fate
from core.domain.receipt import Manner, Reason, Receipt
from core.domain.views import Kept, Trouble
from oo_app.shared.words import MANNERS
from oo_app.tip.views import Weight, percent, receipt, trouble
from tests.fakes.clock import NOON

PARIS = ZoneInfo("Europe/Paris")
RECEIPT = Receipt(
    text="Call the dentist",
    reasons=(Reason("Due tomorrow", 0.58), Reason("Marked urgent", 0.29)),
    shown_at=NOON.astimezone(PARIS),
    chance=0.41,
    manner=Manner.USUAL,
    lead="well ahead of the next",
    policy="bayes-v1",
    policy_version=214,
    number="7F3A-22C1",
    link="https://app.todoist.com/app/task/1",
)
"""The receipt of the mock-ups."""


def shown(**traits):
    return receipt(replace(RECEIPT, **traits), NOON, PARIS)


def test_reasons_keep_their_order_and_their_weights():
    assert shown().reasons == (
        Weight("Due tomorrow", "most", "58%"),
        Weight("Marked urgent", "some", "29%"),
    )


@pytest.mark.parametrize(
    ("manner", "lead", "row"),
    [
        (
            Manner.USUAL,
            "well ahead of the next",
            "41\u00a0%, a usual pick, well ahead of the next",
        ),
        (
            Manner.TRY,
            "a little behind the best known",
            "41\u00a0%, a try, a little behind the best known",
        ),
        (Manner.USUAL, "", "41\u00a0%, a usual pick"),
        (Manner.CHANCE, "", "41\u00a0%, by chance"),
    ],
)
def test_the_chance_says_how_it_was_picked(manner, lead, row):
    assert shown(manner=manner, lead=lead).chance == row


@pytest.mark.parametrize("kind", list(CommandKind))
@pytest.mark.parametrize("why", [Fate.GONE, Fate.MOVED, "gave_up", "FORBIDDEN"])
def test_an_answer_that_stayed_here_is_told_with_its_task(kind, why):
    """Reliability F3: the person is told."""
    said = trouble(Trouble(kept=Kept("Buy milk", kind, why)), NOON, PARIS)

    assert "Buy milk" in said
    assert "{" not in said


def test_a_long_task_is_quoted_by_its_beginning_and_on_one_line():
    text = "Read\n" + "a long book " * 50

    said = trouble(Trouble(kept=Kept(text, CommandKind.CLOSE, Fate.GONE)), NOON, PARIS)

    assert len(said) < 140
    assert "\n" not in said
    assert "…" in said


def test_an_outage_of_days_names_the_day():
    since = NOON - timedelta(days=1)

    assert "since yesterday" in trouble(Trouble(unsynced_since=since), NOON, PARIS)


def test_without_trouble_nothing_is_said():
    assert trouble(Trouble(), NOON, PARIS) == ""


def test_every_manner_has_its_words():
    assert set(MANNERS) == set(Manner)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1.0, "100\u00a0%"),
        (0.9975, "Over 99\u00a0%"),
        (0.994, "99\u00a0%"),
        (1 / 3, "33\u00a0%"),
        (0.0061, "1\u00a0%"),
        (0.0025, "Under 1\u00a0%"),
        (1e-9, "Under 1\u00a0%"),
    ],
)
def test_a_chance_is_never_told_as_certain_or_none_when_it_is_not(chance, words):
    assert percent(chance) == words


@pytest.mark.parametrize(
    ("traits", "read_from"),
    [
        ({}, "Todoist. Your answers."),
        ({"policy_version": 0}, "Todoist"),
        ({"manner": Manner.CHANCE}, "Todoist"),
    ],
)
def test_answers_are_named_once_they_were_learned_from(traits, read_from):
    assert shown(**traits).read_from == read_from


def test_a_receipt_names_its_policy_and_when_it_was_shown():
    it = receipt(RECEIPT, NOON + timedelta(hours=1), PARIS)

    assert it.picked_by == "bayes-v1, version 214"
    assert it.shown == "Today at\u00a013:00"
    assert it.number == "7F3A-22C1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "", "//evil.example", "ftp://x.example"])
def test_only_an_address_of_the_web_becomes_a_key(link):
    assert shown(link=link).link == ""
