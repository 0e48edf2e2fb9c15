"""The issuer misbehaves when told to (reliability A2, A3)."""

import asyncio
import time

import httpx
import pytest

from tests.forge import FORGERIES, Mint
from tests.services.sandbox.issuer.stage import answer_in


async def pull(stage, **faults):
    response = await stage.http.post(f"{stage.url}/_faults", json=faults)
    assert response.status_code == 200, response.text


async def discovery(stage):
    return (await stage.http.get(f"{stage.url}/.well-known/openid-configuration")).json()


async def test_discovery_lies(google):
    algorithms = ["RS256", "none", "HS256"]

    await pull(
        google,
        discovery={
            "issuer": "https://evil.example",
            "id_token_signing_alg_values_supported": algorithms,
            "jwks_uri": None,
        },
    )

    document = await discovery(google)
    assert document["issuer"] == "https://evil.example"
    assert document["id_token_signing_alg_values_supported"] == algorithms
    assert "jwks_uri" not in document
    assert document["token_endpoint"] == f"{google.url}/token"


async def test_keys_redirect(google):
    await pull(google, jwks="redirect")

    response = await google.http.get(f"{google.url}/jwks", follow_redirects=False)
    followed = await google.http.get(f"{google.url}/jwks", follow_redirects=True)

    assert response.status_code == 302
    assert followed.json()["keys"]
    assert google.issuer.served["jwks/elsewhere"] == 1


async def test_keys_are_huge(google):
    await pull(google, jwks="huge")

    assert len((await google.http.get(f"{google.url}/jwks")).content) > 10 * 1024 * 1024


async def test_keys_drip(google):
    await pull(google, jwks="slow", jwks_delay_s=0.4)
    began = time.monotonic()

    keys = (await google.http.get(f"{google.url}/jwks")).json()["keys"]

    assert keys
    assert time.monotonic() - began >= 0.4


async def test_an_abandoned_slow_answer_does_not_hold_the_server(google):
    await pull(google, jwks="slow", jwks_delay_s=60)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await google.http.get(f"{google.url}/jwks")

    assert (await discovery(google))["issuer"] == google.url


async def test_everything_is_down_but_the_levers(google):
    await pull(google, down=True)

    statuses = {
        path: (await google.http.get(f"{google.url}/{path}")).status_code
        for path in ("authorize", "jwks", "userinfo", ".well-known/openid-configuration")
    }
    await pull(google)

    assert set(statuses.values()) == {503}
    assert (await discovery(google))["issuer"] == google.url


async def test_the_nonce_is_wrong(google):
    await pull(google, wrong_nonce=True)

    claims = await google.claims((await google.sign_in())["id_token"])

    assert claims["nonce"] != "nonce-of-the-test"


async def test_claims_are_chosen(google):
    await pull(google, claims={"iss": "https://evil.example", "aud": ["oo", "x"], "sub": None})

    claims = await google.claims((await google.sign_in())["id_token"])

    assert claims["iss"] == "https://evil.example"
    assert claims["aud"] == ["oo", "x"]
    assert "sub" not in claims


async def test_the_token_answer_is_a_web_page(google):
    answer = await google.allow()
    await pull(google, html_tokens=True)

    response = await google.exchange(answer["code"])

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")


async def test_the_id_token_is_any_text_or_absent(google):
    forged = FORGERIES["alg_none"](Mint(issuer=google.url))
    await pull(google, id_token=forged)
    served = await google.sign_in()
    await pull(google, id_token="")

    without = await google.sign_in()

    assert served["id_token"] == forged
    assert "id_token" not in without


async def test_the_way_back_is_changed(google):
    await pull(google, redirect={"iss": "https://evil.example", "state": None})

    answer = answer_in(await google.press(await google.open(), "demo-mira"))

    assert answer["iss"] == "https://evil.example"
    assert "state" not in answer


async def test_less_is_granted_than_asked(google):
    await pull(google, granted_scopes=["openid"])

    tokens = await google.sign_in()

    assert tokens["scope"] == "openid"
    assert "email" not in await google.claims(tokens["id_token"])


async def test_the_levers_tell_how_often_each_route_was_asked(google):
    for _ in range(3):
        await google.http.get(f"{google.url}/jwks")

    told = (await google.http.get(f"{google.url}/_faults")).json()

    assert told["served"] == {"jwks": 3}
    assert told["faults"]["down"] is False


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"[" * 50_000,
        b"{" * 70_000,
        b'{"unknown": 1}',
        b'{"down": "yes"}',
        b'{"jwks": "odd"}',
        b'{"granted_scopes": "openid"}',
        b'{"granted_scopes": [1]}',
        b'{"claims": []}',
    ],
)
async def test_levers_pulled_wrongly_do_nothing(google, body):
    headers = {"Content-Type": "application/json"}

    response = await google.http.post(f"{google.url}/_faults", content=body, headers=headers)

    assert response.status_code == 400
    assert (await discovery(google))["issuer"] == google.url


@pytest.mark.parametrize("path", ["_faults", "_turn_key"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_a_foreign_page_cannot_pull_a_lever(google, path, headers):
    response = await google.http.post(f"{google.url}/{path}", content=b"{}", headers=headers)

    assert response.status_code == 400


@pytest.mark.parametrize("body", [b"", b"[]", b'{"keep_old": "no"}', b"[" * 50_000])
async def test_a_key_turned_wrongly_stays(google, body):
    before = (await google.http.get(f"{google.url}/jwks")).json()

    response = await google.http.post(
        f"{google.url}/_turn_key", content=body, headers={"Content-Type": "application/json"}
    )

    assert response.status_code == 400
    assert (await google.http.get(f"{google.url}/jwks")).json() == before


async def test_a_body_that_breaks_off_is_no_trouble(google):
    async def half():
        yield b"grant_type="
        raise ConnectionResetError

    with pytest.raises((httpx.HTTPError, ConnectionResetError)):
        await google.http.post(f"{google.url}/token", content=half())

    assert (await discovery(google))["issuer"] == google.url
