"""Sessions: found quickly, ended at once (reliability S1, S2, W5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.secret import new_secret
from core.domain.session import NOBODY
from core.domain.user import Role
from core.errors import NotFound
from core.usecases.resolve_session import MAX_CACHED, ResolveSession
from tests.fakes.builders import an_identity
from tests.fakes.world import a_world, hash_of


async def end_elsewhere(world, arrival):
    """End a session as another process does: nobody here is told."""
    session = await world.look(lambda work: work.sessions.find(hash_of(arrival)))
    ended = replace(session, ended_at=world.clock.now())
    await world.do(lambda work: work.sessions.save(ended))


@pytest.mark.parametrize("cookie", [None, "", "x" * 43, "x" * 129, "\ud800", "ü"])
async def test_a_cookie_that_was_not_made_here_speaks_for_nobody(world, cookie):
    assert await world.core.resolve_session(cookie) is NOBODY


async def test_the_stored_hash_is_no_cookie(world):
    arrival = await world.sign_in()

    assert await world.core.resolve_session(hash_of(arrival)) is NOBODY


async def test_a_session_ended_elsewhere_is_refused_within_two_seconds(world):
    arrival = await world.sign_in()
    await world.principal(arrival)
    await end_elsewhere(world, arrival)

    world.clock.advance(seconds=2)

    assert await world.principal(arrival) is NOBODY


async def test_within_two_seconds_the_store_is_not_asked_again(world):
    arrival = await world.sign_in()
    await world.principal(arrival)
    await end_elsewhere(world, arrival)

    world.clock.advance(seconds=1.9)

    assert await world.principal(arrival) is not NOBODY


async def test_what_was_read_slowly_is_not_believed_longer(world):
    arrival = await world.sign_in()

    async def end_meanwhile():
        await end_elsewhere(world, arrival)
        world.clock.advance(seconds=1.5)

    world.store.after_reading = end_meanwhile
    await world.principal(arrival)
    world.clock.advance(seconds=0.5)

    assert await world.principal(arrival) is NOBODY


async def test_a_session_expires_even_while_it_is_remembered():
    world = a_world(admin_seed_email="boss@mail.example")
    arrival = await world.sign_in(an_identity(email="boss@mail.example"))
    world.clock.advance(minutes=29, seconds=59)
    session = await world.look(lambda work: work.sessions.find(hash_of(arrival)))
    assert session.role is Role.OWNER

    world.clock.jump_to(session.created_at + timedelta(hours=12))

    assert await world.principal(arrival) is NOBODY


async def test_a_session_in_use_does_not_lie_idle(world):
    arrival = await world.sign_in()

    for _ in range(5):
        world.clock.advance(days=10)
        assert await world.principal(arrival) is not NOBODY


async def test_a_use_is_written_down_every_five_minutes_at_most(world):
    arrival = await world.sign_in()
    writes = world.store.writes

    for _ in range(20):
        world.clock.advance(seconds=30)
        await world.principal(arrival)

    assert world.store.writes - writes == 2


async def test_writing_down_a_use_does_not_revive_an_ended_session(world):
    arrival = await world.sign_in()
    world.clock.advance(minutes=6)
    world.store.before_writing = lambda: end_elsewhere(world, arrival)

    first = await world.principal(arrival)
    world.clock.advance(seconds=3)

    assert first is NOBODY
    assert await world.principal(arrival) is NOBODY


async def test_writing_down_a_use_takes_nothing_back_that_was_written_meanwhile(world):
    arrival = await world.sign_in()
    world.clock.advance(minutes=6)

    async def demote():
        session = await world.look(lambda work: work.sessions.find(hash_of(arrival)))
        await world.do(lambda work: work.sessions.save(replace(session, agent="Chrome")))

    world.store.before_writing = demote
    await world.principal(arrival)

    session = await world.look(lambda work: work.sessions.find(hash_of(arrival)))
    assert (session.agent, session.seen_at) == ("Chrome", world.clock.now())


async def test_the_cache_is_bounded(world):
    arrival = await world.sign_in()
    resolve = ResolveSession(world.store, world.clock)
    resolve._seen.update({new_secret(): (0.0, None) for _ in range(MAX_CACHED)})

    await resolve(arrival.session_id)

    assert len(resolve._seen) == 1


async def test_signing_out_ends_this_session_at_once_and_no_other(world):
    one, two = await world.sign_in(), await world.sign_in()
    who, other = await world.principal(one), await world.principal(two)

    await world.core.end_session(who.user_id, who.session)

    assert await world.principal(one) is NOBODY
    assert await world.principal(two) == other
    assert world.ended == [(who.session,)]


async def test_nobody_ends_the_session_of_somebody_else(world):
    ada = await world.sign_in(an_identity("ada"))
    eve = await world.a_person(an_identity("eve"))

    with pytest.raises(NotFound):
        await world.core.end_session(eve, hash_of(ada))

    assert await world.principal(ada) is not NOBODY
    assert world.ended == []


async def test_an_absent_session_answers_like_a_foreign_one(world):
    ada = await world.a_person()

    with pytest.raises(NotFound) as refused:
        await world.core.end_session(ada, "no such hash")

    assert refused.value.what == "session"


async def test_signing_out_everywhere_ends_all_of_this_user_and_tells_of_each(world):
    arrivals = [await world.sign_in() for _ in range(3)]
    eve = await world.sign_in(an_identity("eve"))
    ada = (await world.principal(arrivals[0])).user_id

    count = await world.core.end_all_sessions(ada)

    assert count == 3
    assert {await world.principal(one) for one in arrivals} == {NOBODY}
    assert set(world.ended[0]) == {hash_of(one) for one in arrivals}
    assert await world.principal(eve) is not NOBODY


async def test_the_description_of_a_browser_is_kept_short(world):
    answer = await world.begin()
    world.issuers["google"].people["code"] = an_identity()

    arrival = await world.core.finish_sign_in(answer, "F" * 500)

    session = await world.look(lambda work: work.sessions.find(hash_of(arrival)))
    assert len(session.agent) == 80
