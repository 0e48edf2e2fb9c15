"""People sign in at all three kinds of issuer, over real HTTP (reliability A1, A2, A4)."""

import dataclasses
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.secret import code_challenge
from core.errors import IntegrationRefused, Refusal, SignInRefused
from core.outbound import Unreachable
from core.ports import Callback
from tests.services.oidc.stage import callback
from tests.services.raw_server import a_server, says
from tests.services.sandbox.issuer.stage import BACK, CLIENT_ID, SECRET


async def refusal(redeeming):
    with pytest.raises(SignInRefused) as refused:
        await redeeming
    return refused.value


async def test_a_person_comes_back_proven(stage):
    identity = await stage.sign_in("demo-tariq")

    assert identity.issuer == stage.there.url
    assert identity.subject
    assert identity.email == "tariq@demo.example"
    assert identity.email_verified is True
    assert identity.name == "Tariq Haddad"


async def test_the_same_person_is_the_same_subject_and_others_are_not(stage):
    mira, mira_again, aiko = [await stage.sign_in(p) for p in ("demo-mira",) * 2 + ("demo-aiko",)]

    assert mira.subject == mira_again.subject != aiko.subject


async def test_the_browser_is_sent_with_proof_state_and_nonce(stage):
    walk = await stage.begin()

    asked = {name: values[0] for name, values in parse_qs(urlsplit(walk.url).query).items()}
    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT_ID
    assert asked["redirect_uri"] == BACK
    assert asked["scope"].split()[0] == "openid"
    assert (asked["state"], asked["nonce"]) == (walk.state, walk.nonce)
    assert asked["code_challenge"] == code_challenge(walk.verifier)
    assert asked["code_challenge_method"] == "S256"
    assert asked.get("response_mode") == ("form_post" if stage.provider.form_post else None)
    assert walk.verifier not in walk.url


async def test_only_apple_answers_by_post(google, apple, generic):
    providers = [stage.provider for stage in (google, apple, generic)]

    assert [provider.name for provider in providers] == ["google", "apple", "oidc"]
    assert [provider.form_post for provider in providers] == [False, True, False]


async def test_apple_tells_the_name_once_and_a_private_address_counts_as_one(apple):
    first = await apple.sign_in(email="hide")
    later = await apple.sign_in()

    assert first.name == "Mira Lindqvist"
    assert later.name == ""
    assert first.email == later.email
    assert first.email.endswith("@private.icloud.com")


async def test_the_unsigned_name_is_only_ever_a_name(apple):
    walk = await apple.begin()
    answer = await apple.choose(walk)
    forged = '{"name":{"firstName":"\\u202eEve\\n"},"email":"eve@evil.example","sub":"x"}'

    identity = await apple.provider.redeem(
        Callback(answer["code"], user=forged), walk.verifier, walk.nonce
    )

    assert identity.name == "Eve"
    assert identity.email == "mira@demo.example"


async def test_unsigned_text_is_not_read_from_others_than_apple(google):
    walk = await google.begin()
    answer = await google.choose(walk)
    forged = '{"name":{"firstName":"Eve"}}'

    identity = await google.provider.redeem(
        Callback(answer["code"], answer["iss"], forged), walk.verifier, walk.nonce
    )

    assert identity.name == "Mira Lindqvist"


async def test_a_code_works_once(stage):
    walk = await stage.begin()
    answer = callback(await stage.choose(walk))
    await stage.provider.redeem(answer, walk.verifier, walk.nonce)

    refused = await refusal(stage.provider.redeem(answer, walk.verifier, walk.nonce))

    assert refused.why is Refusal.EXPIRED


async def test_a_code_does_not_wait_for_ever(stage):
    walk = await stage.begin()
    answer = callback(await stage.choose(walk))
    stage.clock.pass_s(301)

    refused = await refusal(stage.provider.redeem(answer, walk.verifier, walk.nonce))

    assert refused.why is Refusal.EXPIRED
    assert isinstance(refused.__cause__, IntegrationRefused)
    assert refused.__cause__.tag == "invalid_grant"


async def test_a_code_is_worth_nothing_without_its_verifier(stage):
    """A1: PKCE is really sent, also to Apple, where both or neither must be."""
    walk, other = await stage.begin(), await stage.begin()
    answer = callback(await stage.choose(walk))

    refused = await refusal(stage.provider.redeem(answer, other.verifier, walk.nonce))

    assert refused.why is Refusal.EXPIRED


async def test_a_token_for_another_attempt_is_refused(stage):
    walk, other = await stage.begin(), await stage.begin()
    answer = callback(await stage.choose(walk))

    refused = await refusal(stage.provider.redeem(answer, walk.verifier, other.nonce))

    assert refused.why is Refusal.PROOF


@pytest.mark.parametrize("why", ["nothing", "too long"])
async def test_what_is_no_code_is_not_passed_on(stage, why):
    code = {"nothing": "", "too long": "c" * 5000}[why]

    refused = await refusal(stage.provider.redeem(Callback(code), "v" * 43, "n"))

    assert refused.why is Refusal.PROVIDER
    assert stage.looks("token") == 0


async def test_a_code_from_another_issuer_is_not_passed_on(google):
    """A mix-up: the answer says whose it is (RFC 9207)."""
    walk = await google.begin()
    answer = await google.choose(walk)
    assert answer["iss"] == google.there.url

    refused = await refusal(
        google.provider.redeem(
            Callback(answer["code"], "https://evil.example"), walk.verifier, walk.nonce
        )
    )

    assert refused.why is Refusal.PROOF
    assert google.looks("token") == 0


async def test_an_issuer_whose_clock_is_astray_is_told_apart_from_a_forger(stage):
    walk = await stage.begin()
    answer = callback(await stage.choose(walk))
    await stage.fault(claims={"iat": stage.clock.now_s() + 3600})

    refused = await refusal(stage.provider.redeem(answer, walk.verifier, walk.nonce))

    assert refused.why is Refusal.CLOCK


@pytest.mark.parametrize(
    "faults",
    [
        {"wrong_nonce": True},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"aud": "other"}},
        {"claims": {"aud": [CLIENT_ID, "other"]}},
        {"claims": {"azp": "other"}},
        {"claims": {"at_hash": "x"}},
        {"claims": {"sub": None}},
        {"claims": {"exp": None}},
        {"id_token": "a.b.c"},
        {"id_token": "e30.e30."},
    ],
    ids=str,
)
async def test_a_token_that_is_not_right_opens_nothing(google, faults):
    walk = await google.begin()
    answer = callback(await google.choose(walk))
    await google.fault(**faults)

    refused = await refusal(google.provider.redeem(answer, walk.verifier, walk.nonce))

    assert (refused.why, refused.provider) == (Refusal.PROOF, "google")


@pytest.mark.parametrize(
    "faults", [{"id_token": ""}, {"html_tokens": True}, {"down": True}], ids=str
)
async def test_an_answer_without_tokens_is_the_providers_fault(stage, faults):
    walk = await stage.begin()
    answer = callback(await stage.choose(walk))
    await stage.fault(**faults)

    refused = await refusal(stage.provider.redeem(answer, walk.verifier, walk.nonce))

    assert refused.why is Refusal.PROVIDER


async def test_a_token_endpoint_that_does_not_answer_is_the_providers_fault(google):
    walk = await google.begin()
    answer = callback(await google.choose(walk))
    async with a_server(says("")) as (port, _):
        gone = f"http://127.0.0.1:{port}/token"
    endpoints = dataclasses.replace(google.config.endpoints, token=gone)
    await google.fault(discovery={"token_endpoint": gone})

    provider = google.another_provider(dataclasses.replace(google.config, endpoints=endpoints))
    refused = await refusal(provider.redeem(answer, walk.verifier, walk.nonce))

    assert refused.why is Refusal.PROVIDER
    assert isinstance(refused.__cause__, Unreachable)


async def test_a_wrong_client_secret_is_the_providers_fault_and_named_in_the_cause(google):
    config = dataclasses.replace(google.config, secret=SECRET[::-1])
    walk = await google.begin()
    answer = callback(await google.choose(walk))

    refused = await refusal(
        google.another_provider(config).redeem(answer, walk.verifier, walk.nonce)
    )

    assert refused.why is Refusal.PROVIDER
    assert refused.__cause__.tag == "invalid_client"
    assert SECRET not in str(refused.__cause__)


async def test_a_client_may_prove_itself_in_the_header_where_forms_are_not_taken(generic):
    await generic.fault(
        discovery={"token_endpoint_auth_methods_supported": ["client_secret_basic"]}
    )

    identity = await generic.sign_in()

    assert identity.email == "mira@demo.example"
