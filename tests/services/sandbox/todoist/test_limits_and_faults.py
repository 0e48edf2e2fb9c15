"""What a client must survive: limits, and the faults that can be switched on."""

import httpx
import pytest

from oo_app.sandbox.todoist.limits import Limits

SMALL = Limits(rest=3, incremental=2, full=1, window_s=900)


async def test_the_window_fills_per_person_and_empties_with_time(a_stand):
    async with a_stand(limits=SMALL) as stand:
        for _ in range(3):
            assert (await stand.api("GET", "/user")).status_code == 200
            stand.clock.move(seconds=10)

        refused = await stand.api("GET", "/user")
        neighbour = await stand.api("GET", "/user", sub="demo-tariq")
        stand.clock.move(seconds=870)
        later = await stand.api("GET", "/user")

        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "870"
        assert refused.json()["error_code"] == 35
        assert refused.json()["error_tag"] == "LIMITS_REACHED"
        assert refused.json()["error_extra"]["retry_after"] == 870
        assert (neighbour.status_code, later.status_code) == (200, 200)


async def test_full_and_incremental_syncs_have_windows_of_their_own(a_stand):
    async with a_stand(limits=SMALL) as stand:
        token = (await stand.sync())["sync_token"]

        assert (await stand.sync())["http_code"] == 429
        assert not (await stand.sync(token))["full_sync"]
        assert not (await stand.sync(token))["full_sync"]
        assert (await stand.sync(token))["http_code"] == 429
        assert (await stand.api("GET", "/user")).status_code == 200


async def test_faults_count_down(stand):
    await stand.faults(html_502=1, server_error=1, too_many_requests=1, retry_after_s=7)

    answers = [await stand.api("GET", "/user") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [502, 500, 429, 200]
    assert answers[0].headers["content-type"].startswith("text/html")
    assert answers[1].json()["http_code"] == 500
    assert answers[2].headers["retry-after"] == "7"


async def test_a_reset_connection_did_nothing(stand):
    task = await stand.a_task()
    await stand.faults(connection_reset=1)

    with pytest.raises(httpx.TransportError):
        await stand.api("POST", f"/tasks/{task['id']}/close")

    assert not (await stand.task(task["id"]))["checked"]


async def test_a_lost_answer_did_everything(stand):
    await stand.faults(lost_answer=1)

    with pytest.raises(httpx.TransportError):
        await stand.command("item_add", "u-1", content="once")
    done = [t["content"] for t in await stand.tasks()].count("once")
    again = await stand.command("item_add", "u-1", content="once")

    assert done == 1
    assert again["sync_status"] == {"u-1": "ok"}
    assert [t["content"] for t in await stand.tasks()].count("once") == 1


async def test_half_a_body_breaks_off(stand):
    await stand.faults(half_body=1)

    with pytest.raises(httpx.RemoteProtocolError):
        await stand.api("GET", "/tasks")

    assert (await stand.api("GET", "/tasks")).status_code == 200


async def test_slowness_outlasts_a_hasty_client(stand):
    await stand.faults(slow_s=2)

    with pytest.raises(httpx.ReadTimeout):
        await stand.api("GET", "/user", timeout=0.1)


async def test_endless_pages_begin_again(stand):
    await stand.faults(endless_pages=True)
    cursor, pages = None, 0
    for _ in range(5):
        asked = {"limit": 40} | ({"cursor": cursor} if cursor else {})
        answer = (await stand.api("GET", "/tasks", params=asked)).json()
        cursor, pages = answer["next_cursor"], pages + 1
        assert answer["results"]

    assert pages == 5
    assert cursor


async def test_access_tokens_can_expire_at_once_and_be_refreshed(stand):
    tokens = await stand.connect()
    await stand.faults(expire_access_tokens=True)

    expired = await stand.api("GET", "/user", token=tokens["access_token"])
    fresh = (await stand.refresh(tokens["refresh_token"])).json()

    assert expired.status_code == 401
    assert (await stand.api("GET", "/user", token=fresh["access_token"])).status_code == 200


async def test_a_fault_can_be_kept_to_one_path(stand):
    back = await stand.authorize()
    await stand.faults(html_502=1, only="/oauth/access_token")

    assert (await stand.api("GET", "/user")).status_code == 200
    assert (await stand.exchange(back["code"])).status_code == 502
    assert (await stand.exchange(back["code"])).status_code == 200


async def test_faults_can_be_ended_and_looked_at(stand):
    await stand.faults(html_502=9, slow_s=1, only="/nowhere")
    await stand.faults(reset=True)

    shown = (await stand.http.get(f"{stand.url}/_faults")).json()

    assert (shown["html_502"], shown["slow_s"], shown["only"]) == (0, 0, "/api/v1")


@pytest.mark.parametrize(
    "wanted", [{"fire": 1}, {"html_502": -1}, {"html_502": "1"}, {"slow_s": 1e9}, {"only": 5}]
)
async def test_a_fault_that_is_none_is_refused(stand, wanted):
    answer = await stand.http.post(f"{stand.url}/_faults", json=wanted)

    assert answer.status_code == 400


async def test_a_foreign_page_switches_no_faults(stand):
    plain = await stand.http.post(f"{stand.url}/_faults", content=b'{"html_502": 1}')
    form = await stand.http.post(f"{stand.url}/faults", data={"do": "expire"})

    assert (plain.status_code, form.status_code) == (400, 403)


async def test_the_form_switches_faults_too(stand):
    shown = await stand.http.get(f"{stand.url}/faults")
    fields = {"html_502": "1", "slow_s": "0.0", "retry_after_s": "1", "only": "/api/v1"}
    fields |= {"hooks_late_s": "0.0", "hooks_retry_s": "900.0"}
    rest = ("server_error", "too_many_requests", "connection_reset", "lost_answer", "half_body")

    answer = await stand.form("/faults", do="set", **fields, **dict.fromkeys(rest, "0"))
    broken = await stand.api("GET", "/user")
    bad = await stand.form("/faults", do="set", **fields)
    await stand.form("/faults", do="reset")

    assert 'name="lost_answer"' in shown.text
    assert (answer.status_code, broken.status_code, bad.status_code) == (303, 502, 400)
