"""What the stand-in of any other OpenID Connect issuer does."""

import pytest

from tests.services.sandbox.issuer.stage import answer_in


async def test_a_person_signs_in(oidc):
    answer = await oidc.allow("demo-aiko", max_age="0")
    claims = await oidc.claims((await oidc.exchange(answer["code"])).json()["id_token"])

    assert "iss" not in answer
    assert claims["sub"] == "demo-aiko"
    assert claims["auth_time"] == oidc.clock.now_s()
    assert claims["preferred_username"] == "aiko"
    assert claims["zoneinfo"] == "Asia/Tokyo"
    assert claims["email_verified"] is True


@pytest.mark.parametrize("max_age", ["-1", "soon", "1.5", "9" * 10, "٣"])
async def test_an_odd_max_age_is_refused(oidc, max_age):
    answer = answer_in(await oidc.open(max_age=max_age))

    assert answer["error"] == "invalid_request"


async def test_offline_access_gives_a_refresh_token_after_consent(oidc):
    scope = "openid offline_access"

    with_consent = await oidc.sign_in(scope=scope, prompt="consent")
    without = await oidc.sign_in(scope=scope)

    assert "refresh_token" in with_consent
    assert "refresh_token" not in without


async def test_the_answer_may_be_posted(oidc):
    answer = await oidc.allow(response_mode="form_post")

    assert answer.keys() == {"code", "state"}


async def test_revoking_ends_one_sign_in_and_not_the_others(oidc):
    scope = {"scope": "openid offline_access", "prompt": "consent"}
    first, second = await oidc.sign_in(**scope), await oidc.sign_in(**scope)

    revoked = await oidc.post_token("revoke", token=first["refresh_token"])

    assert revoked.status_code == 200
    for tokens, status in ((first, 400), (second, 200)):
        answer = await oidc.post_token(
            grant_type="refresh_token", refresh_token=tokens["refresh_token"]
        )
        assert answer.status_code == status


async def test_another_clients_token_is_left_alone(oidc):
    tokens = await oidc.sign_in(scope="openid offline_access", prompt="consent")

    revoked = await oidc.post_token("revoke", client_id="other", token=tokens["refresh_token"])
    stolen = await oidc.post_token(
        client_id="other", grant_type="refresh_token", refresh_token=tokens["refresh_token"]
    )

    assert revoked.status_code == 200
    assert stolen.json()["error"] == "invalid_grant"
    assert oidc.issuer.tokens.find(tokens["refresh_token"]) is not None
