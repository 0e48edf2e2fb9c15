"""The task calls: shapes, pages, changes, scopes and error bodies."""

import pytest

from oo_app.sandbox.todoist.records import a_task

MIRA, TARIQ = "demo-mira", "demo-tariq"
DOCUMENTED = {
    "labels",
    "parent_id",
    "priority",
    "completed_by_uid",
    "due",
    "deadline",
    "description",
    "user_id",
    "id",
    "day_order",
    "added_by_uid",
    "child_order",
    "is_collapsed",
    "duration",
    "checked",
    "added_at",
    "responsible_uid",
    "goal_ids",
    "project_id",
    "updated_at",
    "content",
    "assigned_by_uid",
    "completed_at",
    "section_id",
    "note_count",
    "is_deleted",
}


async def test_a_task_has_every_key_of_the_documented_sample(stand):
    task = await stand.a_task(due_string="tomorrow", labels=["Food"], priority=4)

    assert set(task) >= DOCUMENTED
    assert set(task) == set(a_task("1", "2", stand.clock.now))
    assert len(task["id"]) == 16
    assert task["due"] == {
        "date": "2026-11-23",
        "timezone": None,
        "string": "tomorrow",
        "lang": "en",
        "is_recurring": False,
    }


async def test_pages_are_bound_to_person_and_parameters(stand):
    first = (await stand.api("GET", "/tasks", params={"limit": 20})).json()
    cursor = first["next_cursor"]

    second = await stand.api("GET", "/tasks", params={"limit": 20, "cursor": cursor})
    of_another = await stand.api("GET", "/tasks", sub=TARIQ, params={"limit": 20, "cursor": cursor})
    other_limit = await stand.api("GET", "/tasks", params={"limit": 21, "cursor": cursor})
    other_list = await stand.api("GET", "/labels", params={"limit": 20, "cursor": cursor})
    forged = await stand.api("GET", "/tasks", params={"limit": 20, "cursor": cursor[:-2] + "AA"})

    assert len(first["results"]) == 20
    assert not {t["id"] for t in first["results"]} & {t["id"] for t in second.json()["results"]}
    for bad in (of_another, other_limit, other_list, forged):
        assert bad.status_code == 400
        assert bad.json()["error_code"] == 20
        assert bad.json()["error_tag"] == "INVALID_ARGUMENT_VALUE"
        assert bad.json()["error_extra"]["argument"] == "cursor"


async def test_a_page_is_fifty_long_by_default_and_closing_while_paging_skips_nobody(stand):
    for number in range(30):
        await stand.a_task(f"extra {number}")
    everything = {task["id"] for task in await stand.tasks()}

    first = (await stand.api("GET", "/tasks")).json()
    gone = first["results"][0]["id"]
    await stand.api("POST", f"/tasks/{gone}/close")
    second = (await stand.api("GET", "/tasks", params={"cursor": first["next_cursor"]})).json()

    assert len(first["results"]) == 50
    seen = {task["id"] for task in first["results"] + second["results"]}
    assert seen == everything
    assert second["next_cursor"] is None


@pytest.mark.parametrize("limit", ["0", "201", "-1", "ten", ""])
async def test_a_limit_outside_one_to_two_hundred_is_refused(stand, limit):
    answer = await stand.api("GET", "/tasks", params={"limit": limit})

    assert answer.status_code == 400
    assert answer.json()["error_extra"]["expected"] == "1 to 200"


async def test_lists_can_be_narrowed(stand):
    some = next(task for task in await stand.tasks() if task["section_id"])
    child = next(task for task in await stand.tasks() if task["parent_id"])

    assert {t["section_id"] for t in await stand.tasks(section_id=some["section_id"])} == {
        some["section_id"]
    }
    assert child in await stand.tasks(parent_id=child["parent_id"])
    assert {t["project_id"] for t in await stand.tasks(project_id=some["project_id"])} == {
        some["project_id"]
    }
    assert all("outside" in t["labels"] for t in await stand.tasks(label="outside"))
    assert len(await stand.tasks(ids=f"{some['id']},{child['id']}")) == 2


async def test_nobody_sees_or_changes_the_tasks_of_another(stand):
    task = await stand.a_task()

    seen = await stand.api("GET", f"/tasks/{task['id']}", sub=TARIQ)
    closed = await stand.api("POST", f"/tasks/{task['id']}/close", sub=TARIQ)

    assert (seen.status_code, closed.status_code) == (404, 404)
    assert seen.json()["error_code"] == 478
    assert seen.json()["error"] == "Task not found"
    assert set(seen.json()) == {"error", "error_code", "error_tag", "http_code", "error_extra"}


async def test_an_update_changes_only_what_it_names(stand):
    task = await stand.a_task(due_date="2026-11-25", labels=["a"], deadline_date="2026-12-01")
    stand.clock.move(minutes=1)

    answer = await stand.api(
        "POST", f"/tasks/{task['id']}", json={"priority": 3, "deadline_date": None}
    )

    changed = answer.json()
    assert changed["updated_at"] > task["updated_at"]
    assert changed == task | {
        "priority": 3,
        "deadline": None,
        "updated_at": changed["updated_at"],
    }


async def test_no_date_takes_the_due_away(stand):
    task = await stand.a_task(due_date="2026-11-25")

    answer = await stand.api("POST", f"/tasks/{task['id']}", json={"due_string": "no date"})

    assert answer.json()["due"] is None


async def test_closing_checks_the_task_and_what_hangs_below_it(stand):
    parent = await stand.a_task("parent")
    child = await stand.a_task("child", parent_id=parent["id"])

    answer = await stand.api("POST", f"/tasks/{parent['id']}/close")

    assert (answer.status_code, answer.content) == (204, b"")
    for task_id in (parent["id"], child["id"]):
        done = await stand.task(task_id)
        assert done["checked"]
        assert done["completed_at"] == "2026-11-22T09:30:00.000000Z"
    assert not {parent["id"], child["id"]} & {t["id"] for t in await stand.tasks()}


async def test_reopening_a_subtask_reopens_the_tasks_above(stand):
    parent = await stand.a_task("parent")
    child = await stand.a_task("child", parent_id=parent["id"])
    await stand.api("POST", f"/tasks/{parent['id']}/close")

    answer = await stand.api("POST", f"/tasks/{child['id']}/reopen")

    assert answer.status_code == 204
    assert not (await stand.task(parent["id"]))["checked"]
    assert not (await stand.task(child["id"]))["checked"]


async def test_closing_twice_is_not_found(stand):
    task = await stand.a_task()
    await stand.api("POST", f"/tasks/{task['id']}/close")

    assert (await stand.api("POST", f"/tasks/{task['id']}/close")).status_code == 404


async def test_a_header_cannot_be_completed(stand):
    header = next(t for t in await stand.tasks() if t["content"].startswith("* "))

    answer = await stand.api("POST", f"/tasks/{header['id']}/close")

    assert answer.status_code == 400
    assert not (await stand.task(header["id"]))["checked"]


async def test_deleting_takes_what_hangs_below_along(stand):
    parent = await stand.a_task("parent")
    child = await stand.a_task("child", parent_id=parent["id"])

    answer = await stand.api("DELETE", f"/tasks/{parent['id']}")

    assert answer.status_code == 204
    for task_id in (parent["id"], child["id"]):
        assert (await stand.api("GET", f"/tasks/{task_id}")).status_code == 404


async def test_a_task_is_not_moved_below_itself(stand):
    parent = await stand.a_task("parent")
    child = await stand.a_task("child", parent_id=parent["id"])
    move = f"/tasks/{parent['id']}/move"

    assert (await stand.api("POST", move, json={"parent_id": child["id"]})).status_code == 400
    assert (await stand.api("POST", move, json={})).status_code == 400
    assert (await stand.api("POST", move, json={"project_id": "none"})).status_code == 404
