"""What an operator can stop for one user, and what that user finds then."""

import pytest

from core.domain.consent import Purpose
from core.domain.events import IntegrationDisconnected
from core.domain.integration import Provider
from core.errors import Emptiness, Malformed, NotAllowed, NotFound, SignInAgain
from tests.fakes.deeds import REASON, an_actor, deeds

TODOIST = Provider.TODOIST


@pytest.fixture
async def ada(world):
    return await world.a_reader()


@pytest.fixture
def steer(world):
    return world.core.steering


async def test_a_dry_run_tells_what_would_go(world, ada, steer):
    await world.tip(ada)

    told = await steer.revoke_integration.ask(an_actor(), ada, TODOIST)

    assert (told.tasks, told.withdraws_tip, told.told_there) == (3, True, True)
    assert await world.link(ada) is not None


async def test_a_revoked_integration_is_gone_and_its_user_finds_how_to_connect(world, ada, steer):
    await world.tip(ada)

    await steer.revoke_integration(an_actor(), ada, TODOIST, REASON)

    assert await world.link(ada) is None
    assert (await world.nothing(ada)).why is Emptiness.NOT_CONNECTED
    assert len(await world.waiting_revocations()) == 1
    assert len(await world.events(IntegrationDisconnected)) == 1
    await world.connect(ada)
    assert await world.link(ada) is not None


async def test_a_revocation_puts_no_word_into_the_users_mouth(world, ada, steer):
    before = await world.look(lambda work: work.consents.of(ada))

    await steer.revoke_integration(an_actor(), ada, TODOIST, REASON)

    after = await world.look(lambda work: work.consents.of(ada))
    assert after == before
    assert any(it.purpose is Purpose.TIPS for it in after)


async def test_what_is_not_connected_cannot_be_revoked(world, steer):
    nobody = await world.a_person()
    with pytest.raises(NotFound):
        await steer.revoke_integration.ask(an_actor(), nobody, TODOIST)
    with pytest.raises(NotFound):
        await steer.revoke_integration(an_actor(), nobody, TODOIST, REASON)


async def test_a_revocation_needs_a_right_a_fresh_sign_in_and_a_reason(world, ada, steer):
    with pytest.raises(NotAllowed):
        await steer.revoke_integration(an_actor("analyst"), ada, TODOIST, REASON)
    with pytest.raises(SignInAgain):
        await steer.revoke_integration(an_actor(fresh=False), ada, TODOIST, REASON)
    with pytest.raises(Malformed):
        await steer.revoke_integration(an_actor(), ada, TODOIST, "")

    assert await world.link(ada) is not None


async def test_pushes_are_paused_and_come_again(world, ada, steer):
    paused = await steer.pause_pushes(an_actor(), ada, REASON)
    kept = await world.look(lambda work: work.users.get(ada))

    again = await steer.pause_pushes(an_actor(), ada, REASON, paused=False)

    assert kept == paused
    assert (paused.pushes_paused, again.pushes_paused) == (True, False)
    said = [(it.action, dict(it.before), dict(it.after)) for it in await deeds(world)]
    assert said == [
        ("paused pushes", {"pushes": "on"}, {"pushes": "paused"}),
        ("let pushes come again", {"pushes": "paused"}, {"pushes": "on"}),
    ]


async def test_only_operators_pause_pushes(ada, steer):
    with pytest.raises(NotAllowed):
        await steer.pause_pushes(an_actor("analyst"), ada, REASON)
