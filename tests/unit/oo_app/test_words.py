"""The pages keep their voice: calm, honest, and in one place."""

import re
from dataclasses import fields, is_dataclass
from enum import Enum, StrEnum

import pytest

from core.domain.erasure import RevocationState
from core.domain.integration import IntegrationState
from core.domain.reaction import DismissReason, ReactionKind
from core.domain.snooze import Snooze
from core.errors import Emptiness, Refusal
from oo_app.legal import texts
from oo_app.shared import labels, words

NEVER = re.compile(
    r"!|\b(overdue|streak|score|badge|you should|don.t forget|hurry|missed|lazy|oops|sorry|"
    r"please|awesome|great job|we miss you|error|failed|invalid|token expired|exception)\b",
    re.IGNORECASE,
)
"""What a person is never told, or never in this tone."""


def strings(value):
    """Return every text inside a value of words."""
    if isinstance(value, str):
        return [str(value)]
    if isinstance(value, type) and issubclass(value, StrEnum):
        return [member.value for member in value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, tuple):
        return [text for item in value for text in strings(item)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for field in fields(value) for text in strings(getattr(value, field.name))]
    return []


def said(module):
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return [
        text
        for value in own.values()
        if not isinstance(value, type) or issubclass(value, Enum)
        for text in strings(value)
    ]


@pytest.mark.parametrize("module", [words, labels, texts], ids=["words", "labels", "legal"])
def test_nothing_forbidden_is_ever_said(module):
    found = [text for text in said(module) if NEVER.search(text)]

    assert len(said(module)) > 30
    assert found == []


@pytest.mark.parametrize("text", ["3 overdue tasks", "Well done!", "Don't forget", "Oops"])
def test_the_list_of_forbidden_words_bites(text):
    assert NEVER.search(text)


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (words.REFUSED, Refusal),
        (words.EMPTY, Emptiness),
        (words.ANSWERED, ReactionKind),
        (words.SNOOZES, Snooze),
        (words.REASONS, DismissReason),
        (words.CONNECTED, IntegrationState),
        (words.REVOKED, RevocationState),
    ],
)
def test_every_case_has_its_own_words(table, members):
    texts_of = [str(strings(table[member])) for member in members]

    assert len(set(texts_of)) == len(list(members))


def test_a_deletion_promises_no_more_than_it_does():
    promised = dict(words.DELETE_FACTS)["No way back"]

    assert "unreadable" not in promised
    assert "30 days" in promised
