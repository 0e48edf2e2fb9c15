"""The link that lets a self-hoster in."""

import asyncio

import pytest

from core.domain.session import NOBODY
from core.domain.user import Role
from core.errors import Malformed, Refusal, SignInRefused
from tests.fakes.builders import an_identity
from tests.fakes.world import a_world


async def refusal(world, secret):
    with pytest.raises(SignInRefused) as refused:
        await world.core.use_login_link(secret, "Firefox")
    return refused.value.why


async def test_a_link_lets_its_bearer_in(world):
    secret = await world.core.make_login_link("ada@mail.example")

    arrival = await world.core.use_login_link(secret, "Firefox")

    assert await world.principal(arrival) is not NOBODY
    assert arrival.return_path == "/"


async def test_a_link_works_once(world):
    secret = await world.core.make_login_link("ada@mail.example")
    await world.core.use_login_link(secret, "Firefox")

    assert await refusal(world, secret) is Refusal.EXPIRED


async def test_of_twenty_parallel_uses_one_works(world):
    secret = await world.core.make_login_link("ada@mail.example")

    ended = await asyncio.gather(
        *(world.core.use_login_link(secret, "Firefox") for _ in range(20)), return_exceptions=True
    )

    assert sum(not isinstance(one, SignInRefused) for one in ended) == 1


async def test_a_link_lives_ten_minutes(world):
    secret = await world.core.make_login_link("ada@mail.example")
    world.clock.advance(minutes=10)

    assert await refusal(world, secret) is Refusal.EXPIRED


@pytest.mark.parametrize("secret", ["", "x" * 43, "\ud800"])
async def test_an_unknown_link_lets_nobody_in(world, secret):
    assert await refusal(world, secret) is Refusal.EXPIRED


async def test_the_state_of_a_sign_in_is_no_link(world):
    answer = await world.begin()

    assert await refusal(world, answer.state) is Refusal.EXPIRED


async def test_the_same_address_is_the_same_person_however_it_is_typed(world):
    came = []
    for email in ("ada@mail.example", " Ada@Mail.Example "):
        secret = await world.core.make_login_link(email)
        came.append(await world.principal(await world.core.use_login_link(secret, "Firefox")))

    assert came[0].user_id == came[1].user_id


async def test_a_link_never_opens_the_account_that_a_provider_vouches_for(world):
    ada = await world.a_person(an_identity("ada", email="ada@mail.example"))
    secret = await world.core.make_login_link("ada@mail.example")

    came = await world.principal(await world.core.use_login_link(secret, "Firefox"))

    assert came.user_id != ada


async def test_the_address_is_kept_as_a_digest_only(world):
    secret = await world.core.make_login_link("ada@mail.example")
    came = await world.principal(await world.core.use_login_link(secret, "Firefox"))

    kept = await world.look(lambda work: work.history.identities(came.user_id))

    assert "ada" not in kept[0].subject


async def test_a_link_can_make_the_first_admin():
    world = a_world(admin_seed_email="boss@mail.example")
    secret = await world.core.make_login_link("boss@mail.example")

    came = await world.principal(await world.core.use_login_link(secret, "Firefox"))

    user = await world.look(lambda work: work.users.get(came.user_id))
    assert user.role is Role.OWNER


@pytest.mark.parametrize(
    "email",
    ["", "ada", "@mail.example", "ada@", "a\n@mail.example", "a" * 250 + "@b.cd", "\ud800@b"],
)
async def test_what_is_no_address_makes_no_link(world, email):
    with pytest.raises(Malformed):
        await world.core.make_login_link(email)
