"""Refusals are written down like successes, and nobody can flood the chain with them."""

import pytest

from core.domain.user import Role
from core.errors import Malformed, NotAllowed
from core.usecases.audited import MOST, WINDOW_S, Denials
from tests.fakes.access import a_deed, an_actor, entries


@pytest.fixture
def denials(world):
    return Denials(world.store, world.clock)


async def refused(denials, actor, deed, error=None):
    with pytest.raises((NotAllowed, Malformed)):
        async with denials.of(actor, deed):
            raise error or NotAllowed


async def test_a_refusal_is_written_down_as_one(world, denials):
    actor = an_actor(Role.VIEWER, request="session abc")

    await refused(denials, actor, a_deed())

    (entry,) = await entries(world)
    assert (entry.action, entry.result, entry.actor_id) == (
        "promoted a policy",
        "refused: not_allowed",
        actor.user_id,
    )
    assert (entry.role, entry.request) == ("viewer", "session abc")


async def test_what_succeeds_or_cannot_be_read_is_no_refusal(world, denials):
    async with denials.of(an_actor(), a_deed()):
        pass
    await refused(denials, an_actor(), a_deed(), Malformed("reason"))

    assert await entries(world) == []


async def test_the_same_refusal_counts_once_a_minute(world, denials):
    actor = an_actor(Role.VIEWER)
    for number in range(5):
        await refused(denials, actor, a_deed(object=str(number)))
    await refused(denials, actor, a_deed(action="demoted a policy"))
    await refused(denials, an_actor(Role.VIEWER), a_deed())
    assert len(await entries(world)) == 3

    world.clock.advance(seconds=WINDOW_S)
    await refused(denials, actor, a_deed())

    assert len(await entries(world)) == 4


async def test_many_people_cannot_flood_it_either(world, denials):
    for _ in range(MOST + 20):
        await refused(denials, an_actor(Role.USER), a_deed())

    assert len(await entries(world)) == MOST
