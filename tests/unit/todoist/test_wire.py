"""A task is read exactly, or not at all (reliability I2)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.task import Due, Task
from core.todoist.wire import MAX_TEXT_BYTES, parse_task
from tests.unit.todoist.wire_tasks import JSON, SAMPLE, a_wire_due, a_wire_task

PROJECTS = {"6Jf8VQXxpwv56VQ7": "Groceries"}


def test_the_documented_sample_is_read_whole():
    task = parse_task(SAMPLE, PROJECTS)

    assert task == Task(
        id="6X7rM8997g3RQmvh",
        text="Buy Milk",
        priority=1,
        due=Due("2025-02-12", "tomorrow", "en", None, recurring=False),
        added_at=datetime(2025, 1, 15, 10, 30, 0, 123456, UTC),
        project="Groceries",
        labels=("Food", "Shopping"),
        duration_min=30,
    )


def test_a_task_needs_no_more_than_an_id_and_a_text():
    assert parse_task({"id": "1", "content": "x"}, {}) == Task("1", "x")


@pytest.mark.parametrize(
    "name", ["due", "duration", "added_at", "project_id", "section_id", "responsible_uid"]
)
def test_what_may_be_null_is_null(name):
    assert parse_task(a_wire_task(**{name: None}), PROJECTS) is not None


@pytest.mark.parametrize(
    "date",
    [
        "2026-11-22",
        "2026-11-22T12:00:00",
        "2026-11-22T12:00:00.000001",
        "2026-11-22T15:00:00Z",
        "2026-11-22T15:00:00.123456Z",
        "0002-01-01",
        "9998-12-31",
    ],
)
def test_each_form_of_a_due_date_is_kept_as_it_is(date):
    task = parse_task(a_wire_task(due=a_wire_due(date, timezone="Asia/Tokyo")), {})

    assert task.due.date == date
    assert task.due.timezone == "Asia/Tokyo"


@pytest.mark.parametrize(
    "date",
    [
        "",
        "tomorrow",
        "20261122",
        "2026-W47-7",
        "2026-13-01",
        "2026-02-30",
        "2026-11-22T25:00:00",
        "2026-11-22T12:00",
        "2026-11-22T12:00:00+02:00",
        "2026-11-22\n",
        "\u0662\u0660\u0662\u0666-11-22",
        "0001-01-01",
        "9999-12-31",
        20261122,
    ],
)
def test_a_due_date_that_no_calendar_can_bear_drops_the_task(date):
    assert parse_task(a_wire_task(due=a_wire_due(date)), {}) is None


def test_a_due_may_leave_out_its_words():
    due = {"date": "2026-11-22", "string": None, "lang": None}

    assert parse_task(a_wire_task(due=due), {}).due == Due("2026-11-22")


def test_a_recurring_due_is_known_as_one():
    due = a_wire_due("2026-11-22", string="every day", is_recurring=True)

    assert parse_task(a_wire_task(due=due), {}).recurring


@pytest.mark.parametrize("priority", [1, 2, 3, 4])
def test_a_priority_is_the_number_todoist_gives_and_4_is_the_most_urgent(priority):
    assert parse_task(a_wire_task(priority=priority), {}).priority == priority


@pytest.mark.parametrize(
    "changes",
    [
        {"priority": 0},
        {"priority": 5},
        {"priority": "4"},
        {"priority": True},
        {"priority": 10**400},
        {"id": ""},
        {"id": "x" * 65},
        {"id": "a b"},
        {"id": "a\n"},
        {"id": "a\0"},
        {"id": 7},
        {"id": None},
        {"id": "\ud800"},
        {"content": ""},
        {"content": None},
        {"content": ["x"]},
        {"content": "x\0y"},
        {"content": "x\ud800y"},
        {"content": "é" * (MAX_TEXT_BYTES // 2 + 1)},
        {"labels": None},
        {"labels": ["a\0"]},
        {"labels": ["\udfff"]},
        {"labels": ["x"] * 501},
        {"labels": [1]},
        {"added_at": "yesterday"},
        {"added_at": "0001-01-01T00:00:00Z"},
        {"duration": {"amount": -1, "unit": "minute"}},
        {"duration": {"amount": 1, "unit": "year"}},
        {"duration": {"amount": float("inf"), "unit": "minute"}},
        {"duration": []},
        {"due": "tomorrow"},
        {"due": {}},
        {"due": a_wire_due("2026-11-22", string="x\ud800")},
        {"due": a_wire_due("2026-11-22", timezone="x" * 65)},
    ],
    ids=lambda changes: ascii(changes)[:40],
)
def test_a_task_with_a_part_out_of_bounds_is_rejected_not_mended(changes):
    assert parse_task(a_wire_task(**changes), {}) is None


@pytest.mark.parametrize("raw", [None, 1, "x", [], {}, [SAMPLE], float("nan")])
def test_what_is_no_task_is_none(raw):
    assert parse_task(raw, {}) is None


@pytest.mark.parametrize(
    "text",
    [
        "**Call** [Anna](https://example.com) `now` ~~later~~",
        "* Errands",
        "\u202e\u05e9\u05dc\u05d5\u05dd\u200f \u200b\u200d zero-width",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "<script>alert(1)</script> {{ 7*7 }} =SUM(A1)",
        "  spaces stay  ",
        "a\r\nb\tc",
        "x" * MAX_TEXT_BYTES,
    ],
)
def test_a_text_is_returned_exactly(text):
    assert parse_task(a_wire_task(content=text), {}).text == text


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_is_returned_exactly_or_rejected(text):
    task = parse_task(a_wire_task(content=text), {})

    assert task is None or task.text == text
    assert (task is None) == (text == "" or "\0" in text or not _encodes(text))


@given(JSON)
def test_no_json_at_all_makes_the_reading_fail(raw):
    parse_task(raw, {})


@given(st.dictionaries(st.sampled_from(sorted(SAMPLE)), JSON))
def test_no_odd_part_makes_the_reading_fail(odd):
    task = parse_task(a_wire_task(**odd), PROJECTS)

    assert task is None or (task.text == a_wire_task(**odd)["content"] and 1 <= task.priority <= 4)


@given(JSON)
def test_no_odd_due_makes_the_reading_fail(odd):
    parse_task(a_wire_task(due=a_wire_due("2026-11-22", string=odd, timezone=odd)), {})
    parse_task(a_wire_task(due=a_wire_due(odd)), {})


def test_days_of_duration_become_minutes():
    task = parse_task(a_wire_task(duration={"amount": 2, "unit": "day"}), {})

    assert task.duration_min == 2880


def test_a_task_of_an_unknown_project_has_none():
    assert parse_task(SAMPLE, {}).project == ""


def test_a_task_assigned_to_somebody_else_is_kept():
    assert parse_task(a_wire_task(responsible_uid="999"), {}) is not None


def _encodes(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
