"""Discovery may confirm what configuration says, and never replace it (reliability A3)."""

import asyncio

import pytest

from core.errors import Refusal, SignInRefused
from tests.services.oidc.stage import callback

DAY_S = 24 * 3600


async def assert_refused(stage):
    with pytest.raises(SignInRefused) as refused:
        await stage.begin()
    assert refused.value.why is Refusal.PROVIDER


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"id_token_signing_alg_values_supported": ["RS256", "none"]},
        {"id_token_signing_alg_values_supported": ["HS256"]},
        {"id_token_signing_alg_values_supported": None},
        {"id_token_signing_alg_values_supported": "RS256"},
    ],
    ids=str,
)
async def test_a_document_that_contradicts_configuration_closes_the_issuer(stage, change):
    await stage.fault(discovery=change)

    await assert_refused(stage)


async def test_an_issuer_that_differs_by_a_slash_is_another_one(stage):
    await stage.fault(discovery={"issuer": f"{stage.there.url}/"})

    await assert_refused(stage)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "url",
    [
        "http://evil.example/x",
        "http://127.0.0.1.evil.example/x",
        "https://user@issuer.example/x",
        "https://issuer.example/x#y",
        "javascript:alert(1)",
        "//evil.example/x",
        "",
        None,
        7,
    ],
    ids=str,
)
async def test_an_endpoint_that_is_no_safe_address_is_not_used(generic, name, url):
    await generic.fault(discovery={name: url})

    await assert_refused(generic)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
async def test_pinned_endpoints_are_not_moved_by_a_document(google, name):
    await google.fault(discovery={name: "https://evil.example/x"})

    await assert_refused(google)


async def test_more_algorithms_than_pinned_are_a_contradiction_at_a_pinned_issuer_only(
    google, generic
):
    """Many honest issuers offer HS256 as well; only what is configured is ever accepted."""
    change = {"id_token_signing_alg_values_supported": ["RS256", "HS256"]}
    await google.fault(discovery=change)
    await generic.fault(discovery=change)

    await assert_refused(google)
    assert await generic.begin()


async def test_a_closed_issuer_opens_again_when_its_document_is_right_again(stage):
    await stage.fault(discovery={"issuer": "https://evil.example"})
    await assert_refused(stage)
    await stage.fault()
    await assert_refused(stage)

    stage.clock.pass_s(6)

    assert await stage.sign_in()


async def test_an_issuer_that_starts_to_contradict_is_closed_within_a_day(stage):
    await stage.sign_in()
    await stage.fault(discovery={"issuer": "https://evil.example"})

    stage.clock.pass_s(DAY_S)

    await assert_refused(stage)


async def test_a_callback_is_refused_too_once_the_issuer_contradicts(stage):
    walk = await stage.begin()
    answer = callback(await stage.choose(walk))
    await stage.fault(discovery={"issuer": "https://evil.example"})

    with pytest.raises(SignInRefused):
        await stage.another_provider().redeem(answer, walk.verifier, walk.nonce)

    assert stage.looks("token") == 0


async def test_the_document_is_asked_for_once_a_day(stage):
    for _ in range(3):
        await stage.sign_in()
    stage.clock.pass_s(DAY_S - 1)
    await stage.begin()

    assert stage.looks(".well-known/openid-configuration") == 1


async def test_many_people_at_once_cost_one_look(stage):
    await asyncio.gather(*(stage.begin() for _ in range(20)))

    assert stage.looks(".well-known/openid-configuration") == 1


async def test_an_unreachable_document_stops_only_who_has_no_endpoints(google, generic):
    for stage in (google, generic):
        await stage.fault(down=True)

    assert await google.begin()
    await assert_refused(generic)


async def test_endpoints_once_learned_outlive_an_unreachable_document(generic):
    await generic.begin()
    await generic.fault(down=True)
    generic.clock.pass_s(DAY_S)

    assert await generic.begin()
    assert await generic.begin()
    assert generic.looks(".well-known/openid-configuration") == 2
