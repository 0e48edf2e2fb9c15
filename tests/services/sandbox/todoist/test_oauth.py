"""Authorisation as the vendor does it: comma scopes, PKCE, rotation with a grace, revocation."""

import pytest

from oo_app.sandbox.todoist.grants import App

MIRA, TARIQ = "demo-mira", "demo-tariq"
OO = {"client_id": "oo-client", "client_secret": "oo-secret"}


async def page_for(stand, asked):
    return await stand.http.get(f"{stand.url}/oauth/authorize", params=asked)


async def test_the_page_says_it_is_not_real_and_offers_the_demo_people(stand, authorization):
    page = await page_for(stand, authorization)

    assert "nothing here is real" in page.text
    assert "Mira Lindqvist" in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://localhost:8000" in policy
    assert "<script" not in page.text


async def test_a_connection_gives_a_token_that_works_for_the_chosen_person(stand):
    tokens = await stand.connect(person=TARIQ)

    assert tokens["token_type"].lower() == "bearer"
    assert tokens["expires_in"] == 3600
    assert tokens["scope"].split() == ["data:read_write", "data:delete"]
    user = await stand.api("GET", "/user", token=tokens["access_token"])
    assert user.json()["email"] == "tariq@demo.example"


async def test_reading_only_is_a_partial_grant(stand):
    tokens = await stand.connect(decision="read")

    assert tokens["scope"] == "data:read"
    read = await stand.api("GET", "/tasks", token=tokens["access_token"])
    written = await stand.api(
        "POST", "/tasks", token=tokens["access_token"], json={"content": "no"}
    )
    assert read.status_code == 200
    assert written.status_code == 403
    assert written.json()["error_tag"] == "AUTH_INSUFFICIENT_TOKEN_SCOPE"


async def test_a_no_comes_back_as_access_denied(stand):
    assert await stand.authorize(decision="deny") == {"error": "access_denied", "state": "s-1"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"scope": "data:read data:delete"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
    ],
)
async def test_a_wrong_request_is_told_to_the_app(stand, authorization, changed, error):
    answer = await page_for(stand, authorization | changed)

    assert answer.status_code == 302
    assert answer.headers["location"].endswith(f"?error={error}&state=s-1")


@pytest.mark.parametrize(
    "changed",
    [{"redirect_uri": "https://evil.example/cb"}, {"client_id": "nobody"}],
)
async def test_an_unregistered_address_is_never_redirected_to(stand, authorization, changed):
    shown = await page_for(stand, authorization | changed)
    decided = await stand.form(
        "/oauth/authorize", decision="allow", person=MIRA, **(authorization | changed)
    )

    assert (shown.status_code, decided.status_code) == (400, 400)
    assert "location" not in {*shown.headers, *decided.headers}
    assert "invalid_request" in shown.text


async def test_an_app_with_two_addresses_must_name_one(stand, authorization):
    asked = authorization | {"client_id": "two-client"}
    del asked["redirect_uri"]

    assert (await page_for(stand, asked)).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_an_answer_from_a_foreign_page_is_refused(stand, authorization, headers):
    answer = await stand.http.post(
        f"{stand.url}/oauth/authorize",
        data=authorization | {"decision": "allow", "person": MIRA},
        headers=headers,
    )

    assert answer.status_code == 403
    assert "location" not in answer.headers


async def test_a_code_works_once(stand):
    back = await stand.authorize()

    first, second = await stand.exchange(back["code"]), await stand.exchange(back["code"])

    assert first.status_code == 200
    assert (second.status_code, second.json()) == (400, {"error": "bad_authorization_code"})


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "w" * 64},
        {"code_verifier": None},
        {"redirect_uri": "https://a.example/cb"},
        {"redirect_uri": None},
        {"client_id": "two-client", "client_secret": "two-secret"},
        {"code": "guessed"},
    ],
)
async def test_a_code_is_bound_to_verifier_address_and_app(stand, changed):
    back = await stand.authorize()

    answer = await stand.exchange(**({"code": back["code"]} | changed))

    assert (answer.status_code, answer.json()) == (400, {"error": "bad_authorization_code"})


async def test_a_verifier_without_a_challenge_is_refused(stand):
    back = await stand.authorize(code_challenge=None, code_challenge_method=None)

    assert (await stand.exchange(back["code"])).status_code == 400


async def test_a_code_that_waited_too_long_is_refused(stand):
    back = await stand.authorize()
    stand.clock.move(minutes=10)

    assert (await stand.exchange(back["code"])).status_code == 400


async def test_a_wrong_secret_is_named_as_the_vendor_names_it(stand):
    back = await stand.authorize()

    answer = await stand.exchange(back["code"], client_secret="guess")  # noqa: S106 - wrong on purpose

    assert answer.json() == {"error": "incorrect_application_credentials"}


def test_an_app_without_a_secret_has_no_way_in():
    assert not App("id", "", ()).knows("")


async def test_the_token_endpoint_takes_json_and_basic_too(stand):
    url = f"{stand.url}/oauth/access_token"
    body = {"redirect_uri": "http://localhost:8000/connect/todoist/callback"}
    one, two = await stand.authorize(), await stand.authorize()
    body["code_verifier"] = "v" * 64

    as_json = await stand.http.post(url, json=body | OO | {"code": one["code"]})
    by_basic = await stand.http.post(
        url,
        data=body | {"code": two["code"], "grant_type": "authorization_code"},
        auth=("oo-client", "oo-secret"),
    )

    assert (as_json.status_code, by_basic.status_code) == (200, 200)
