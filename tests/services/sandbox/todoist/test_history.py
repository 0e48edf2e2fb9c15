"""Completed tasks and activities."""

import json

import pytest

SPAN = {"since": "2026-11-01T00:00:00Z", "until": "2026-11-30T00:00:00Z"}


async def completed(stand, kind="by_completion_date", **asked):
    answer = await stand.api("GET", f"/tasks/completed/{kind}", params=SPAN | asked)
    return answer.json()


async def events(stand, **asked):
    return (await stand.api("GET", "/activities", params=asked)).json()


async def test_completed_tasks_come_as_items_and_recurring_ones_do_not(stand):
    once, again = await stand.a_task("once"), await stand.a_task("again", due_string="every day")
    for task in (once, again):
        await stand.api("POST", f"/tasks/{task['id']}/close")

    answer = await completed(stand)

    assert set(answer) == {"items", "next_cursor"}
    ids = {item["id"] for item in answer["items"]}
    assert once["id"] in ids
    assert again["id"] not in ids


async def test_the_window_includes_its_beginning_and_not_its_end(stand):
    task = await stand.a_task()
    await stand.api("POST", f"/tasks/{task['id']}/close")
    moment = "2026-11-22T09:30:00Z"

    begins = await completed(stand, since=moment)
    ends = await completed(stand, until=moment)

    assert task["id"] in {item["id"] for item in begins["items"]}
    assert task["id"] not in {item["id"] for item in ends["items"]}


async def test_completed_tasks_can_be_narrowed_and_paged(stand):
    first = await completed(stand, limit=1)
    second = await completed(stand, limit=1, cursor=first["next_cursor"])
    project = first["items"][0]["project_id"]

    assert first["items"] != second["items"]
    assert second["next_cursor"] is None
    assert {i["project_id"] for i in (await completed(stand, project_id=project))["items"]} == {
        project
    }


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("by_completion_date", {"since": "2026-06-01", "until": "2026-11-01"}),
        ("by_due_date", {"since": "2026-10-01", "until": "2026-11-30"}),
        ("by_due_date", {"since": "2026-11-30", "until": "2026-11-01"}),
        ("by_due_date", {"since": "yesterday"}),
    ],
)
async def test_a_window_too_wide_or_turned_is_refused(stand, kind, asked):
    assert (await completed(stand, kind, **asked))["http_code"] == 400


async def test_a_window_must_be_named(stand):
    answer = await stand.api("GET", "/tasks/completed/by_due_date")

    assert answer.json()["error_tag"] == "ARGUMENT_MISSING"


async def test_completions_of_recurring_tasks_are_in_the_activities(stand):
    task = await stand.a_task("again", due_string="every day")
    await stand.api("POST", f"/tasks/{task['id']}/close")

    found = await events(stand, object_id=task["id"], event_type="completed")

    (event,) = found["results"]
    assert event["extra_data"]["is_recurring"] is True
    assert event["extra_data"]["content"] == "again"
    assert (event["object_type"], event["event_date"]) == ("item", "2026-11-22T09:30:00.000000Z")


async def test_activity_ids_are_huge_floats_and_yet_apart(stand):
    text = (await stand.api("GET", "/activities", params={"limit": 200})).text

    ids = [event["id"] for event in json.loads(text)["results"]]
    dates = [event["event_date"] for event in json.loads(text)["results"]]
    assert dates == sorted(dates, reverse=True)
    assert "e+36" in text
    assert len(set(ids)) == len(ids) > 10


async def test_activities_can_be_chosen_by_type_and_time_and_reach_back_a_week(stand):
    task = await stand.a_task()
    only = await events(stand, object_event_types='["item:added"]')
    past = await events(stand, date_to="2026-11-20T00:00:00Z", limit=200)
    stand.clock.move(days=8)

    assert [event["object_id"] for event in only["results"]] == [task["id"]]
    assert past["results"]
    assert all(event["event_date"] < "2026-11-20" for event in past["results"])
    assert (await events(stand))["results"] == []
    assert (await events(stand, object_event_types="item"))["http_code"] == 400
