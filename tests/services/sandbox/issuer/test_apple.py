"""What the stand-in Apple does as Apple does; the provider dossier, §3."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.mint import half_hash
from tests.services.sandbox.issuer.stage import VERIFIER, answer_in, apple_secret

HALF_A_YEAR_S = 15_777_000


async def test_a_person_signs_in_by_form_post(apple):
    answer = await apple.allow("demo-tariq")
    tokens = (await apple.exchange(answer["code"])).json()
    claims = await apple.claims(tokens["id_token"])

    assert answer["state"] == "state-of-the-test"
    assert json.loads(answer["user"]) == {
        "name": {"firstName": "Tariq", "lastName": "Haddad"},
        "email": "tariq@demo.example",
    }
    assert tokens.keys() == {
        "access_token",
        "token_type",
        "expires_in",
        "refresh_token",
        "id_token",
    }
    assert claims["email"] == "tariq@demo.example"
    assert claims["email_verified"] == "true"
    assert claims["is_private_email"] == "false"
    assert claims["nonce"] == "nonce-of-the-test"
    assert claims["nonce_supported"] is True
    assert claims["auth_time"] == apple.clock.now_s()
    assert claims["at_hash"] == half_hash(tokens["access_token"])
    assert not claims.keys() & {"name", "given_name", "azp"}


async def test_the_user_is_told_once_only(apple):
    first = await apple.allow()
    second = await apple.allow()
    somebody_else = await apple.allow("demo-aiko")

    assert "user" in first
    assert "user" not in second
    assert "user" in somebody_else


async def test_the_user_holds_no_more_than_was_asked(apple):
    answer = await apple.allow(scope="name")

    assert json.loads(answer["user"]).keys() == {"name"}


async def test_a_hidden_address_stays_the_same_and_the_choice_is_made_once(apple):
    first = await apple.allow(email="hide")
    told = json.loads(first["user"])["email"]
    tokens = (await apple.exchange(first["code"])).json()
    later = await apple.sign_in()

    claims = [await apple.claims(answer["id_token"]) for answer in (tokens, later)]

    assert told.endswith("@private.icloud.com")
    assert [each["email"] for each in claims] == [told, told]
    assert [each["is_private_email"] for each in claims] == ["true", "true"]


async def test_older_private_addresses_live_at_the_older_domain(apple):
    await apple.http.post(f"{apple.url}/_faults", json={"relay_domain": "privaterelay.appleid.com"})

    answer = await apple.allow(email="hide")

    assert json.loads(answer["user"])["email"].endswith("@privaterelay.appleid.com")


async def test_the_subject_is_stable_and_not_the_name_used_elsewhere(apple):
    subjects = [
        (await apple.claims((await apple.sign_in(person))["id_token"]))["sub"]
        for person in ("demo-mira", "demo-mira", "demo-aiko")
    ]

    assert subjects[0] == subjects[1] != subjects[2]
    assert "mira" not in subjects[0]
    assert [len(part) for part in subjects[0].split(".")] == [6, 32, 4]


@pytest.mark.parametrize("mode", [None, "query", "fragment"])
async def test_scopes_without_form_post_end_on_a_page(apple, mode):
    page = await apple.open(response_mode=mode)

    assert page.status_code == 400
    assert "response_mode must be form_post" in page.text


async def test_without_scopes_the_answer_may_travel_in_the_address(apple):
    answer = await apple.allow(scope=None, response_mode=None)

    assert answer.keys() == {"code", "state"}


async def test_an_id_token_comes_along_when_asked_for(apple):
    answer = await apple.allow(response_type="code id_token")

    claims = await apple.claims(answer["id_token"])
    assert claims["nonce"] == "nonce-of-the-test"
    assert claims["c_hash"] == half_hash(answer["code"])


@pytest.mark.parametrize("changes", [{"nonce": None}, {"scope": None, "response_mode": "query"}])
async def test_an_id_token_at_once_needs_a_nonce_and_a_form_post(apple, changes):
    answer = answer_in(await apple.open(response_type="code id_token", **changes))

    assert answer == {"error": "invalid_request", "state": "state-of-the-test"}


async def test_cancel_is_said_in_apples_words(apple):
    page = await apple.open()

    answer = answer_in(await apple.press(page, "cancel"))

    assert answer == {"error": "user_cancelled_authorize", "state": "state-of-the-test"}


async def test_without_a_challenge_no_verifier_is_wanted(apple):
    plain = {"code_challenge": None, "code_challenge_method": None}

    code, other = [(await apple.allow(**plain))["code"] for _ in range(2)]

    assert (await apple.exchange(code, code_verifier=None)).status_code == 200
    assert (await apple.exchange(other, code_verifier=VERIFIER)).json() == {
        "error": "invalid_grant"
    }


async def test_with_a_challenge_the_verifier_is_wanted(apple):
    code = (await apple.allow())["code"]

    assert (await apple.exchange(code, code_verifier=None)).json() == {"error": "invalid_grant"}


WRONG_SECRETS = {
    "another audience": {"aud": "https://elsewhere.example"},
    "an audience list": {"aud": ["https://elsewhere.example"]},
    "another team": {"iss": "OTHERTEAM1"},
    "another client": {"sub": "other"},
    "another key name": {"kid": "OTHERKEY01"},
    "another key": {"key": ec.generate_private_key(ec.SECP256R1())},
    "no expiry": {"exp": None},
    "expiry as text": {"exp": "1899999999"},
    "expiry as true": {"exp": True},
    "no issue time": {"iat": None},
    "issue time as true": {"iat": True},
    "issued in the future": {"iat": 1_999_999_999},
}


@pytest.mark.parametrize("wrong", WRONG_SECRETS.values(), ids=WRONG_SECRETS.keys())
async def test_a_wrongly_signed_client_is_nobody(apple, wrong):
    code = (await apple.allow())["code"]
    secret = apple_secret(**{"audience": apple.url, "now_s": apple.clock.now_s(), **wrong})

    response = await apple.exchange(code, client_secret=secret)

    assert response.status_code == 400
    assert response.json() == {"error": "invalid_client"}


@pytest.mark.parametrize(
    ("ahead_s", "status"), [(0, 400), (1, 200), (HALF_A_YEAR_S, 200), (HALF_A_YEAR_S + 1, 400)]
)
async def test_a_client_secret_lives_half_a_year_at_most(apple, ahead_s, status):
    code = (await apple.allow())["code"]
    now_s = apple.clock.now_s()

    response = await apple.exchange(
        code, client_secret=apple_secret(apple.url, now_s, exp=now_s + ahead_s)
    )

    assert response.status_code == status


@pytest.mark.parametrize(
    "secret",
    ["", "a.b", "a.b.c", f"{'W1tb' * 1000}.e30.AAAA", "é", "eyJhbGciOiJub25lIn0.e30."],
    ids=["empty", "two parts", "no base64", "deep", "not ascii", "unsigned"],
)
async def test_text_that_is_no_signed_secret_is_refused_quietly(apple, secret):
    code = (await apple.allow())["code"]

    response = await apple.exchange(code, client_secret=secret)

    assert response.json() == {"error": "invalid_client"}


async def test_an_unsigned_secret_is_refused(apple):
    code = (await apple.allow())["code"]
    _, claims, _ = apple_secret(apple.url, apple.clock.now_s()).split(".")

    response = await apple.exchange(code, client_secret=f"eyJhbGciOiJub25lIn0.{claims}.")

    assert response.json() == {"error": "invalid_client"}


async def test_revoking_kills_and_says_yes_also_when_already_dead(apple):
    tokens = await apple.sign_in()
    token = {"token": tokens["refresh_token"], "token_type_hint": "refresh_token"}

    statuses = [(await apple.post_token("revoke", **token)).status_code for _ in range(2)]
    refreshed = await apple.post_token(
        grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )

    assert statuses == [200, 200]
    assert refreshed.json() == {"error": "invalid_grant"}


async def test_revoking_needs_the_client(apple):
    tokens = await apple.sign_in()

    refused = await apple.post_token("revoke", token=tokens["refresh_token"], client_secret="")
    refreshed = await apple.post_token(
        grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )

    assert refused.json() == {"error": "invalid_client"}
    assert refreshed.status_code == 200
    assert refreshed.json().keys() == {"access_token", "token_type", "expires_in"}


async def test_there_is_no_userinfo(apple):
    assert (await apple.http.get(f"{apple.url}/userinfo")).status_code == 404
