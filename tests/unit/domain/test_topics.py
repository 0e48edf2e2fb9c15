"""What spoke for a pick, in plain words: the line under a tip, and the reasons of its receipt."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.features import TIP
from core.domain.explanation import Explanation, Part
from core.domain.task import Due
from core.domain.topics import NAME_LETTERS, quoted
from core.domain.why import BEST, CHANCE, EVEN, TRY, reasons, sentence
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON

PARIS = ZoneInfo("Europe/Paris")


def because(*parts, **traits):
    """Return an explanation with these parts: (name, amount, lead), each value 1."""
    told = tuple(Part(name, 1.0, amount, lead) for name, amount, lead in parts)
    score, lead = sum(it.amount for it in told), sum(it.lead for it in told)
    return Explanation(score=score, runner_up=score - lead, parts=told, **traits)


DENTIST = a_task(
    text="Call the dentist",
    due=Due("2026-11-23"),
    priority=4,
    duration_min=10,
    added_at=datetime(2026, 5, 3, tzinfo=UTC),
    project="Home",
)
"""A task that says everything of itself."""


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ([("due_soon", 0.3, 0.1)], "Due tomorrow."),
        ([("due_soon", 0.3, 0.1), ("urgency", 0.2, 0.1)], "Due tomorrow and marked urgent."),
        ([("quick", 0.1, 0.1), ("minutes", 0.1, 0.1)], "Takes about 10\u00a0minutes."),
        ([("age", 0.2, 0.1)], "Waiting since May."),
        ([("described", 0.2, 0.1)], "Has a note with it."),
        ([("recurring", 0.2, 0.1)], "Comes round regularly."),
        ([("snoozed", 0.2, 0.1)], "You asked for it again."),
        ([("shown", 0.2, 0.1)], "You have seen it here before."),
        ([("recovery", 0.2, 0.1)], "Still fresh in your mind."),
        ([("project_2", 0.2, 0.1)], "\u201c\u2068Home\u2069\u201d seems to suit you."),
        (
            [("project_2", 0.1, 0.1), ("project_2_free", 0.2, 0.1)],
            "\u201c\u2068Home\u2069\u201d seems to suit you in your free time.",
        ),
        (
            [("quick", 0.1, 0.0), ("quick_evening", 0.2, 0.1)],
            "You seem to like quick ones in the evening.",
        ),
        (
            [("quick_evening", 0.3, 0.1), ("due_soon", 0.3, 0.0), ("urgency", 0.3, 0.0)],
            "Due tomorrow, marked urgent, and you seem to like quick ones in the evening.",
        ),
        (
            [("overdue_morning", 0.3, 0.1), ("urgency", 0.3, 0.0)],
            "Marked urgent, and you seem to like catching up in the morning.",
        ),
    ],
)
def test_the_line_says_what_weighed(parts, line):
    assert sentence(DENTIST, NOON, PARIS, because(*parts), learned=True) == line


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("quick_evening", "Takes about 10\u00a0minutes."),
        ("urgent_morning", "Marked urgent."),
        ("overdue_morning", "Due tomorrow."),
        ("project_2_free", "From \u201c\u2068Home\u2069\u201d."),
    ],
)
def test_nothing_is_said_of_a_person_before_an_answer_was_learned_from(part, line):
    assert sentence(DENTIST, NOON, PARIS, because((part, 0.2, 0.1))) == line


def test_a_task_not_seen_lately_says_so_when_that_decided():
    unseen = Explanation(runner_up=0.0, parts=(Part("recovery", 0.0, 0.0, 0.4),))

    assert sentence(DENTIST, NOON, PARIS, unseen) == "You have not seen it here lately."


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("minutes", -0.3, "A short one."),
        ("minutes", 0.3, "A longer one."),
        ("quick", 1.0, "A quick one."),
        ("long", 1.0, "A long one."),
    ],
)
def test_a_length_known_from_a_label_is_told_without_minutes(name, value, words):
    said = Explanation(parts=(Part(name, value, 0.3, 0.1),))

    assert sentence(a_task(), NOON, PARIS, said) == words


@pytest.mark.parametrize(
    ("priority", "line"),
    [(4, "Marked urgent."), (3, "Marked important."), (2, "Marked priority 3."), (1, f"{EVEN}.")],
)
def test_a_priority_is_told_as_todoist_calls_it(priority, line):
    task = a_task(priority=priority)

    assert sentence(task, NOON, PARIS, because(("urgency", 0.2, 0.0))) == line


def test_what_weighed_little_stands_on_the_receipt_and_not_in_the_line():
    said = because(("due_soon", 0.8, 0.0), ("urgency", 0.15, 0.0), ("described", 0.05, 0.0))

    assert sentence(DENTIST, NOON, PARIS, said) == "Due tomorrow."
    assert [(it.words, it.amount) for it in reasons(DENTIST, NOON, PARIS, said)] == [
        ("Due tomorrow", "most"),
        ("Marked urgent", "a little"),
        ("Has a note with it", "a little"),
    ]


def test_a_try_is_called_one():
    said = because(("due_soon", 0.3, -0.15), ("urgency", 0.3, 0.0), greedy=False)

    assert sentence(DENTIST, NOON, PARIS, said) == f"{TRY}: marked urgent and due tomorrow."


def test_a_try_that_nothing_spoke_for_says_no_more():
    said = because(("recovery", -0.3, -0.4), greedy=False)

    assert sentence(DENTIST, NOON, PARIS, said) == f"{TRY}."
    assert [(it.words, it.weight) for it in reasons(DENTIST, NOON, PARIS, said)] == [(TRY, 1.0)]


def test_the_best_of_what_is_there_claims_no_merit():
    said = because(("recovery", -0.3, 0.1))

    assert sentence(DENTIST, NOON, PARIS, said) == f"{BEST}."
    assert [(it.words, it.weight) for it in reasons(DENTIST, NOON, PARIS, said)] == [(BEST, 1.0)]


def test_equals_are_called_equals():
    said = because(("recovery", -0.3, 0.01))

    assert sentence(DENTIST, NOON, PARIS, said) == f"{EVEN}."
    assert [(it.words, it.weight) for it in reasons(DENTIST, NOON, PARIS, said)] == [(EVEN, 1.0)]


def test_a_pick_without_parts_is_chance_though_it_was_a_fallback():
    said = Explanation(greedy=False)

    assert sentence(a_task(), NOON, PARIS, said) == f"{CHANCE}."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Home", "Home"),
        ("  Two\nlines\tand **stars** ", "Two lines and stars"),
        ("\u202eevil\u2069 \u2066more", "evil more"),
        ("[Form](https://city.example)", "Form"),
        ("בית", "בית"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩🏽\u200d🚀 plans", "👩🏽\u200d🚀 plans"),
        ("\ud800\x00Home", "Home"),
        ("A" * 500, "A" * (NAME_LETTERS - 1) + "\u2026"),
    ],
)
def test_a_projects_name_cannot_break_the_line(name, shown):
    assert quoted(name) == f"\u201c\u2068{shown}\u2069\u201d"


@pytest.mark.parametrize("name", ["", "  ", "\u202e\u2069", "\x00", "\u200d\ufe0f"])
def test_a_name_that_shows_nothing_is_not_told(name):
    said = because(("project_1", 0.3, 0.1))

    assert quoted(name) == ""
    assert sentence(a_task(project=name), NOON, PARIS, said, learned=True) == f"{BEST}."


TASKS = st.builds(
    a_task,
    due=st.none() | st.sampled_from([Due("2026-11-20"), Due("2026-11-23T09:05:00")]),
    priority=st.integers(1, 4),
    added_at=st.none() | st.just(datetime(2024, 5, 3, tzinfo=UTC)),
    duration_min=st.none() | st.integers(1, 10_000),
    project=st.sampled_from(["", "Home", "Garden and balcony"]),
)
NUMBERS = st.floats(-2, 2, allow_nan=False)
EXPLANATIONS = st.builds(
    Explanation,
    score=NUMBERS,
    runner_up=st.none() | NUMBERS,
    greedy=st.booleans(),
    parts=st.lists(
        st.builds(Part, st.sampled_from([*TIP.names, "a_new_one"]), NUMBERS, NUMBERS, NUMBERS),
        max_size=30,
        unique_by=lambda part: part.name,
    ).map(tuple),
)
NEVER = re.compile(r"!|\b(overdue|should|forget|late|streak|score|nan|inf)\b", re.IGNORECASE)
"""What no line says of a task."""


@settings(deadline=None, max_examples=300)
@given(TASKS, EXPLANATIONS, st.booleans())
def test_whatever_weighed_the_line_is_one_calm_sentence(task, explanation, learned):
    line = sentence(task, NOON, PARIS, explanation, learned=learned)

    assert line.endswith(".")
    assert line.count(".") == 1
    assert line[0].isupper() or line[0] == "\u201c"
    assert not NEVER.search(line)
    assert "  " not in line


@settings(deadline=None, max_examples=300)
@given(TASKS, EXPLANATIONS, st.booleans())
def test_whatever_weighed_the_receipt_says_something_once(task, explanation, learned):
    said = reasons(task, NOON, PARIS, explanation, learned=learned)

    assert said
    assert len(said) <= 3 or not explanation.parts
    assert len({reason.words for reason in said}) == len(said)
    assert all(0 <= reason.weight <= 1 for reason in said)
    assert not any(NEVER.search(reason.words) for reason in said)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=600))
def test_any_projects_name_leaves_one_line_that_can_be_sent(name):
    said = because(("project_1", 0.3, 0.1))

    line = sentence(a_task(project=name), NOON, PARIS, said, learned=True)

    assert line.endswith(".")
    assert line.encode("utf-8")
    assert len(line.splitlines()) == 1
    assert len(line) < NAME_LETTERS + 40
