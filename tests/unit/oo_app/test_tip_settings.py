"""What surrounds a tip in its state: emptiness, the clock, the letters, a dead link."""

import pytest

from core.domain.integration import Provider
from core.errors import ReconnectNeeded
from oo_app.tip.state import Tip
from tests.fakes.providers import down

HOSTILE = [None, "", "DONE", "done\n", "drop", 7, True, [], {}, ["done"], "x" * 10_000]
"""Words that name no answer, no choice and no reason."""


@pytest.fixture
async def tip(enter, call):
    """Return a page on which a tip has just been shown."""
    await enter()
    state = Tip()
    await call(state, "load")
    return state


async def test_nothing_connected_says_so(enter, call):
    await enter(connected=False)
    state = Tip()

    await call(state, "load")

    assert (state.phase, state.nothing.title) == ("empty", "Connect one app.")
    assert state.text == ""


async def test_a_service_that_is_down_is_not_the_users_fault(world, enter, call):
    user_id = await enter(connected=False)
    await world.connect(user_id)
    world.todoist.failure = down()
    state = Tip()

    await call(state, "load")
    await call(state, "look_again")

    assert state.nothing.title == "Todoist is not answering."
    assert "since 13:00" in state.nothing.line


async def test_the_browsers_clock_is_followed(world, enter, call):
    user_id = await enter()
    state = Tip()
    state.tz = "Asia/Tokyo"

    await call(state, "load")

    assert (await world.core.read_person(user_id)).user.timezone == "Asia/Tokyo"
    assert state._zone == "Asia/Tokyo"


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "x" * 999, "", "\x00", "/etc"])
async def test_a_clock_nobody_knows_is_not_followed(world, enter, call, zone):
    user_id = await enter()
    before = (await world.core.read_person(user_id)).user.timezone
    state = Tip()
    state.tz = zone

    await call(state, "load")

    assert (await world.core.read_person(user_id)).user.timezone == before
    assert state.phase == "tip"


@pytest.mark.parametrize("on", [None, "no", 0, 1, [], {}])
async def test_only_a_yes_or_no_switches_the_letters(tip, call, on):
    await call(tip, "use_letters", on)

    assert tip.letters is True


async def test_letters_stay_off(tip, call):
    await call(tip, "use_letters", False)
    await call(tip, "load")

    assert tip.letters is False


async def test_a_dead_link_is_told_while_tips_still_come(world, tip, call):
    await call(tip, "load")
    assert tip.reconnect is False
    world.todoist.refresh_failure = ReconnectNeeded(Provider.TODOIST)
    world.clock.advance(hours=2)

    await call(tip, "load")

    assert tip.reconnect is True
    assert tip.phase == "tip"
