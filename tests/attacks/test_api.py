"""The API: the same rules as the pages, every error a problem, and no body breaks it."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from core.domain.secret import fingerprint
from core.errors import (
    ConsentMissing,
    Emptiness,
    IntegrationBusy,
    NothingToTip,
    ReconnectNeeded,
    VaultClosed,
)

RECOMMEND = "/api/v1/recommend"


def reaction_of(tip_id):
    return f"/api/v1/tips/{tip_id}/reaction"


def is_problem(answer):
    body = answer.json()
    return (
        answer.headers["content-type"] == "application/problem+json"
        and body["status"] == answer.status_code
        and {"type", "title", "code"} <= set(body)
    )


async def react(web, tip_id, key="k1", **body):
    return await web.post(
        reaction_of(tip_id), json={"kind": "done"} | body, headers={"Idempotency-Key": key}
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", RECOMMEND),
        ("POST", reaction_of(uuid4())),
        ("DELETE", reaction_of(uuid4())),
        ("GET", "/api/v1/me/export"),
    ],
)
async def test_nothing_is_said_to_strangers(web, method, path):
    answer = await web.http.request(
        method,
        path,
        headers={"Sec-Fetch-Site": "same-origin", "Idempotency-Key": "k"},
        json={"kind": "done"} if method == "POST" else None,
    )

    assert answer.status_code == 401
    assert is_problem(answer)


async def test_a_tip_comes_with_its_id_and_is_not_kept_anywhere(web):
    web.sign_in()

    answer = await web.post(RECOMMEND)

    assert answer.status_code == 200
    assert set(answer.json()) == {"tip_id", "text", "why", "step", "new"}
    assert answer.headers["cache-control"] == "no-store"


async def test_nothing_to_tip_is_a_problem_with_its_reason(web):
    web.sign_in()
    web.core.fails_with = NothingToTip(Emptiness.QUIET, datetime(2026, 6, 1, 19, tzinfo=UTC))

    answer = await web.post(RECOMMEND)

    assert answer.status_code == 404
    assert is_problem(answer)
    assert answer.json()["code"] == "nothing_to_tip"
    assert answer.json()["why"] == "quiet"
    assert answer.json()["until"] == "2026-06-01T19:00:00+00:00"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ConsentMissing("tips"), 403),
        (ReconnectNeeded("todoist"), 409),
        (IntegrationBusy("todoist", 7), 503),
        (VaultClosed(), 500),
        (RuntimeError("secret-canary"), 500),
    ],
)
async def test_every_error_is_a_problem(web, error, status):
    web.sign_in()
    web.core.fails_with = error

    answer = await web.post(RECOMMEND)

    assert answer.status_code == status
    assert is_problem(answer)
    assert "secret-canary" not in answer.text
    assert answer.headers.get("retry-after") == ("7" if status == 503 else None)


async def test_a_reaction_is_recorded_once_however_often_it_is_sent(web):
    tip_id = web.core.a_tip_of(web.sign_in())

    first = await react(web, tip_id, dwell_ms=1200)
    again = await react(web, tip_id, dwell_ms=1200)

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["kind"] == "done"


async def test_a_key_with_another_body_is_a_conflict(web):
    tip_id = web.core.a_tip_of(web.sign_in())
    await react(web, tip_id)

    answer = await react(web, tip_id, kind="dismiss")

    assert answer.status_code == 409
    assert answer.json()["code"] == "key_reused"


async def test_a_second_answer_needs_an_undo_first(web):
    tip_id = web.core.a_tip_of(web.sign_in())
    await react(web, tip_id)

    second = await react(web, tip_id, key="k2", kind="snooze")
    undone = await web.http.request(
        "DELETE", reaction_of(tip_id), headers={"Sec-Fetch-Site": "same-origin"}
    )
    third = await react(web, tip_id, key="k3", kind="snooze")

    assert (second.status_code, undone.status_code, third.status_code) == (409, 204, 200)


@pytest.mark.parametrize("key", [None, "", "a b", "k" * 256, "schl\u00fcssel"])
async def test_a_reaction_needs_a_plain_key(web, key):
    tip_id = web.core.a_tip_of(web.sign_in())
    headers = {} if key is None else {"Idempotency-Key": key.encode("utf-8")}

    answer = await web.post(reaction_of(tip_id), json={"kind": "done"}, headers=headers)

    assert answer.status_code == 422
    assert is_problem(answer)
    assert not web.core.reactions


@pytest.mark.parametrize(
    "tip_id", ["absent", "theirs", "not-an-id", "0", "%00", "..%2f..", "x" * 300]
)
async def test_nobody_learns_whether_a_tip_exists_or_is_somebody_elses(web, tip_id):
    """Answer "absent" and "not yours" alike (R2)."""
    theirs = web.core.a_tip_of(web.core.let_in())
    web.sign_in()
    named = {"absent": str(uuid4()), "theirs": str(theirs)}.get(tip_id, tip_id)

    answer = await react(web, named)
    undone = await web.http.request(
        "DELETE", reaction_of(named), headers={"Sec-Fetch-Site": "same-origin"}
    )

    assert answer.status_code == undone.status_code == 404
    assert is_problem(answer)
    assert not web.core.reactions
    if tip_id in {"absent", "theirs"}:
        assert answer.json() == undone.json()
        assert named not in answer.text


async def test_a_export_is_a_file_of_ones_own(web):
    session_id = web.sign_in()

    answer = await web.http.get("/api/v1/me/export")

    user_id = web.core.sessions[fingerprint(session_id)].user_id
    assert answer.json() == {"user": str(user_id)}
    assert (
        answer.headers["content-disposition"] == 'attachment; filename="oo-export-2026-06-01.json"'
    )
    assert answer.headers["cache-control"] == "no-store"


HOSTILE = [
    b"", b"{", b"[]", b"null", b"0", b'""', b"NaN", b"\xff\xfe", b"\x00", b"[" * 5000, b'{"a":' * 5000,
    b'{"kind": "done"', b'{"kind": null}', b'{"kind": []}', b'{"kind": {}}', b'{"kind": true}',
    b'{"kind": "DONE"}', b'{"kind": "done "}', b'{"kind": "done\\u0000"}', b'{"kind": "\\ud800"}',
    b'{"kind": "done", "user_id": "x"}', b'{"kind": "done", "__proto__": {}}',
    b'{"kind": "done", "dwell_ms": NaN}', b'{"kind": "done", "dwell_ms": Infinity}',
    b'{"kind": "done", "dwell_ms": -1}', b'{"kind": "done", "dwell_ms": "1"}',
    b'{"kind": "done", "dwell_ms": 1e400}', b'{"kind": "done", "dwell_ms": 1.5}',
    b'{"kind": "done", "dwell_ms": true}', b'{"kind": "done", "dwell_ms": ' + b"9" * 5000 + b"}",
    b'{"kind": "done", "\\ud800": 1}', b'{"kind": "' + b"a" * 60_000 + b'"}',
    json.dumps({"kind": "done", "reward": 1}).encode(),
]  # fmt: skip


async def test_no_body_breaks_it_and_none_is_repeated(web):
    tip_id = web.core.a_tip_of(web.sign_in())

    for body in HOSTILE:
        answer = await web.post(
            reaction_of(tip_id),
            content=body,
            headers={"Content-Type": "application/json", "Idempotency-Key": "k"},
        )

        assert answer.status_code in {400, 422}, body[:80]
        assert is_problem(answer), body[:80]
        assert "aaaa" not in answer.text
    assert not web.core.reactions


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
async def test_only_json_is_read(web, kind):
    tip_id = web.core.a_tip_of(web.sign_in())

    answer = await web.post(
        reaction_of(tip_id),
        content=b'{"kind": "done"}',
        headers={"Content-Type": kind, "Idempotency-Key": "k"},
    )

    assert answer.status_code == 422
    assert not web.core.reactions


async def test_hostile_forms_break_nothing(web):
    forms = [
        b"\xff\xfe", b"next=%ff%fe", b"next=a&next=b", b"&" * 500, b"a=1&" * 500, b"=" * 100,
        b"%", b"next=%00", b"next=" + b"/a" * 20_000, b"a;b;c", "next=\u202e".encode(),
    ]  # fmt: skip
    for number, form in enumerate(forms):
        for path in (
            "/auth/google",
            "/auth/link",
            "/auth/apple/callback",
            "/connect/todoist/token",
        ):
            answer = await web.post(
                path,
                content=form,
                headers={
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Forwarded-For": f"10.1.0.{number}",
                },
            )

            assert answer.status_code < 500, (path, form[:40])


async def test_people_get_a_page_and_programs_a_problem(web):
    page = await web.post("/auth/myspace", headers={"Accept": "text/html,*/*"})
    body = await web.post("/auth/myspace", headers={"Accept": "*/*"})

    assert "There is no such thing." in page.text
    assert page.headers["content-type"].startswith("text/html")
    assert is_problem(body)
    assert page.status_code == body.status_code == 404


async def test_unknown_paths_and_methods_of_the_api_are_problems(web):
    web.sign_in()

    absent = await web.http.get("/api/v1/nowhere")
    wrong = await web.http.get(RECOMMEND)

    assert (absent.status_code, wrong.status_code) == (404, 405)
    assert is_problem(absent)
    assert is_problem(wrong)


async def test_the_api_describes_itself_without_a_page_to_look_at(web):
    described = await web.http.get("/api/v1/openapi.json")
    docs = await web.http.get("/api/v1/docs")
    redoc = await web.http.get("/api/v1/redoc")

    paths = described.json()["paths"]
    assert set(paths) == {"/recommend", "/tips/{tip_id}/reaction", "/me/export"}
    assert "application/problem+json" in paths["/recommend"]["post"]["responses"]["401"]["content"]
    assert (docs.status_code, redoc.status_code) == (404, 404)
