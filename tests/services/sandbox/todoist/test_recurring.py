"""Recurring tasks move on and are never checked."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from oo_app.sandbox.todoist.dues import LocalDay, advanced, due_from_string
from oo_app.sandbox.todoist.rules import NotARule, parse_rule

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("rule", "due", "following"),
    [
        ("every day", "2026-11-22", "2026-11-23"),
        ("every day", "2026-11-10", "2026-11-23"),
        ("every day", "2026-11-30", "2026-12-01"),
        ("daily", "2026-11-22", "2026-11-23"),
        ("毎日", "2026-11-22", "2026-11-23"),
        ("every 3 days", "2026-11-20", "2026-11-23"),
        ("every other day", "2026-11-22", "2026-11-24"),
        ("every! 3 days", "2026-11-10", "2026-11-25"),
        ("every week", "2026-11-12", "2026-11-26"),
        ("every 2 weeks", "2026-11-22", "2026-12-06"),
        ("every monday", "2026-11-16", "2026-11-23"),
        ("every mon, wed and fri", "2026-11-23", "2026-11-25"),
        ("every workday", "2026-11-20", "2026-11-23"),
        ("every weekend", "2026-11-22", "2026-11-28"),
        ("every month", "2026-10-31", "2026-11-30"),
        ("every 3 months", "2026-11-22", "2027-02-22"),
        ("every 15th", "2026-11-15", "2026-12-15"),
        ("every 31st", "2027-01-31", "2027-02-28"),
        ("every last day", "2026-11-30", "2026-12-31"),
        ("every year", "2024-02-29", "2027-02-28"),
        ("every day starting monday", "2026-11-20", "2026-11-20"),
    ],
)
def test_the_next_day_follows_the_rule_and_is_never_past(rule, due, following):
    assert parse_rule(rule).after(date.fromisoformat(due), SUNDAY) == date.fromisoformat(following)


@pytest.mark.parametrize(
    "text", ["tomorrow", "every", "every blue moon", "every 0 days", "every 40th"]
)
def test_other_texts_are_no_rules(text):
    with pytest.raises(NotARule):
        parse_rule(text)


def test_a_fixed_time_keeps_its_wall_time_over_the_change_of_clocks():
    london = ZoneInfo("Europe/London")
    here = LocalDay(datetime(2026, 10, 24, 12, 0, tzinfo=UTC), london)
    due = due_from_string("every day at 9am", "en", here)
    fixed = due | {"date": "2026-10-24T08:00:00Z", "timezone": "Europe/London"}

    following = advanced(fixed, here)

    assert following["date"] == "2026-10-25T09:00:00Z"


def test_today_is_the_persons_own_day():
    here = LocalDay(datetime(2026, 11, 22, 16, 0, tzinfo=UTC), ZoneInfo("Asia/Tokyo"))

    assert due_from_string("today", "en", here)["date"] == "2026-11-23"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("today", "2026-11-22"),
        ("tomorrow at 9am", "2026-11-23T09:00:00"),
        ("monday 18:30", "2026-11-23T18:30:00"),
        ("sunday", "2026-11-29"),
        ("next week", "2026-11-23"),
        ("in 3 days", "2026-11-25"),
        ("2026-12-24", "2026-12-24"),
        ("12:30 pm", "2026-11-22T12:30:00"),
        ("every day at 07:30", "2026-11-23T07:30:00"),
        ("every day at 12am", "2026-11-23T00:00:00"),
        ("every friday at 5 pm", "2026-11-27T17:00:00"),
    ],
)
def test_words_become_a_date(text, when):
    here = LocalDay(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), ZoneInfo("UTC"))

    assert due_from_string(text, "en", here)["date"] == when


async def test_closing_advances_and_never_checks(stand):
    task = await stand.a_task(due_string="every day at 19:00")

    for _ in range(2):
        await stand.api("POST", f"/tasks/{task['id']}/close")

    after = await stand.task(task["id"])
    assert not after["checked"]
    assert after["completed_at"] is None
    assert after["completed_count"] == 2
    assert after["due"] == task["due"] | {"date": "2026-11-24T19:00:00"}


async def test_a_date_over_rest_ends_the_recurrence_and_beside_its_text_keeps_it(stand):
    lost, kept = [await stand.a_task(due_string="every day") for _ in range(2)]
    date_alone = {"due_date": "2026-11-25"}

    lost = await stand.api("POST", f"/tasks/{lost['id']}", json=date_alone)
    kept = await stand.api(
        "POST", f"/tasks/{kept['id']}", json=date_alone | {"due_string": "every day"}
    )

    assert not lost.json()["due"]["is_recurring"]
    assert kept.json()["due"]["is_recurring"]
    assert {lost.json()["due"]["date"], kept.json()["due"]["date"]} == {"2026-11-25"}


async def test_a_word_over_rest_ends_the_recurrence_too(stand):
    task = await stand.a_task(due_string="every day")

    answer = await stand.api("POST", f"/tasks/{task['id']}", json={"due_string": "tomorrow"})

    assert not answer.json()["due"]["is_recurring"]


async def test_a_complete_due_over_sync_keeps_the_recurrence(stand):
    task = await stand.a_task(due_string="every day")
    due = task["due"] | {"date": "2026-11-24"}

    await stand.command("item_update", id=task["id"], due=due)

    assert (await stand.task(task["id"]))["due"] == due


@pytest.mark.parametrize("text", [{}, {"string": "24 Nov"}])
async def test_a_date_without_a_rule_over_sync_cannot_recur(stand, text):
    task = await stand.a_task(due_string="every day")
    due = {"date": "2026-11-24", "is_recurring": True} | text

    await stand.command("item_update", id=task["id"], due=due)

    assert not (await stand.task(task["id"]))["due"]["is_recurring"]


async def test_a_fixed_due_over_sync_keeps_its_zone_and_a_text_alone_is_read(stand):
    task = await stand.a_task()
    fixed = {"date": "2026-11-24T08:00:00Z", "timezone": "Asia/Tokyo", "string": "every day 17:00"}

    await stand.command("item_update", "u-1", id=task["id"], due=fixed)
    await stand.command("item_close", "u-2", id=task["id"])
    moved = (await stand.task(task["id"]))["due"]
    await stand.command("item_update", "u-3", id=task["id"], due={"string": "every monday"})
    read = (await stand.task(task["id"]))["due"]
    await stand.command("item_update", "u-4", id=task["id"], due=None)
    gone = (await stand.task(task["id"]))["due"]

    assert (moved["date"], moved["timezone"]) == ("2026-11-25T08:00:00Z", "Asia/Tokyo")
    assert (read["date"], read["is_recurring"]) == ("2026-11-23", True)
    assert gone is None


async def test_completing_an_occurrence_can_be_taken_back(stand):
    task = await stand.a_task(due_string="every week")
    await stand.command("item_close", id=task["id"])

    answer = await stand.command(
        "item_update_date_complete", "u-2", id=task["id"], due=task["due"], is_forward=0
    )

    assert answer["sync_status"] == {"u-2": "ok"}
    after = await stand.task(task["id"])
    assert (after["due"], after["completed_count"]) == (task["due"], 0)


async def test_completing_forward_takes_the_given_day(stand):
    task = await stand.a_task(due_string="every week")
    due = task["due"] | {"date": "2026-12-24"}

    await stand.command("item_update_date_complete", id=task["id"], due=due, is_forward=1)

    after = await stand.task(task["id"])
    assert (after["due"]["date"], after["completed_count"]) == ("2026-12-24", 1)


async def test_the_next_round_begins_with_open_subtasks(stand):
    parent = await stand.a_task("parent", due_string="every day")
    child = await stand.a_task("child", parent_id=parent["id"])
    await stand.api("POST", f"/tasks/{child['id']}/close")

    await stand.api("POST", f"/tasks/{parent['id']}/close")

    assert not (await stand.task(child["id"]))["checked"]
