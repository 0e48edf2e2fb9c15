"""How tokens live and die at the stand-in: refreshing, replays, revoking."""

import pytest

MIRA, TARIQ = "demo-mira", "demo-tariq"
OO = {"client_id": "oo-client", "client_secret": "oo-secret"}


async def test_an_expired_access_token_is_challenged(stand):
    tokens = await stand.connect()
    stand.clock.move(hours=1)

    answer = await stand.api("GET", "/tasks", token=tokens["access_token"])

    assert answer.status_code == 401
    body = answer.json()
    assert (body["error_code"], body["error_tag"], body["http_code"]) == (477, "UNAUTHORIZED", 401)
    assert body["error_extra"]["retry_after"] == 3
    challenge = answer.headers["www-authenticate"]
    address = challenge.split('resource_metadata="')[1].rstrip('"')
    described = (await stand.http.get(address)).json()
    assert described["authorization_servers"] == [stand.url]


async def test_no_token_and_a_guessed_one_are_refused_alike(stand):
    without = await stand.http.get(f"{stand.url}/api/v1/tasks")
    guessed = await stand.api("GET", "/tasks", token="0" * 40)

    assert (without.status_code, guessed.status_code) == (401, 401)


async def test_refreshing_rotates_both_tokens(stand):
    before = await stand.connect()

    after = (await stand.refresh(before["refresh_token"])).json()

    assert after["access_token"] != before["access_token"]
    assert after["refresh_token"] != before["refresh_token"]
    assert (await stand.api("GET", "/user", token=after["access_token"])).status_code == 200


async def test_within_the_grace_the_same_access_token_comes_without_a_refresh_token(stand):
    before = await stand.connect()
    first = (await stand.refresh(before["refresh_token"])).json()
    stand.clock.move(seconds=60)

    again = (await stand.refresh(before["refresh_token"])).json()

    assert again["access_token"] == first["access_token"]
    assert "refresh_token" not in again
    assert again["expires_in"] == 3540


async def test_a_replay_after_the_grace_ends_everything_of_that_person_and_app(stand):
    one, other = await stand.connect(), await stand.connect()
    neighbour = await stand.connect(person=TARIQ)
    first = (await stand.refresh(one["refresh_token"])).json()
    stand.clock.move(seconds=61)

    replay = await stand.refresh(one["refresh_token"])

    assert (replay.status_code, replay.json()) == (400, {"error": "invalid_grant"})
    for token in (first["access_token"], other["access_token"]):
        assert (await stand.api("GET", "/user", token=token)).status_code == 401
    assert (await stand.refresh(first["refresh_token"])).json() == {"error": "invalid_grant"}
    still = await stand.api("GET", "/user", token=neighbour["access_token"])
    assert still.status_code == 200


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"refresh_token": "guessed"}, "invalid_grant"),
        ({"client_secret": "guess"}, "invalid_client"),
        ({"client_id": "two-client", "client_secret": "two-secret"}, "invalid_grant"),
        ({"scope": "data:read_write,project:delete"}, "invalid_scope"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
async def test_a_wrong_refresh_is_named(stand, changed, error):
    tokens = await stand.connect()

    answer = await stand.refresh(tokens["refresh_token"], **changed)

    assert (answer.status_code, answer.json()) == (400, {"error": error})


async def test_a_refresh_can_ask_for_less(stand):
    tokens = await stand.connect()

    narrow = (await stand.refresh(tokens["refresh_token"], scope="data:read_write")).json()

    assert narrow["scope"] == "data:read_write"
    task = await stand.a_task()
    deleted = await stand.api("DELETE", f"/tasks/{task['id']}", token=narrow["access_token"])
    assert deleted.status_code == 403


async def test_both_forms_of_revoking_end_the_whole_grant(stand):
    by_query, by_form, by_json = [await stand.connect() for _ in range(3)]
    query = OO | {"access_token": by_query["access_token"]}
    basic = ("oo-client", "oo-secret")
    revoke = f"{stand.url}/api/v1/revoke"

    one = await stand.http.delete(f"{stand.url}/api/v1/access_tokens", params=query)
    two = await stand.http.post(revoke, data={"token": by_form["access_token"]}, auth=basic)
    three = await stand.http.post(revoke, json={"token": by_json["refresh_token"]}, auth=basic)

    assert (one.status_code, one.json()) == (200, None)
    assert (two.status_code, three.status_code) == (200, 200)
    for tokens in (by_query, by_form, by_json):
        assert (await stand.api("GET", "/user", token=tokens["access_token"])).status_code == 401
        assert (await stand.refresh(tokens["refresh_token"])).json() == {"error": "invalid_grant"}


async def test_revoking_needs_the_app_and_forgives_an_unknown_token(stand):
    revoke = f"{stand.url}/api/v1/revoke"
    tokens = await stand.connect()
    mine = {"token": tokens["access_token"]}

    nobody = await stand.http.post(revoke, data=mine)
    another = await stand.http.post(revoke, data=mine, auth=("two-client", "two-secret"))
    unknown = await stand.http.post(revoke, data={"token": "x"}, auth=("oo-client", "oo-secret"))
    queried = await stand.http.delete(
        f"{stand.url}/api/v1/access_tokens", params=OO | {"access_token": "x"}
    )

    assert (nobody.status_code, another.status_code, unknown.status_code) == (401, 200, 200)
    assert queried.status_code == 404
    assert (await stand.api("GET", "/user", token=tokens["access_token"])).status_code == 200


async def test_the_server_describes_itself(stand):
    found = await stand.http.get(f"{stand.url}/.well-known/oauth-authorization-server")

    assert found.json()["token_endpoint"] == f"{stand.url}/oauth/access_token"
    assert found.json()["code_challenge_methods_supported"] == ["S256"]
