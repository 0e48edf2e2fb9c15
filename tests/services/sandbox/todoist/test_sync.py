"""`/sync`: tokens, tombstones, commands."""

import json

import pytest

from oo_app.sandbox.todoist.service import personal_token

MIRA, TARIQ = "demo-mira", "demo-tariq"


def adding(uuid, temp_id=None, **args):
    return {"type": "item_add", "uuid": uuid, "temp_id": temp_id, "args": {"content": "new"} | args}


async def test_a_full_sync_has_everything_active(stand):
    answer = await stand.sync(types=["items", "projects", "sections", "labels", "user"])

    assert answer["full_sync"]
    assert answer["full_sync_date_utc"] == "2026-11-22T09:30:00Z"
    assert {i["id"] for i in answer["items"]} == {t["id"] for t in await stand.tasks()}
    assert not any(item["checked"] or item["is_deleted"] for item in answer["items"])
    assert answer["user"]["token"] == personal_token(MIRA)
    assert answer["temp_id_mapping"] == {}


async def test_an_incremental_sync_has_only_what_changed(stand):
    token = (await stand.sync())["sync_token"]
    done, gone, kept = [await stand.a_task(name) for name in ("done", "gone", "kept")]
    await stand.api("POST", f"/tasks/{done['id']}/close")
    await stand.api("DELETE", f"/tasks/{gone['id']}")

    answer = await stand.sync(token)

    items = {item["id"]: item for item in answer["items"]}
    assert not answer["full_sync"]
    assert set(items) == {done["id"], gone["id"], kept["id"]}
    assert items[done["id"]]["checked"]
    assert items[gone["id"]]["is_deleted"]
    assert (await stand.sync(answer["sync_token"]))["items"] == []


async def test_a_single_change_is_in_the_next_sync_once(stand):
    token = (await stand.sync())["sync_token"]
    await stand.command("item_add", content="only this")

    answer = await stand.sync(token)

    assert [item["content"] for item in answer["items"]] == ["only this"]
    assert (await stand.sync(answer["sync_token"]))["items"] == []


async def test_a_full_sync_never_has_deleted_or_completed_tasks(stand):
    task = await stand.a_task()
    await stand.api("DELETE", f"/tasks/{task['id']}")

    items = (await stand.sync())["items"]

    assert task["id"] not in {item["id"] for item in items}


@pytest.mark.parametrize("token", ["", "nonsense", "AAAA", "ÿ", 7])
async def test_a_token_that_is_none_is_refused(stand, token):
    answer = await stand.sync(token)

    assert (answer["http_code"], answer["error_extra"]["argument"]) == (400, "sync_token")


async def test_a_token_of_another_person_and_a_cursor_are_refused(stand):
    theirs = (await stand.sync(sub=TARIQ))["sync_token"]
    cursor = (await stand.api("GET", "/tasks", params={"limit": 1})).json()["next_cursor"]

    assert (await stand.sync(theirs))["http_code"] == 400
    assert (await stand.sync(cursor))["http_code"] == 400


async def test_types_can_be_all_less_some(stand):
    answer = await stand.sync(types=["all", "-items", "-notes"])

    assert {"projects", "labels", "user", "filters", "user_settings"} <= set(answer)
    assert not {"items", "notes"} & set(answer)
    assert (await stand.sync(types=["unheard"]))["http_code"] == 400


async def test_a_form_works_as_well_as_json(stand):
    form = {
        "sync_token": "*",
        "resource_types": '["items"]',
        "commands": json.dumps([adding("u-1", "t-1")]),
    }

    answer = (await stand.api("POST", "/sync", data=form)).json()

    assert answer["sync_status"] == {"u-1": "ok"}
    assert answer["temp_id_mapping"]["t-1"] in {item["id"] for item in answer["items"]}


async def test_later_commands_may_use_temporary_ids(stand):
    commands = [
        adding("u-1", "t-1", content="parent"),
        adding("u-2", "t-2", content="child", parent_id="t-1"),
        {"type": "item_close", "uuid": "u-3", "args": {"id": "t-2"}},
    ]

    answer = (await stand.api("POST", "/sync", json={"commands": commands})).json()

    assert set(answer["sync_status"].values()) == {"ok"}
    child = await stand.task(answer["temp_id_mapping"]["t-2"])
    assert child["parent_id"] == answer["temp_id_mapping"]["t-1"]
    assert child["checked"]


async def test_a_uuid_is_carried_out_once(stand):
    first = await stand.command("item_add", "u-1", "t-1", content="once")

    again = await stand.command("item_add", "u-1", "t-1", content="once")

    assert again["sync_status"] == {"u-1": "ok"}
    assert again["temp_id_mapping"] == first["temp_id_mapping"]
    assert [t["content"] for t in await stand.tasks()].count("once") == 1


async def test_a_recurring_task_closed_twice_by_one_uuid_moves_once(stand):
    task = await stand.a_task(due_string="every day")

    for _ in range(3):
        await stand.command("item_close", "u-1", id=task["id"])

    assert (await stand.task(task["id"]))["due"]["date"] == "2026-11-23"


async def test_a_failed_command_fails_alone_inside_a_200(stand):
    commands = [
        {"type": "item_close", "uuid": "u-1", "args": {"id": "missing"}},
        adding("u-2"),
        adding("u-3", parent_id="a" * 36),
        {"type": "item_fly", "uuid": "u-4", "args": {}},
        adding("u-5", content=""),
    ]

    answer = await stand.api("POST", "/sync", json={"commands": commands})

    status = answer.json()["sync_status"]
    assert answer.status_code == 200
    assert status["u-2"] == "ok"
    assert (status["u-1"]["error_tag"], status["u-1"]["error_code"]) == ("ITEM_NOT_FOUND", 22)
    assert (status["u-3"]["error"], status["u-3"]["error_code"]) == ("Invalid temporary id", 15)
    assert (status["u-4"]["http_code"], status["u-5"]["http_code"]) == (400, 400)


async def test_complete_uncomplete_update_move_and_delete(stand):
    task = await stand.a_task()
    inbox = task["project_id"]
    other = next(t["project_id"] for t in await stand.tasks() if t["project_id"] != inbox)

    await stand.command(
        "item_complete", "u-1", id=task["id"], date_completed="2026-11-20T10:00:00Z"
    )
    completed = await stand.task(task["id"])
    await stand.command("item_uncomplete", "u-2", id=task["id"])
    await stand.command(
        "item_update",
        "u-3",
        id=task["id"],
        content="new",
        priority=4,
        labels=["a"],
        deadline={"date": "2026-12-01", "lang": "en"},
        duration={"amount": 2, "unit": "day"},
    )
    await stand.command("item_move", "u-4", id=task["id"], project_id=other)
    changed = await stand.task(task["id"])
    await stand.command("item_delete", "u-5", id=task["id"])

    assert completed["completed_at"] == "2026-11-20T10:00:00.000000Z"
    assert (changed["content"], changed["priority"], changed["checked"]) == ("new", 4, False)
    assert (changed["deadline"]["date"], changed["duration"]["unit"]) == ("2026-12-01", "day")
    assert changed["project_id"] == other
    assert (await stand.api("GET", f"/tasks/{task['id']}")).status_code == 404


async def test_closing_a_closed_task_by_a_new_uuid_is_an_error(stand):
    task = await stand.a_task()
    await stand.command("item_close", "u-1", id=task["id"])

    answer = await stand.command("item_close", "u-2", id=task["id"])

    assert answer["sync_status"]["u-2"]["error_tag"] == "ITEM_NOT_FOUND"


async def test_an_occurrence_command_needs_a_recurring_task(stand):
    task = await stand.a_task()

    answer = await stand.command("item_update_date_complete", id=task["id"], is_forward=1)

    assert answer["sync_status"]["u-1"]["http_code"] == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"resource_types": ["items"]},
        {"sync_token": "*", "resource_types": "items"},
        {"commands": [{"type": "item_add", "uuid": "u"}]},
        {"commands": ["item_add"]},
        {"commands": [{"type": "item_add", "uuid": "", "args": {}}]},
        {"commands": {"type": "item_add"}},
        {"commands": [adding(f"u-{n}") for n in range(101)]},
    ],
)
async def test_a_request_without_shape_is_refused_as_a_whole(stand, body):
    before = len(await stand.tasks())

    answer = await stand.api("POST", "/sync", json=body)

    assert answer.status_code == 400
    assert len(await stand.tasks()) == before


async def test_a_hundred_commands_are_allowed(stand):
    body = {"commands": [adding(f"u-{n}") for n in range(100)]}

    answer = (await stand.api("POST", "/sync", json=body)).json()

    assert set(answer["sync_status"].values()) == {"ok"}


async def test_a_token_that_may_only_read_sends_no_commands(stand):
    token = (await stand.connect(decision="read"))["access_token"]

    read = await stand.sync(token=token)
    written = await stand.api("POST", "/sync", token=token, json={"commands": [adding("u-1")]})

    assert read["full_sync"]
    assert written.status_code == 403


async def test_deleting_needs_its_own_scope_in_a_command_too(stand):
    token = (await stand.connect(scope="data:read_write"))["access_token"]
    task = await stand.a_task()
    command = {"type": "item_delete", "uuid": "u-1", "args": {"id": task["id"]}}

    answer = await stand.api("POST", "/sync", token=token, json={"commands": [command]})

    assert answer.json()["sync_status"]["u-1"]["http_code"] == 403
