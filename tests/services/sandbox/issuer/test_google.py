"""What the stand-in Google does as Google does; the provider dossier, §2.1."""

import pytest

from tests.mint import half_hash
from tests.services.sandbox.issuer.stage import CLIENT_ID, SECRET, answer_in


async def test_discovery_names_what_the_issuer_serves(google):
    document = (await google.http.get(f"{google.url}/.well-known/openid-configuration")).json()

    assert document["issuer"] == google.url
    assert document["authorization_endpoint"] == f"{google.url}/authorize"
    assert document["token_endpoint"] == f"{google.url}/token"
    assert document["jwks_uri"] == f"{google.url}/jwks"
    assert document["id_token_signing_alg_values_supported"] == ["RS256"]
    assert document["code_challenge_methods_supported"] == ["S256"]
    assert document["authorization_response_iss_parameter_supported"] is True


async def test_a_person_signs_in(google):
    answer = await google.allow("demo-mira")
    tokens = (await google.exchange(answer["code"])).json()
    claims = await google.claims(tokens["id_token"])

    assert answer["state"] == "state-of-the-test"
    assert answer["iss"] == google.url
    assert tokens["expires_in"] == 3599
    assert tokens["scope"] == "openid email profile"
    assert "refresh_token" not in tokens
    now_s = google.clock.now_s()
    assert claims == {
        "iss": google.url,
        "aud": CLIENT_ID,
        "azp": CLIENT_ID,
        "sub": "demo-mira",
        "iat": now_s,
        "exp": now_s + 3600,
        "nonce": "nonce-of-the-test",
        "at_hash": half_hash(tokens["access_token"]),
        "email": "mira@demo.example",
        "email_verified": True,
        "hd": "demo.example",
        "name": "Mira Lindqvist",
        "given_name": "Mira",
        "family_name": "Lindqvist",
    }


async def test_only_granted_scopes_open_claims(google):
    tokens = await google.sign_in(scope="openid")
    claims = await google.claims(tokens["id_token"])

    assert not claims.keys() & {"email", "email_verified", "name", "hd"}


async def test_basic_authentication_is_as_good_as_the_posted_secret(google):
    code = (await google.allow())["code"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": google.asking()["redirect_uri"],
    }

    response = await google.http.post(
        f"{google.url}/token",
        data={**form, "code_verifier": "v" * 20 + "-._~" + "7" * 40},
        auth=(CLIENT_ID, SECRET.replace(" ", "+")),
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("changes", "has_one"),
    [
        ({"access_type": "offline", "prompt": "consent"}, True),
        ({"access_type": "offline"}, False),
        ({"prompt": "consent"}, False),
    ],
)
async def test_a_refresh_token_needs_offline_access_and_consent(google, changes, has_one):
    tokens = await google.sign_in(**changes)

    assert ("refresh_token" in tokens) is has_one


async def test_refreshing_gives_a_new_access_token_and_no_new_refresh_token(google):
    tokens = await google.sign_in(access_type="offline", prompt="consent")

    response = await google.post_token(
        grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )

    assert response.status_code == 200
    assert response.json()["access_token"] != tokens["access_token"]
    assert response.json().keys() == {"access_token", "token_type", "expires_in", "scope"}


async def test_refreshing_cannot_widen_what_was_granted(google):
    tokens = await google.sign_in(scope="openid", access_type="offline", prompt="consent")

    response = await google.post_token(
        grant_type="refresh_token", refresh_token=tokens["refresh_token"], scope="openid email"
    )

    assert response.json()["error"] == "invalid_scope"


async def test_the_hundred_and_first_refresh_token_kills_the_first(google):
    first = await google.sign_in(access_type="offline", prompt="consent")
    grant = google.issuer.tokens.find(first["refresh_token"])
    for _ in range(99):
        google.issuer.tokens.add_refresh(grant, google.clock.now_s())
    refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    assert (await google.post_token(**refresh)).status_code == 200

    google.issuer.tokens.add_refresh(grant, google.clock.now_s())

    assert (await google.post_token(**refresh)).json()["error"] == "invalid_grant"


async def test_a_refresh_token_unused_for_half_a_year_is_dead(google):
    tokens = await google.sign_in(access_type="offline", prompt="consent")
    google.clock.pass_s(181 * 86_400)

    response = await google.post_token(
        grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )

    assert response.status_code == 400
    assert response.json() == {
        "error": "invalid_grant",
        "error_description": "Token has been expired or revoked.",
    }


async def test_revoking_one_token_ends_all_of_the_persons_tokens_for_the_client(google):
    first = await google.sign_in(access_type="offline", prompt="consent")
    second = await google.sign_in(access_type="offline", prompt="consent")
    other = await google.sign_in("demo-aiko", access_type="offline", prompt="consent")

    response = await google.http.post(f"{google.url}/revoke", data={"token": first["access_token"]})

    assert response.status_code == 200
    for tokens, status in ((first, 400), (second, 400), (other, 200)):
        answer = await google.post_token(
            grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        assert answer.status_code == status


async def test_userinfo_tells_the_bearer_and_nobody_else(google):
    tokens = await google.sign_in()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}

    told = await google.http.get(f"{google.url}/userinfo", headers=bearer)
    refused = await google.http.get(f"{google.url}/userinfo")
    google.clock.pass_s(3600)
    late = await google.http.get(f"{google.url}/userinfo", headers=bearer)

    assert told.json()["sub"] == "demo-mira"
    assert told.json()["email_verified"] is True
    assert refused.status_code == late.status_code == 401
    assert "invalid_token" in late.headers["www-authenticate"]


async def test_cancel_goes_back_with_access_denied(google):
    page = await google.open()

    answer = answer_in(await google.press(page, "cancel"))

    assert answer["error"] == "access_denied"
    assert answer["state"] == "state-of-the-test"
    assert answer["iss"] == google.url


async def test_a_turned_key_signs_while_the_old_one_stays_published(google):
    before = await google.sign_in()

    turned = await google.http.post(f"{google.url}/_turn_key", json={})
    after = await google.sign_in()

    jwks = (await google.http.get(f"{google.url}/jwks")).json()["keys"]
    assert jwks[0]["kid"] == turned.json()["kid"]
    assert len(jwks) == 2
    assert all("d" not in key for key in jwks)
    assert (await google.claims(before["id_token"]))["sub"] == "demo-mira"
    assert (await google.claims(after["id_token"]))["sub"] == "demo-mira"


async def test_a_key_can_be_withdrawn_at_once(google):
    await google.http.post(f"{google.url}/_turn_key", json={"keep_old": False})

    assert len((await google.http.get(f"{google.url}/jwks")).json()["keys"]) == 1
