"""Nothing that a client sends makes the stand-in fail or forget itself."""

import pytest

ODD = [
    7,
    1.5,
    True,
    [],
    {},
    "",
    "x" * 20_000,
    "\u0000",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "every 9999 years",
    "every " + "9" * 140,
    "at 99:99",
]
FIELDS = (
    *("content", "description", "labels", "priority", "due_string", "due_date", "due_datetime"),
    *("due_lang", "duration", "duration_unit", "deadline_date", "project_id", "section_id"),
    *("parent_id", "order", "day_order", "child_order", "is_collapsed", "assignee_id"),
)
ARGS = (
    *("id", "content", "due", "labels", "priority", "duration", "deadline", "project_id"),
    *("parent_id", "date_completed", "is_forward", "responsible_uid"),
)
VERBS = (
    *("item_add", "item_update", "item_close", "item_complete", "item_uncomplete"),
    *("item_update_date_complete", "item_move", "item_delete"),
)


async def test_odd_fields_over_rest(stand):
    for field in FIELDS:
        for value in ODD:
            answer = await stand.api("POST", "/tasks", json={"content": "a"} | {field: value})

            assert answer.status_code in {200, 400, 404}, (field, value)
    assert (await stand.api("GET", "/tasks")).status_code == 200
    assert (await stand.http.get(f"{stand.url}/people/demo-mira")).status_code == 200


@pytest.mark.parametrize("verb", VERBS)
async def test_odd_arguments_over_sync(stand, verb):
    task = await stand.a_task(due_string="every day")
    commands = [
        {"type": verb, "uuid": f"{name}-{place}", "args": {"id": task["id"]} | {name: value}}
        for name in ARGS
        for place, value in enumerate(ODD)
    ]
    odd_dues = [
        {"type": verb, "uuid": f"due-{name}-{n}", "args": {"id": task["id"], "due": {name: value}}}
        for name in ("date", "string", "timezone", "lang")
        for n, value in enumerate(ODD)
    ]
    commands += odd_dues
    for start in range(0, len(commands), 100):
        body = {"commands": commands[start : start + 100]}
        answer = await stand.api("POST", "/sync", json=body)

        assert answer.status_code == 200
        assert len(answer.json()["sync_status"]) == len(body["commands"])
    assert (await stand.sync())["items"] != []


@pytest.mark.parametrize("value", [*ODD, None, "*", "ÿ"])
async def test_odd_shapes_of_a_sync(stand, value):
    for name in ("sync_token", "resource_types", "commands"):
        body = {"sync_token": "*", "resource_types": ["items"]} | {name: value}
        answer = await stand.api("POST", "/sync", json=body)

        assert answer.status_code in {200, 400}, name


async def test_a_day_at_the_end_of_the_calendar_cannot_be_closed(stand):
    task = await stand.a_task(due_string="every day", due_date="9999-12-31")

    answer = await stand.api("POST", f"/tasks/{task['id']}/close")

    assert answer.status_code == 400
    found = await stand.api("GET", "/activities", params={"object_id": task["id"]})
    assert [event["event_type"] for event in found.json()["results"]] == ["added"]


async def test_half_a_surrogate_pair_is_refused(stand):
    json = {"Content-Type": "application/json"}
    body = b'{"content": "\\ud800"}'

    answer = await stand.api("POST", "/tasks", content=body, headers=json)
    token = await stand.http.post(
        f"{stand.url}/oauth/access_token", content=b'{"code": "\\ud800"}', headers=json
    )

    assert (answer.status_code, token.status_code) == (400, 400)


@pytest.mark.parametrize("field", ["code", "code_verifier", "redirect_uri", "client_secret"])
@pytest.mark.parametrize("value", [7, [], {}, "ÿ", "\u0000"])
async def test_odd_token_requests(stand, field, value):
    body = {"client_id": "oo-client", "client_secret": "oo-secret", "code": "x"} | {field: value}

    answer = await stand.http.post(f"{stand.url}/oauth/access_token", json=body)

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "header", ["Basic ÿ", "Basic !", "Basic eA==", "Basic", "Bearer", "Bearer ÿ", "Digest x"]
)
async def test_odd_authorization_headers(stand, header):
    headers = {"Authorization": header.encode()}

    revoked = await stand.http.post(
        f"{stand.url}/api/v1/revoke", data={"token": "x"}, headers=headers
    )
    read = await stand.http.get(f"{stand.url}/api/v1/user", headers=headers)

    assert (revoked.status_code, read.status_code) == (401, 401)


@pytest.mark.parametrize("limit", ["9" * 5000, "²", "1e2", "+5"])
async def test_odd_limits(stand, limit):
    assert (await stand.api("GET", "/tasks", params={"limit": limit})).status_code == 400


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"])
async def test_odd_moments(stand, moment):
    for path, names in (
        ("/activities", ("date_from", "date_to")),
        ("/tasks/completed/by_due_date", ("since", "until")),
    ):
        asked = dict.fromkeys(names, moment)
        assert (await stand.api("GET", path, params=asked)).status_code == 400
