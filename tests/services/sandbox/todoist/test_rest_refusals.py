"""What the stand-in refuses over REST, and in which words."""

import json

import pytest

MIRA, TARIQ = "demo-mira", "demo-tariq"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": ""},
        {"content": "  "},
        {"content": "x" * 501},
        {"content": 7},
        {"content": "a", "priority": 5},
        {"content": "a", "priority": True},
        {"content": "a", "labels": "one"},
        {"content": "a", "due_string": "when the moon is blue"},
        {"content": "a", "due_date": "2026-13-01"},
        {"content": "a", "due_datetime": 5},
        {"content": "a", "duration": 30},
        {"content": "a", "duration": 1441, "duration_unit": "minute"},
        {"content": "a", "deadline_date": "soon"},
    ],
)
async def test_a_bad_field_is_refused_and_nothing_is_added(stand, body):
    before = len(await stand.tasks())

    answer = await stand.api("POST", "/tasks", json=body)

    assert answer.status_code == 400
    assert answer.json()["error_tag"] in {"INVALID_ARGUMENT_VALUE", "ARGUMENT_MISSING"}
    assert len(await stand.tasks()) == before


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"{"},
        {"content": b"[1]"},
        {"content": b"[" * 200_000},
        {"content": b"\xff\xfe"},
        {"content": b"x", "headers": {"Content-Type": "text/plain"}},
    ],
)
async def test_a_broken_body_is_a_bad_request(stand, sent):
    headers = {"Content-Type": "application/json"} | sent.get("headers", {})

    answer = await stand.api("POST", "/tasks", content=sent["content"], headers=headers)

    assert answer.status_code == 400


async def test_more_than_a_mebibyte_is_not_read(stand):
    body = json.dumps({"content": "a", "description": "x" * (1 << 20)})

    answer = await stand.api(
        "POST", "/tasks", content=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/Tasks", 404),
        ("/api/v1/tasks/", 404),
        ("/api/v1/nothing", 404),
        ("/rest/v2/tasks", 410),
        ("/sync/v9/sync", 410),
    ],
)
async def test_other_paths_answer_as_the_vendor_does(stand, path, status):
    answer = await stand.http.get(stand.url + path)

    assert answer.status_code == status
    if status == 404:
        assert answer.json()["http_code"] == 404


async def test_a_wrong_method_is_named(stand):
    assert (await stand.api("GET", "/sync")).status_code == 405


async def test_the_user_call_leaks_the_token_as_the_real_one_does(stand):
    user = (await stand.api("GET", "/user")).json()

    assert user["tz_info"]["timezone"] == "Europe/Stockholm"
    assert (user["tz_info"]["gmt_string"], user["tz_info"]["hours"]) == ("+01:00", 1)
    assert (await stand.api("GET", "/user", token=user["token"])).json()["id"] == user["id"]


async def test_each_scope_allows_only_its_own(stand):
    adding = (await stand.connect(scope="task:add"))["access_token"]
    deleting = (await stand.connect(scope="data:delete"))["access_token"]
    task = await stand.a_task()
    path = f"/tasks/{task['id']}"

    assert (await stand.api("POST", "/tasks", token=adding, json={"content": "a"})).is_success
    assert (await stand.api("GET", "/tasks", token=adding)).status_code == 403
    assert (await stand.api("POST", f"{path}/close", token=adding)).status_code == 403
    assert (await stand.api("GET", path, token=deleting)).status_code == 403
    assert (await stand.api("DELETE", path, token=deleting)).status_code == 204
