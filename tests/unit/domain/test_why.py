"""Why a tip was picked, in plain words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.task import Due
from core.domain.why import CHANCE, due_words, facts, reasons, sentence, waiting_words
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON

PARIS = ZoneInfo("Europe/Paris")
KIRITIMATI = ZoneInfo("Pacific/Kiritimati")
HONOLULU = ZoneInfo("Pacific/Honolulu")
DAYS = st.dates(datetime(2020, 1, 1).date(), datetime(2032, 1, 1).date())  # noqa: DTZ001 — days have no zone
DUES = st.one_of(
    DAYS.map(lambda day: Due(day.isoformat())),
    DAYS.map(lambda day: Due(f"{day.isoformat()}T09:05:00")),
    DAYS.map(lambda day: Due(f"{day.isoformat()}T23:30:00Z")),
)
TASKS = st.builds(
    a_task,
    due=st.none() | DUES,
    priority=st.integers(1, 4),
    added_at=st.none() | st.just(NOON - timedelta(days=90)),
    duration_min=st.none() | st.integers(1, 10_000),
)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-11-22", "Due today"),
        ("2026-11-23", "Due tomorrow"),
        ("2026-11-21", "Due yesterday"),
        ("2026-11-24", "Due Tuesday"),
        ("2026-11-28", "Due Saturday"),
        ("2026-11-29", "Due on 29\u00a0November"),
        ("2026-11-20", "Due last Friday"),
        ("2026-11-15", "Due on 15\u00a0November"),
        ("2026-11-22T16:30:00", "Due today at 16:30"),
        ("2026-11-22T09:05:00", "Due today at 9:05"),
        ("2026-11-22T15:00:00Z", "Due today at 16:00"),
        ("2026-11-22T23:30:00Z", "Due tomorrow at 0:30"),
    ],
)
def test_a_due_is_told_as_a_person_would(date, words):
    assert due_words(Due(date), NOON, PARIS) == words


def test_a_fixed_due_is_told_in_the_users_zone():
    due = Due("2026-11-22T12:00:00Z")

    assert due_words(due, NOON, KIRITIMATI) == "Due today at 2:00"
    assert due_words(due, NOON, HONOLULU) == "Due today at 2:00"


def test_a_day_is_seen_from_the_users_own_day():
    due = Due("2026-11-23")

    assert due_words(due, NOON, KIRITIMATI) == "Due today"
    assert due_words(due, NOON, HONOLULU) == "Due tomorrow"


@settings(deadline=None, max_examples=40)
@given(TASKS, st.sampled_from([PARIS, KIRITIMATI, HONOLULU]))
def test_no_line_ever_scolds(task, zone):
    assert "overdue" not in sentence(task, NOON, zone).lower()


@settings(deadline=None, max_examples=40)
@given(TASKS)
def test_the_line_is_one_sentence_with_one_capital_start(task):
    line = sentence(task, NOON, PARIS)

    assert line[0].isupper()
    assert line.endswith(".")
    assert line.count(".") == 1
    assert "  " not in line
    assert "\n" not in line


@settings(deadline=None, max_examples=40)
@given(TASKS)
def test_at_most_three_facts_are_told(task):
    assert len(facts(task, NOON, PARIS)) <= 3


def test_without_any_fact_chance_is_all_there_is_to_say():
    assert sentence(a_task(), NOON, PARIS) == f"{CHANCE}."


def test_one_fact_needs_no_comma():
    task = a_task(due=Due("2026-11-22"))

    assert sentence(task, NOON, PARIS) == "Due today and picked by chance."


def test_two_facts_are_joined_with_commas():
    task = a_task(due=Due("2026-11-22"), priority=4)

    assert sentence(task, NOON, PARIS) == "Due today, marked urgent, and picked by chance."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "Takes about 1\u00a0minute"),
        (2, "Takes about 2\u00a0minutes"),
        (90, "Takes about 90\u00a0minutes"),
        (1440, "Takes about 1\u00a0day"),
        (2880, "Takes about 2\u00a0days"),
    ],
)
def test_a_duration_is_told_in_the_right_number(minutes, words):
    assert facts(a_task(duration_min=minutes), NOON, PARIS) == [words]


def test_a_task_that_waits_long_says_since_when():
    waiting = a_task(added_at=datetime(2026, 8, 3, tzinfo=UTC))

    assert facts(waiting, NOON, PARIS) == ["Waiting since August"]


def test_a_task_with_a_due_does_not_also_say_how_long_it_waits():
    task = a_task(added_at=datetime(2026, 8, 3, tzinfo=UTC), due=Due("2026-11-22"))

    assert facts(task, NOON, PARIS) == ["Due today"]


def test_the_receipt_says_that_facts_were_not_weighed():
    said = reasons(a_task(priority=3), NOON, PARIS)

    assert [(reason.words, reason.amount) for reason in said] == [
        (CHANCE, "most"),
        ("Marked important", "not weighed yet"),
    ]


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("2026-11-22T06:00", "Added today"),
        ("2026-11-22T14:00", "Added today"),
        ("2026-11-21T22:00", "Added yesterday"),
        ("2026-11-20T12:00", "Waiting since Friday"),
        ("2026-11-03T12:00", "Waiting since 3\u00a0November"),
        ("2026-05-03T12:00", "Waiting since May"),
        ("2025-05-03T12:00", "Waiting since May 2025"),
    ],
)
def test_a_wait_is_told_no_more_exactly_than_anybody_remembers(added, words):
    assert waiting_words(datetime.fromisoformat(added + "Z"), NOON, PARIS) == words
