"""Dead letters are listed, replayed once the cause is mended, and counted."""

import pytest

from core.domain.events import TipAnswered
from core.domain.ids import EventId, TipId, new_id
from core.domain.letter import Letter
from core.domain.reaction import ReactionKind
from core.errors import NotFound
from tests.fakes.clock import NOON


@pytest.fixture
async def ada(world):
    return await world.a_reader()


async def a_dead(world, user_id, consumer="learn"):
    event = TipAnswered(
        NOON, user_id, TipId(new_id()), new_id(), ReactionKind.DONE, 1000, cause=new_id()
    )
    letter = Letter(consumer, event, 5, "ValueError", NOON, NOON)
    await world.do(lambda work: work.letters.save(letter))
    return letter


async def test_dead_letters_are_listed(world, ada):
    letter = await a_dead(world, ada)

    assert await world.core.replay_letters.dead() == (letter,)


async def test_a_replayed_letter_is_dropped_and_its_event_had(world, ada):
    """Reliability E3."""
    letter = await a_dead(world, ada)

    assert await world.core.replay_letters.one(letter.event.id) == ()
    assert await world.core.replay_letters.dead() == ()
    had = await world.look(lambda work: work.inbox.had("learn", (letter.event,)))
    assert had == {letter.event.id}


async def test_all_are_replayed_and_one_that_fails_again_stays(world, ada):
    good, bad = await a_dead(world, ada), await a_dead(world, ada, consumer="gone")

    failed = await world.core.replay_letters.every()

    assert [(it.event.id, it.error) for it in failed] == [(bad.event.id, "NoSuchConsumer")]
    assert await world.core.replay_letters.dead() == (bad,)
    assert good.consumer == "learn"


async def test_a_letter_that_is_not_there_cannot_be_replayed(world):
    with pytest.raises(NotFound):
        await world.core.replay_letters.one(EventId(new_id()))


async def test_the_lag_tells_depth_age_and_the_dead(world, ada):
    """Reliability O2."""
    await a_dead(world, ada)
    before = await world.core.read_lag()
    world.clock.advance(seconds=30)
    lag = await world.core.read_lag()
    await world.core.relay_events()
    after = await world.core.read_lag()

    assert before.backlog.depth > 0
    assert (lag.age_s, lag.dead, lag.leases) == (before.age_s + 30, 1, ())
    assert (after.backlog.depth, after.age_s) == (0, 0.0)
