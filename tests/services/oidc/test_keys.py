"""An issuer's keys are fetched when needed, not more often, and kept not too long (reliability A3)."""

import asyncio
import json
import time

import pytest

from core.errors import Refusal, SignInRefused
from core.oidc.key_shelf import KeyShelf
from tests.services.oidc.stage import PortClock, a_kid, callback
from tests.services.raw_server import a_server, says

HOUR_S = 3600


@pytest.fixture
def shelf(google):
    return KeyShelf(google.config, google.outbound, PortClock(google.clock))


async def assert_refused(stage):
    walk = await stage.begin()
    answer = callback(await stage.choose(walk))
    with pytest.raises(SignInRefused) as refused:
        await stage.provider.redeem(answer, walk.verifier, walk.nonce)
    return refused.value.why


async def test_keys_are_fetched_once_for_many_people(stage):
    for person in ("demo-mira", "demo-aiko", "demo-tariq"):
        await stage.sign_in(person)

    assert stage.looks("jwks") == 1


@pytest.mark.parametrize("keep_old", [True, False])
async def test_a_rotated_key_is_found_without_a_restart(stage, keep_old):
    await stage.sign_in()
    await stage.turn_key(keep_old=keep_old)

    assert await stage.sign_in()
    assert stage.looks("jwks") == 2


async def test_a_key_withdrawn_is_forgotten_within_a_day(google, shelf):
    url, old = f"{google.there.url}/jwks", google.issuer.store.keys[0].kid
    await shelf.keys_for(old, url)
    await google.turn_key(keep_old=False)
    google.clock.pass_s(24 * HOUR_S)

    keys = await shelf.keys_for(old, url)

    assert set(keys) == {google.issuer.store.keys[0].kid}


async def test_a_thousand_made_up_keys_cost_one_look_in_five_minutes(google, shelf):
    url = f"{google.there.url}/jwks"
    await shelf.keys_for(google.issuer.store.keys[0].kid, url)
    looks = [google.looks("jwks")]

    for _ in range(3):
        for _ in range(1000):
            await shelf.keys_for(a_kid(), url)
        looks.append(google.looks("jwks"))
        google.clock.pass_s(299)
        await shelf.keys_for(a_kid(), url)
        looks.append(google.looks("jwks"))
        google.clock.pass_s(1)

    assert looks == [1, 2, 2, 3, 3, 4, 4]


async def test_a_thousand_made_up_keys_at_once_before_the_first_look_cost_one(google, shelf):
    url = f"{google.there.url}/jwks"

    await asyncio.gather(*(shelf.keys_for(a_kid(), url) for _ in range(1000)))

    assert google.looks("jwks") == 1


async def test_many_people_at_once_cost_one_look(google, shelf):
    url, kid = f"{google.there.url}/jwks", google.issuer.store.keys[0].kid

    answers = await asyncio.gather(*(shelf.keys_for(kid, url) for _ in range(50)))

    assert google.looks("jwks") == 1
    assert all(kid in keys for keys in answers)


async def test_keys_serve_two_days_without_their_issuer_and_no_longer(google, shelf):
    url, kid = f"{google.there.url}/jwks", google.issuer.store.keys[0].kid
    await shelf.keys_for(kid, url)
    await google.fault(down=True)

    google.clock.pass_s(47 * HOUR_S)
    assert kid in await shelf.keys_for(kid, url)
    google.clock.pass_s(HOUR_S)
    with pytest.raises(SignInRefused) as refused:
        await shelf.keys_for(kid, url)

    assert refused.value.why is Refusal.PROVIDER


async def test_keys_are_looked_at_again_after_a_day(google, shelf):
    url, kid = f"{google.there.url}/jwks", google.issuer.store.keys[0].kid
    await shelf.keys_for(kid, url)

    google.clock.pass_s(24 * HOUR_S - 1)
    await shelf.keys_for(kid, url)
    before = google.looks("jwks")
    google.clock.pass_s(1)
    await shelf.keys_for(kid, url)

    assert (before, google.looks("jwks")) == (1, 2)


async def test_an_issuer_that_is_down_is_not_hammered(google, shelf):
    url, kid = f"{google.there.url}/jwks", google.issuer.store.keys[0].kid
    await google.fault(down=True)
    for _ in range(100):
        with pytest.raises(SignInRefused):
            await shelf.keys_for(kid, url)
    assert google.looks("jwks") == 1

    await google.fault()
    google.clock.pass_s(6)

    assert kid in await shelf.keys_for(kid, url)


@pytest.mark.parametrize("fault", ["redirect", "huge"])
async def test_keys_that_are_not_served_plainly_are_not_taken(stage, fault):
    await stage.fault(jwks=fault)

    why = await assert_refused(stage)

    assert why is Refusal.PROVIDER
    assert stage.looks("jwks") == 1
    assert stage.looks("jwks/elsewhere") == 0


async def test_keys_that_drip_are_not_waited_for(google, shelf):
    await google.fault(jwks="slow", jwks_delay_s=30)
    started = time.monotonic()

    with pytest.raises(SignInRefused):
        await shelf.keys_for(a_kid(), f"{google.there.url}/jwks")

    assert 4.5 < time.monotonic() - started < 7


@pytest.mark.parametrize("body", ["<html>", "[]", '{"keys": []}', '{"keys": [], "keys": []}'])
async def test_what_is_no_key_list_is_not_taken(google, shelf, body):
    async with a_server(says(body)) as (port, heads):
        with pytest.raises(SignInRefused) as refused:
            await shelf.keys_for(a_kid(), f"http://127.0.0.1:{port}/jwks")

    assert refused.value.why is Refusal.PROVIDER
    assert len(heads) == 1


async def test_a_key_list_may_have_64_kilobytes_and_no_more(google, shelf):
    kid, keys = google.issuer.store.keys[0].kid, google.issuer.store.keys[0].public()
    short = json.dumps({"keys": [keys], "padding": ""})
    full = short.replace('""', f'"{"x" * (65_536 - len(short))}"')

    async with a_server(says(full.replace("xx", "xxx", 1))) as (port, _):
        with pytest.raises(SignInRefused):
            await shelf.keys_for(kid, f"http://127.0.0.1:{port}/jwks")
    google.clock.pass_s(6)
    async with a_server(says(full)) as (port, _):
        assert kid in await shelf.keys_for(kid, f"http://127.0.0.1:{port}/jwks")


async def test_keys_beside_a_redirect_are_not_taken_either(google, shelf):
    body = json.dumps({"keys": [google.issuer.store.keys[0].public()]})

    async def respond(_head, writer):
        writer.write(f"HTTP/1.1 302 Found\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())

    async with a_server(respond) as (port, _):
        with pytest.raises(SignInRefused):
            await shelf.keys_for(a_kid(), f"http://127.0.0.1:{port}/jwks")


async def test_bad_keys_do_not_push_out_good_ones(google, shelf):
    url, kid = f"{google.there.url}/jwks", google.issuer.store.keys[0].kid
    await shelf.keys_for(kid, url)
    await google.fault(jwks="huge")

    keys = await shelf.keys_for(a_kid(), url)

    assert kid in keys
