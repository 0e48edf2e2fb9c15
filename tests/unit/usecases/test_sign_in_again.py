"""An act that asks for a fresh sign-in is taken after one: in a new session, back where one was."""

import pytest

from core.domain.audit import SYSTEM
from core.domain.session import actor_of
from core.domain.user import Role
from core.errors import SignInAgain
from tests.fakes.access import BECAUSE
from tests.fakes.builders import an_identity
from tests.fakes.world import a_world, hash_of

BOSS = an_identity("boss", email="boss@mail.example")
THERE = "/admin/policies?p=28d&f=policy%3Abayes-v1"


async def actor_behind(world, arrival):
    return actor_of(await world.principal(arrival), world.clock.now())


async def test_after_a_quarter_of_an_hour_it_takes_a_new_sign_in():
    world = a_world(admin_seed_email="boss@mail.example")
    ada, first = await world.a_person(an_identity("ada")), await world.sign_in(BOSS)
    world.clock.advance(minutes=15)
    with pytest.raises(SignInAgain):
        await world.core.set_role(await actor_behind(world, first), ada, Role.VIEWER)

    second = await world.sign_in(BOSS, path=THERE)
    changed = await world.core.set_role(await actor_behind(world, second), ada, Role.VIEWER)

    assert changed.role is Role.VIEWER
    assert second.return_path == THERE
    assert hash_of(second) != hash_of(first)


async def test_using_a_session_does_not_make_its_sign_in_fresh():
    world = a_world(admin_seed_email="boss@mail.example")
    arrival = await world.sign_in(BOSS)

    for _ in range(4):
        world.clock.advance(minutes=10)
        actor = await actor_behind(world, arrival)

    assert not actor.fresh
    with pytest.raises(SignInAgain):
        await world.core.reveal_identity(actor, actor.user_id, BECAUSE)


async def test_a_role_in_the_console_changes_nothing_about_tips(world):
    reader = await world.a_reader()

    await world.core.set_role(SYSTEM, reader, Role.VIEWER)

    assert (await world.tip(reader)).card.text
