"""Roles: given by owners, fresh from signing in; somebody always stays owner (reliability R1)."""

import asyncio
from dataclasses import replace

import pytest

from core.domain.audit import SYSTEM
from core.domain.session import NOBODY
from core.domain.user import Role
from core.errors import LastOwner, NotAllowed, NotFound, SignInAgain
from core.usecases.resolve_session import ResolveSession
from tests.fakes.access import an_actor, entries, with_role
from tests.fakes.builders import an_identity
from tests.fakes.world import hash_of


async def role_of(world, user_id):
    return (await world.look(lambda work: work.users.get(user_id))).role


async def test_an_owner_gives_a_role_and_it_is_written_down(world):
    owner, ada = await with_role(world, Role.OWNER), await world.a_person()

    changed = await world.core.set_role(owner, ada, Role.ANALYST, "joins the team")

    assert changed.role is await role_of(world, ada) is Role.ANALYST
    entry = (await entries(world))[-1]
    assert (entry.actor_id, entry.action, entry.object) == (
        owner.user_id,
        "changed a role",
        str(ada),
    )
    assert (entry.before, entry.after) == ({"role": "user"}, {"role": "analyst"})
    assert (entry.reason, entry.result) == ("joins the team", "done")


@pytest.mark.parametrize("role", [Role.USER, Role.VIEWER, Role.ANALYST, Role.OPERATOR])
async def test_nobody_else_does(world, role):
    actor, ada = await with_role(world, role), await world.a_person()

    with pytest.raises(NotAllowed):
        await world.core.set_role(actor, ada, Role.VIEWER)

    assert await role_of(world, ada) is Role.USER
    entry = (await entries(world))[-1]
    assert (entry.actor_id, entry.result) == (actor.user_id, "refused: not_allowed")


@pytest.mark.parametrize("role", [Role.USER, Role.VIEWER, Role.OPERATOR])
async def test_nobody_raises_their_own_role(world, role):
    actor = await with_role(world, role)

    with pytest.raises(NotAllowed):
        await world.core.set_role(actor, actor.user_id, Role.OWNER)

    assert await role_of(world, actor.user_id) is role


async def test_whoever_was_owner_when_their_session_was_read_is_looked_up_again(world):
    """A role that was taken a second ago gives nobody a role, not even its bearer."""
    await with_role(world, Role.OWNER)
    former, ada = await with_role(world, Role.OWNER), await world.a_person()
    await world.core.set_role(SYSTEM, former.user_id, Role.VIEWER)

    for user_id in (ada, former.user_id):
        with pytest.raises(NotAllowed):
            await world.core.set_role(former, user_id, Role.OWNER)

    assert await role_of(world, former.user_id) is Role.VIEWER


async def test_an_old_sign_in_changes_no_role(world):
    owner, ada = await with_role(world, Role.OWNER), await world.a_person()
    tired = an_actor(Role.OWNER, user_id=owner.user_id, fresh=False)

    with pytest.raises(SignInAgain):
        await world.core.set_role(tired, ada, Role.VIEWER)

    assert await role_of(world, ada) is Role.USER
    assert (await entries(world))[-1].result == "refused: sign_in_again"


async def test_the_last_owner_stays(world):
    owner = await with_role(world, Role.OWNER)

    for actor in (owner, SYSTEM):
        with pytest.raises(LastOwner):
            await world.core.set_role(actor, owner.user_id, Role.USER)

    assert await role_of(world, owner.user_id) is Role.OWNER
    assert [it.result for it in await entries(world)][-2:] == ["refused: last_owner"] * 2


async def test_a_disabled_owner_does_not_count(world):
    owner, other = await with_role(world, Role.OWNER), await with_role(world, Role.OWNER)
    await disable(world, other.user_id)

    with pytest.raises(LastOwner):
        await world.core.set_role(owner, owner.user_id, Role.OPERATOR)


async def disable(world, user_id):
    user = await world.look(lambda work: work.users.get(user_id))
    await world.do(lambda work: work.users.save(replace(user, disabled=True)))


async def test_one_of_two_owners_may_step_back(world):
    owner = await with_role(world, Role.OWNER)
    await with_role(world, Role.OWNER)

    await world.core.set_role(owner, owner.user_id, Role.VIEWER)

    assert await role_of(world, owner.user_id) is Role.VIEWER


async def test_the_last_owner_cannot_leave_and_any_other_can(world):
    owner, viewer = await with_role(world, Role.OWNER), await with_role(world, Role.VIEWER)

    with pytest.raises(LastOwner):
        await world.core.erase_user(owner.user_id)
    await world.core.erase_user(viewer.user_id)

    assert await role_of(world, owner.user_id) is Role.OWNER
    entry = (await entries(world))[-1]
    assert (entry.action, entry.object, entry.before) == (
        "left oO",
        str(viewer.user_id),
        {"role": "viewer"},
    )


async def test_the_same_role_again_changes_nothing(world):
    owner = await with_role(world, Role.OWNER)
    arrival = await world.sign_in(an_identity("ada"))
    ada = (await world.principal(arrival)).user_id
    before = await entries(world)

    await world.core.set_role(owner, ada, Role.USER)

    assert await entries(world) == before
    assert await world.principal(arrival) is not NOBODY


async def test_an_unknown_user_gets_no_role(world):
    with pytest.raises(NotFound):
        await world.core.set_role(SYSTEM, an_actor().user_id, Role.VIEWER)

    assert await entries(world) == []


async def test_a_new_role_ends_the_sessions_of_the_old_one_at_once(world):
    arrival = await world.sign_in(an_identity("ada"))
    ada = (await world.principal(arrival)).user_id

    await world.core.set_role(SYSTEM, ada, Role.VIEWER)

    assert await world.principal(arrival) is NOBODY
    assert world.ended == [(hash_of(arrival),)]
    again = await world.principal(await world.sign_in(an_identity("ada")))
    assert again.role == Role.VIEWER


async def test_another_process_learns_of_it_within_two_seconds(world):
    arrival = await world.sign_in(an_identity("ada"))
    elsewhere = ResolveSession(world.store, world.clock)
    ada = (await elsewhere(arrival.session_id)).user_id
    await world.core.set_role(SYSTEM, ada, Role.VIEWER)

    world.clock.advance(seconds=2)

    assert await elsewhere(arrival.session_id) is NOBODY


async def test_of_twenty_parallel_demotions_of_two_owners_one_owner_is_left(world):
    owners = [await with_role(world, Role.OWNER) for _ in range(2)]

    await asyncio.gather(
        *(
            world.core.set_role(owners[turn % 2], owners[(turn + 1) % 2].user_id, Role.USER)
            for turn in range(20)
        ),
        return_exceptions=True,
    )

    left = [it for it in owners if await role_of(world, it.user_id) is Role.OWNER]
    assert len(left) == 1
