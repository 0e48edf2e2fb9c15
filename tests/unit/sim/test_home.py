"""One synthetic person's oO, which is the real one with a store in memory."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from core.bandit import catalogue
from core.bandit.shipped import by_hand
from core.domain.integration import IntegrationState, Provider
from core.domain.reaction import ReactionKind
from core.errors import AlreadyAnswered
from core.sim.hand import arm
from core.sim.home import SimClock, furnish
from tests.fakes.builders import a_task, tasks

MORNING = datetime(2026, 1, 5, 8, tzinfo=UTC)


async def a_home(policy="bayes-v1", **traits):
    seeds = count(1)
    return await furnish(arm(policy), MORNING, "Europe/Berlin", lambda: next(seeds), **traits)


def test_a_clock_stands_until_it_is_moved():
    clock = SimClock(MORNING)
    clock.advance(timedelta(seconds=90))

    assert clock.now() == clock.now() == MORNING + timedelta(seconds=90)
    assert clock.monotonic_s() - MORNING.timestamp() == 90


async def test_somebody_who_has_just_connected_has_an_empty_list_and_no_tip():
    home = await a_home()

    assert await home.tip() is None
    async with home.store.reading() as work:
        user = await work.users.get(home.user_id)
        link = await work.integrations.get(home.user_id, Provider.TODOIST)
    assert (user.timezone, user.created_at) == ("Europe/Berlin", MORNING)
    assert (link.state, link.connected_at) == (IntegrationState.CONNECTED, MORNING)


async def test_a_tip_comes_from_the_list_and_stays_until_it_is_answered():
    home = await a_home()
    await home.refresh(tasks(5))

    first = await home.tip()
    again = await home.tip()

    assert first == again
    assert home.hand.picks[0].candidates == tuple(it.id for it in tasks(5))


@pytest.mark.parametrize(
    ("kind", "dwell_ms", "milli"),
    [
        (ReactionKind.DONE, 20_000, 1000),
        (ReactionKind.DONE, 5_000, -300),
        (ReactionKind.SNOOZE, 4_000, 100),
        (ReactionKind.DISMISS, 4_000, -1000),
    ],
)
async def test_an_answer_is_learned_at_once(kind, dwell_ms, milli):
    home = await a_home()
    await home.refresh(tasks(5))
    tip_id = await home.tip()
    home.clock.advance(timedelta(milliseconds=dwell_ms))

    learned = await home.answer(tip_id, kind, dwell_ms)

    assert learned == milli
    async with home.store.reading() as work:
        assert (await work.rewards.of_tip(home.user_id, tip_id)).milli == milli
        assert (await work.posteriors.of(home.user_id))["bayes-v1"].version == 1
    with pytest.raises(AlreadyAnswered):
        await home.record(home.user_id, tip_id, ReactionKind.DONE, "another")


async def test_when_everything_rests_there_is_no_tip():
    home = await a_home()
    await home.refresh((a_task(),))
    tip_id = await home.tip()
    home.clock.advance(timedelta(seconds=4))
    await home.answer(tip_id, ReactionKind.DISMISS, 4_000)

    now = await home.tip()
    home.clock.advance(timedelta(hours=20))
    tomorrow = await home.tip()

    assert now is None
    assert tomorrow not in (None, tip_id)


async def test_a_prior_takes_the_place_of_the_shipped_one():
    shipped, taught = await a_home(), await a_home(prior=by_hand())
    for home in (shipped, taught):
        await home.refresh(tasks(5))
        await home.tip()

    assert shipped.hand.picks[0].served.prior == ""
    assert taught.hand.picks[0].served.prior == by_hand().id
    async with taught.store.reading() as work:
        assert (await work.priors.newest(catalogue.TAUGHT_PRIOR)).blob == by_hand().dump()
