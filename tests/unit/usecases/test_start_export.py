"""An export started for a user is offered to them, for a week; nobody else sees it."""

import pytest

from core.domain.ids import UserId, new_id
from core.errors import Malformed, NotAllowed, NotFound, SignInAgain
from tests.fakes.builders import an_identity
from tests.fakes.deeds import REASON, an_actor, deeds


@pytest.fixture
async def ada(world):
    return await world.a_person()


@pytest.fixture
def start(world):
    return world.core.steering.start_export


async def test_its_user_is_told_for_a_week_and_no_other(world, ada, start):
    other = await world.a_person(an_identity("bob"))

    await start(an_actor(), ada, REASON)

    assert await world.core.export_started(ada) == world.clock.now()
    assert await world.core.export_started(other) is None
    world.clock.advance(days=7, seconds=1)
    assert await world.core.export_started(ada) is None


async def test_it_stands_in_the_audit_with_its_reason(world, ada, start):
    await start(an_actor(), ada, REASON)

    (deed,) = await deeds(world)
    assert (deed.action, deed.object, deed.reason) == ("started an export", str(ada), REASON)


async def test_what_is_refused_offers_nothing(world, ada, start):
    with pytest.raises(NotAllowed):
        await start(an_actor("analyst"), ada, REASON)
    with pytest.raises(SignInAgain):
        await start(an_actor(fresh=False), ada, REASON)
    with pytest.raises(Malformed):
        await start(an_actor(), ada, "ok")

    assert await world.core.export_started(ada) is None


async def test_nobody_has_no_export(world, start):
    with pytest.raises(NotFound):
        await start(an_actor(), UserId(new_id()), REASON)
