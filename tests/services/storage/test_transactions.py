"""What a transaction promises, in every home."""

import asyncio
from dataclasses import replace

import pytest

from core.errors import Malformed, NotFound, OurFault, StaleWrite
from tests.services.storage.things import (
    NOW,
    Stop,
    a_session,
    a_user,
    an_attempt,
    an_identity,
    signed_up,
    tipped,
)


async def test_an_error_in_the_block_undoes_the_block(store):
    user = a_user()

    async def add_and_fail():
        async with store.writing() as work:
            await work.users.add(user, an_identity())
            assert await work.users.get(user.id) == user
            raise Stop

    with pytest.raises(Stop):
        await add_and_fail()

    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.users.get(user.id)


async def test_a_refused_write_undoes_the_block_even_when_nobody_looks(store):
    user = await signed_up(store)
    await tipped(store, user)
    other = a_user()

    async def add_and_look_away():
        async with store.writing() as work:
            await work.users.add(other, an_identity())
            with pytest.raises(NotFound):
                await work.sessions.save(a_session(a_user()))

    with pytest.raises(NotFound):
        await add_and_look_away()

    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.users.get(other.id)


async def test_readers_see_what_was_committed_and_never_wait(store):
    """Reliability B2."""
    user = await signed_up(store)
    async with store.writing() as writing:
        await writing.users.save(replace(user, letters=False))
        async with asyncio.timeout(2), store.reading() as reading:
            assert await reading.users.get(user.id) == user

    async with store.reading() as reading:
        assert await reading.users.get(user.id) == replace(user, letters=False)


async def test_a_reader_cannot_write(store):
    attempt = an_attempt()

    with pytest.raises(OurFault):
        async with store.reading() as work:
            await work.attempts.add(attempt)

    async with store.writing() as work:
        assert await work.attempts.take(attempt.state_hash) is None
        await work.attempts.add(attempt)


async def test_no_write_is_lost_among_many_writers(store):
    """Reliability B2, M9: 8 writers, 50 read-modify-writes each."""
    user = await signed_up(store, quiet_until=NOW)
    step = NOW.resolution

    async def write_often():
        for _ in range(50):
            async with store.writing() as work:
                read = await work.users.get(user.id)
                await work.users.save(replace(read, quiet_until=read.quiet_until + step))

    await asyncio.gather(*(write_often() for _ in range(8)))

    async with store.reading() as work:
        assert (await work.users.get(user.id)).quiet_until == NOW + 400 * step


async def test_a_cancelled_writer_leaves_nothing_behind_and_nobody_waiting(store):
    user = await signed_up(store)
    writing = asyncio.Event()

    async def hang():
        async with store.writing() as work:
            await work.users.save(replace(user, letters=False))
            writing.set()
            await asyncio.sleep(60)

    hanging = asyncio.create_task(hang())
    await writing.wait()
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging

    async with asyncio.timeout(5), store.writing() as work:
        assert await work.users.get(user.id) == user


async def test_a_storm_of_cancellations_leaves_a_working_store(store):
    user = await signed_up(store)

    async def write():
        async with store.writing() as work:
            await work.users.get(user.id)
            await work.users.save(replace(user, letters=False))

    for turn in range(20):
        task = asyncio.create_task(write())
        await asyncio.sleep(turn * 0.0005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async with asyncio.timeout(5), store.writing() as work:
        await work.users.save(user)
    await store.check()


async def test_the_store_is_ready(store):
    await store.check()


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
async def test_text_that_one_engine_cannot_hold_is_refused_by_both(sql_store, text):
    """Reliability I2."""
    user = await signed_up(sql_store)

    with pytest.raises(Malformed):
        async with sql_store.writing() as work:
            await work.sessions.save(a_session(user, agent=text))


async def test_two_stores_on_one_database_take_turns(sql_url, open_store):
    """Two processes on PostgreSQL; on SQLite, the server and its command line."""
    first, second = open_store(sql_url), open_store(sql_url)
    user = await signed_up(first)

    async def write(store):
        for _ in range(20):
            async with store.writing() as work:
                await work.sessions.save(a_session(user))

    await asyncio.gather(write(first), write(second))

    async with first.reading() as work:
        assert len(await work.sessions.of(user.id)) == 40


async def test_a_stale_read_is_told_and_not_overwritten(sql_url, open_store):
    first, second = open_store(sql_url), open_store(sql_url)
    user = await signed_up(first)
    await tipped(first, user)

    with pytest.raises(StaleWrite):
        await tipped(second, user)
