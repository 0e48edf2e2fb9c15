"""What must not be left half done is done, whoever is cancelled meanwhile."""

import asyncio

import pytest

from core.storage.finish import to_the_end
from tests.services.storage.things import Stop


async def test_work_is_done_before_a_cancellation_is_passed_on():
    begun, may_end, done = asyncio.Event(), asyncio.Event(), []

    async def work():
        begun.set()
        await may_end.wait()
        done.append(True)

    caller = asyncio.create_task(to_the_end(work()))
    await begun.wait()
    for _ in range(2):
        caller.cancel()
        await asyncio.sleep(0)
    assert not caller.done()
    may_end.set()

    with pytest.raises(asyncio.CancelledError):
        await caller
    assert done == [True]


async def test_an_error_in_the_work_is_raised():
    async def work():
        raise Stop

    with pytest.raises(Stop):
        await to_the_end(work())
