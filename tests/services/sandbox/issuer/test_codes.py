"""Codes are good once, for a while, for their client, with their proof (reliability A1)."""

import asyncio

import pytest

from oo_app.sandbox.issuer.once import CAPACITY, NotOnHand, OneTime
from tests.services.sandbox.issuer.stage import OTHER_BACK, SECRET, s256


async def test_a_code_works_once(stage):
    code = (await stage.allow())["code"]

    first, second = [await stage.exchange(code) for _ in range(2)]

    assert first.status_code == 200
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")


async def test_a_code_used_twice_takes_back_what_it_gave(oidc):
    code = (await oidc.allow(scope="openid offline_access", prompt="consent"))["code"]
    tokens = (await oidc.exchange(code)).json()

    await oidc.exchange(code)

    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await oidc.http.get(f"{oidc.url}/userinfo", headers=bearer)).status_code == 401
    assert oidc.issuer.tokens.find(tokens["refresh_token"]) is None


async def test_of_fifty_exchanges_at_once_one_succeeds(google):
    code = (await google.allow())["code"]

    answers = await asyncio.gather(*(google.exchange(code) for _ in range(50)))

    assert sorted(answer.status_code for answer in answers) == [200] + [400] * 49


@pytest.mark.parametrize(("age_s", "status"), [(299, 200), (300, 400)])
async def test_a_code_lives_five_minutes(stage, age_s, status):
    code = (await stage.allow())["code"]
    stage.clock.pass_s(age_s)

    assert (await stage.exchange(code)).status_code == status


WRONG_EXCHANGES = {
    "another verifier": {"code_verifier": "w" * 43},
    "no verifier": {"code_verifier": None},
    "the challenge as verifier": {"code_verifier": s256("v" * 20 + "-._~" + "7" * 40)},
    "a short verifier": {"code_verifier": "v" * 42},
    "another address": {"redirect_uri": OTHER_BACK},
    "no address": {"redirect_uri": None},
}


@pytest.mark.parametrize("wrong", WRONG_EXCHANGES.values(), ids=WRONG_EXCHANGES.keys())
async def test_a_wrong_exchange_gets_nothing_and_spends_the_code(stage, wrong):
    code = (await stage.allow())["code"]

    refused = await stage.exchange(code, **wrong)
    repeated = await stage.exchange(code)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert repeated.json()["error"] == "invalid_grant"


async def test_a_verifier_too_short_to_be_safe_is_refused_even_if_it_fits(stage):
    code = (await stage.allow(code_challenge=s256("v" * 42)))["code"]

    assert (await stage.exchange(code, code_verifier="v" * 42)).json()["error"] == "invalid_grant"


def test_a_flood_drops_the_oldest_names():
    shelf = OneTime(ttl_s=60)
    first = shelf.put("first", now_s=0)
    second = shelf.put("second", now_s=0)

    for _ in range(CAPACITY - 1):
        shelf.put("flood", now_s=0)

    assert shelf.look(second, now_s=0) == "second"
    with pytest.raises(NotOnHand):
        shelf.look(first, now_s=0)


async def test_another_client_gets_nothing_and_spends_nothing(google):
    code = (await google.allow())["code"]

    refused = await google.exchange(code, client_id="other")
    honest = await google.exchange(code)

    assert refused.json()["error"] == "invalid_grant"
    assert honest.status_code == 200


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": None}, "invalid_client"),
        ({"client_id": "nobody"}, "invalid_client"),
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
        ({"code": "invented"}, "invalid_grant"),
        ({"code": None}, "invalid_grant"),
        ({"code": "c" * 5000}, "invalid_request"),
    ],
)
async def test_a_wrong_request_is_named(google, fields, error):
    good = {"grant_type": "authorization_code", "code": (await google.allow())["code"]}

    response = await google.post_token(**(good | fields))

    assert response.status_code == 400
    assert response.json()["error"] == error
    assert response.json()["error_description"]
    assert response.headers["cache-control"] == "no-store"


async def test_a_wrong_basic_secret_is_challenged(google):
    response = await google.http.post(
        f"{google.url}/token", data={"grant_type": "refresh_token"}, auth=("oo", "wrong")
    )

    assert response.status_code == 401
    assert response.json()["error"] == "invalid_client"
    assert response.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"grant_type=authorization_code&grant_type=refresh_token", None),
        (b"\xff\xfe=1", None),
        (b"a=%FF", None),
        (b"&".join(b"p%d=1" % n for n in range(60)), None),
        (b"&".join(b"p%d=" % n + b"x" * 4_000 for n in range(30)), None),
        (b'{"grant_type": "authorization_code"}', "application/json"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
async def test_a_body_that_is_no_form_is_refused(google, body, content_type):
    headers = {"Content-Type": content_type or "application/x-www-form-urlencoded"}

    response = await google.http.post(f"{google.url}/token", content=body, headers=headers)

    assert (response.status_code, response.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("header", ["Basic ???", "Basic b28=", "Bearer b286eA==", "Basic /w=="])
async def test_an_unreadable_proof_is_no_proof(google, header):
    response = await google.http.post(
        f"{google.url}/token", data={"code": "c"}, headers={"Authorization": header}
    )

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")


async def test_two_proofs_at_once_are_one_too_many(google):
    response = await google.http.post(
        f"{google.url}/token", data={"client_secret": SECRET}, auth=("oo", SECRET)
    )

    assert response.json()["error"] == "invalid_request"
