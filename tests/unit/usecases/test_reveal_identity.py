"""People are pseudonymous until somebody asks who they are, with a reason, and they are told."""

import pytest

from core.domain.audit import SYSTEM
from core.domain.user import Role
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain
from core.usecases.audited import write_down
from tests.fakes.access import BECAUSE, a_deed, an_actor, entries, with_role
from tests.fakes.builders import an_identity
from tests.fakes.world import a_world

ADA = an_identity("ada", name="Ada Lovelace")


async def test_an_operator_learns_name_and_address_for_half_an_hour(world):
    operator, ada = await with_role(world, Role.OPERATOR), await world.a_person(ADA)

    revealed = await world.core.reveal_identity(operator, ada, BECAUSE)

    assert (revealed.name, revealed.email) == ("Ada Lovelace", "ada@mail.example")
    assert await world.core.reveal_identity.still(operator, ada) == revealed
    world.clock.advance(minutes=29, seconds=59)
    assert await world.core.reveal_identity.still(operator, ada) == revealed
    world.clock.advance(seconds=1)
    assert await world.core.reveal_identity.still(operator, ada) is None


async def test_what_was_revealed_to_one_is_not_revealed_to_another(world):
    one, other = await with_role(world, Role.OPERATOR), await with_role(world, Role.OPERATOR)
    ada, bob = await world.a_person(ADA), await world.a_person(an_identity("bob"))

    await world.core.reveal_identity(one, ada, BECAUSE)

    assert await world.core.reveal_identity.still(other, ada) is None
    assert await world.core.reveal_identity.still(one, bob) is None


async def test_a_reveal_is_a_read_in_the_audit_without_the_name(world):
    operator, ada = await with_role(world, Role.OPERATOR), await world.a_person(ADA)

    await world.core.reveal_identity(operator, ada, f"  {BECAUSE} ")

    entry = (await entries(world))[-1]
    assert (entry.reads, entry.kind, entry.object) == (True, "user", str(ada))
    assert (entry.reason, entry.actor_id) == (BECAUSE, operator.user_id)
    assert "Ada" not in repr(entry)


@pytest.mark.parametrize("reason", ["", "    ", "x" * 4, " why ", "two\nlines"])
async def test_without_a_reason_nothing_is_revealed(world, reason):
    operator, ada = await with_role(world, Role.OPERATOR), await world.a_person(ADA)
    before = await entries(world)

    with pytest.raises(Malformed):
        await world.core.reveal_identity(operator, ada, reason)

    assert await entries(world) == before


async def test_an_old_sign_in_reveals_nothing(world):
    ada = await world.a_person(ADA)

    with pytest.raises(SignInAgain):
        await world.core.reveal_identity(an_actor(Role.OPERATOR, fresh=False), ada, BECAUSE)

    assert await world.core.looked_at(ada) == ()


async def test_whoever_may_not_is_refused_and_the_person_was_not_looked_at(world):
    analyst, ada = await with_role(world, Role.ANALYST), await world.a_person(ADA)

    with pytest.raises(NotAllowed):
        await world.core.reveal_identity(analyst, ada, BECAUSE)
    with pytest.raises(NotAllowed):
        await world.core.reveal_identity.still(analyst, ada)

    assert (await entries(world))[-1].result == "refused: not_allowed"
    assert await world.core.looked_at(ada) == ()


async def test_somebody_who_has_left_is_not_found(world):
    operator, ada = await with_role(world, Role.OPERATOR), await world.a_person(ADA)
    await world.core.reveal_identity(operator, ada, BECAUSE)
    await world.core.erase_user(ada)

    with pytest.raises(NotFound):
        await world.core.reveal_identity(operator, ada, BECAUSE)
    with pytest.raises(NotFound):
        await world.core.reveal_identity.still(operator, ada)


async def test_people_see_who_looked_at_them_by_role_for_ninety_days(world):
    operator, ada = await with_role(world, Role.OPERATOR), await world.a_person(ADA)
    await world.core.reveal_identity(operator, ada, BECAUSE)
    first = world.clock.now()
    world.clock.advance(days=60)
    await world.core.reveal_identity(operator, ada, "another request")

    looks = await world.core.looked_at(ada)

    assert [(it.role, it.reason) for it in looks] == [
        ("operator", "another request"),
        ("operator", BECAUSE),
    ]
    assert looks[1].at == first
    world.clock.advance(days=31)
    assert [it.reason for it in await world.core.looked_at(ada)] == ["another request"]


async def test_only_done_reads_of_this_person_are_told(world):
    ada, bob = await world.a_person(ADA), await world.a_person(an_identity("bob"))
    deeds = (
        a_deed(kind="user", object=str(bob), reads=True),
        a_deed(kind="user", object=str(ada)),
        a_deed(kind="user", object=str(ada), reads=True, result="refused: not_allowed"),
    )
    for deed in deeds:
        await world.do(lambda work, deed=deed: write_down(work, world.clock.now(), SYSTEM, deed))

    assert await world.core.looked_at(ada) == ()


async def test_a_repr_of_what_was_revealed_tells_nothing():
    world = a_world()
    ada = await world.a_person(ADA)

    revealed = await world.core.reveal_identity(SYSTEM, ada, BECAUSE)

    assert "ada" not in repr(revealed).casefold()
