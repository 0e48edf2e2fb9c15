"""Signing in: one browser, one attempt, one answer (reliability A1)."""

import asyncio
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from core.domain.attempt import AttemptKind
from core.domain.consent import TEXT_VERSION, Purpose
from core.domain.events import SignedIn
from core.domain.secret import code_challenge
from core.domain.session import NOBODY
from core.errors import IntegrationDown, NotFound, Refusal, SignInRefused
from tests.fakes.builders import an_identity
from tests.fakes.world import state_of

REFUSED = {
    "no state": ({"state": ""}, Refusal.EXPIRED),
    "an unknown state": ({"state": "x" * 43}, Refusal.EXPIRED),
    "a state with one letter more": (lambda it: {"state": it.state + "a"}, Refusal.EXPIRED),
    "a state cut short": (lambda it: {"state": it.state[:-1]}, Refusal.EXPIRED),
    "a state in other case": (lambda it: {"state": it.state.swapcase()}, Refusal.EXPIRED),
    "half a surrogate for a state": ({"state": "\ud800"}, Refusal.EXPIRED),
    "a huge state": ({"state": "s" * 10**6}, Refusal.EXPIRED),
    "the cookie for a state": (lambda it: {"state": it.cookie}, Refusal.EXPIRED),
    "no cookie": ({"cookie": ""}, Refusal.COOKIES),
    "a cookie of another browser": ({"cookie": "c" * 43}, Refusal.PROOF),
    "the state for a cookie": (lambda it: {"cookie": it.state}, Refusal.PROOF),
    "half a surrogate for a cookie": ({"cookie": "\udfff"}, Refusal.PROOF),
    "a swapped provider": ({"provider": "apple"}, Refusal.PROOF),
    "an unknown provider": ({"provider": "nobody"}, Refusal.PROOF),
    "no code": ({"code": ""}, Refusal.PROVIDER),
    "a code that the provider does not know": ({"code": "forged"}, Refusal.PROVIDER),
    "a person who turned back": ({"code": "", "error": "access_denied"}, Refusal.CANCELLED),
    "a person who turned back at Apple": (
        {"code": "", "error": "user_cancelled_authorize"},
        Refusal.CANCELLED,
    ),
    "an error beside a code": ({"error": "access_denied"}, Refusal.CANCELLED),
    "an error of the provider": ({"code": "", "error": "server_error"}, Refusal.PROVIDER),
    "an error full of markup": ({"code": "", "error": "<script>"}, Refusal.PROVIDER),
}


async def refusal(world, answer):
    """Return why an answer is refused, having seen that nobody came in by it."""
    before = len(await world.events(SignedIn))
    with pytest.raises(SignInRefused) as refused:
        await world.core.finish_sign_in(answer, "Firefox")
    assert len(await world.events(SignedIn)) == before
    return refused.value.why


def test_there_are_at_least_twenty_ways_to_be_refused():
    assert len(REFUSED) >= 20


@pytest.mark.parametrize("case", REFUSED)
async def test_an_answer_that_does_not_hold_lets_nobody_in(world, case):
    change, why = REFUSED[case]
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()
    changed = replace(answer, **(change(answer) if callable(change) else change))

    assert await refusal(world, changed) is why


@pytest.mark.parametrize(("minutes", "seconds"), [(10, 0), (11, 0), (60 * 24, 0)])
async def test_an_attempt_lives_ten_minutes(world, minutes, seconds):
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()
    world.clock.advance(minutes=minutes, seconds=seconds)

    assert await refusal(world, answer) is Refusal.EXPIRED


async def test_an_attempt_just_in_time_is_good(world):
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()
    world.clock.advance(minutes=9, seconds=59)

    arrival = await world.core.finish_sign_in(answer, "Firefox")

    assert await world.principal(arrival) is not NOBODY


async def test_a_state_works_once(world):
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()
    await world.core.finish_sign_in(answer, "Firefox")
    world.issuers["google"].people["code"] = an_identity()

    assert await refusal(world, answer) is Refusal.EXPIRED


async def test_a_refused_state_is_used_up(world):
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()
    await refusal(world, replace(answer, cookie="foreign"))

    assert await refusal(world, answer) is Refusal.EXPIRED


async def test_a_code_replayed_with_a_new_attempt_lets_nobody_in(world):
    await world.sign_in()

    assert await refusal(world, await world.begin()) is Refusal.PROVIDER


async def test_the_cookies_of_two_tabs_do_not_mix(world):
    one, two = await world.begin(), await world.begin()
    world.issuers["google"].people["code"] = an_identity()

    assert await refusal(world, replace(one, cookie=two.cookie)) is Refusal.PROOF


async def test_two_tabs_in_parallel_both_come_in(world):
    answers = [replace(await world.begin(), code=code) for code in ("one", "two")]
    world.issuers["google"].people |= {"one": an_identity(), "two": an_identity()}

    arrivals = await asyncio.gather(
        *(world.core.finish_sign_in(answer, "Firefox") for answer in answers)
    )

    one, two = [await world.principal(arrival) for arrival in arrivals]
    assert one.user_id == two.user_id
    assert one.session != two.session


async def test_of_fifty_parallel_uses_of_one_state_one_comes_in(world):
    answer = await world.begin()
    world.issuers["google"].people |= {f"c{n}": an_identity(f"p{n}") for n in range(50)}

    ended = await asyncio.gather(
        *(world.core.finish_sign_in(replace(answer, code=f"c{n}"), "Firefox") for n in range(50)),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, SignInRefused) for one in ended) == 1
    assert len(await world.events(SignedIn)) == 1


async def test_an_attempt_to_connect_does_not_sign_in(world):
    ada = await world.a_person()
    answer = replace(await world.consent_url(ada), provider="google", code="code")
    world.issuers["google"].people["code"] = an_identity("eve")

    assert await refusal(world, answer) is Refusal.PROOF


async def test_a_login_link_does_not_work_as_a_state(world):
    secret = await world.core.make_login_link("ada@mail.example")
    answer = replace(await world.begin(), state=secret)
    world.issuers["google"].people["code"] = an_identity("eve")

    assert await refusal(world, answer) is Refusal.PROOF


async def test_a_provider_that_is_switched_off_mid_flow_lets_nobody_in(world):
    answer = await world.begin()
    del world.issuers["google"]

    assert await refusal(world, answer) is Refusal.DISABLED


async def test_a_provider_that_is_down_lets_nobody_in(world):
    answer = await world.begin()
    world.issuers["google"].failure = IntegrationDown("google")

    assert await refusal(world, answer) is Refusal.PROVIDER


async def test_a_provider_that_is_down_cannot_be_begun_with_and_leaves_no_attempt(world):
    world.issuers["google"].failure = IntegrationDown("google")

    with pytest.raises(IntegrationDown):
        await world.core.begin_sign_in("google", "/")

    assert world.store.writes == 0


async def test_an_unknown_provider_cannot_be_begun_with(world):
    with pytest.raises(NotFound):
        await world.core.begin_sign_in("nobody", "/")


async def test_every_attempt_has_secrets_of_its_own(world):
    begun = [await world.core.begin_sign_in("google", "/") for _ in range(20)]

    sent = [parse_qs(urlsplit(one.url).query) for one in begun]
    drawn = {value for one in sent for values in one.values() for value in values}
    assert len(drawn | {one.cookie for one in begun}) == 20 * 4


async def test_the_provider_is_asked_with_the_verifier_and_nonce_of_this_attempt(world):
    begun = await world.core.begin_sign_in("google", "/")
    sent = parse_qs(urlsplit(begun.url).query)
    answer = replace(await world.begin(), state=state_of(begun), cookie=begun.cookie)
    world.issuers["google"].people["code"] = an_identity()

    await world.core.finish_sign_in(answer, "Firefox")

    _, verifier, nonce = world.issuers["google"].asked[0]
    assert [code_challenge(verifier)] == sent["challenge"]
    assert [nonce] == sent["nonce"]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [("/settings", "/settings"), ("//e.example", "/"), ("https://e.example", "/")],
)
async def test_the_way_back_stays_at_home(world, asked, kept):
    arrival = await world.sign_in(path=asked)

    assert arrival.return_path == kept


async def test_a_new_user_has_agreed_to_the_terms_now_in_force(world):
    ada = await world.a_person()

    said = await world.look(lambda work: work.consents.of(ada))
    assert [(it.purpose, it.given, it.text_version) for it in said] == [
        (Purpose.TERMS, True, TEXT_VERSION)
    ]


async def test_it_is_the_first_time_until_the_purposes_were_answered(world):
    first = await world.sign_in()
    second = await world.sign_in()
    await world.allow((await world.principal(second)).user_id, nudges=False)
    third = await world.sign_in()

    assert (first.first, second.first, third.first) == (True, True, False)


async def test_each_sign_in_makes_a_new_session_id(world):
    one, two = await world.sign_in(), await world.sign_in()

    assert one.session_id != two.session_id


async def test_only_digests_of_secrets_are_stored(world):
    answer = await world.begin()

    kept = world.store._store.room.kind("attempts").values
    assert answer.state not in kept
    assert {it.kind for it in kept.values()} == {AttemptKind.SIGN_IN}
    assert answer.cookie not in {it.cookie_hash for it in kept.values()}


async def test_a_lost_race_for_a_new_identity_is_run_again(world):
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()
    world.store.refuse_write(2)

    arrival = await world.core.finish_sign_in(answer, "Firefox")

    assert await world.principal(arrival) is not NOBODY
