"""The loops go on, whatever happens in one round."""

import asyncio

import pytest

from core.loops import Loops
from core.usecases.one_by_one import one_by_one, raise_all
from core.usecases.wake import Bell


class Job:
    """Counts its rounds; fails in all of them if told so."""

    def __init__(self, failure=None):
        self.rounds = 0
        self.failure = failure
        self.ran = asyncio.Event()

    async def __call__(self):
        self.rounds += 1
        self.ran.set()
        if self.failure is not None:
            raise self.failure
        return 0

    async def next_round(self):
        self.ran.clear()
        await asyncio.wait_for(self.ran.wait(), 5)


class Running:
    """Loops that run as long as a test looks at them."""

    def __init__(self, *carriers, sync=None, sweep=None):
        self.bell = Bell()
        self.sync_bell = Bell()
        self._loops = Loops(self.bell, self.sync_bell, carriers, sync or Job(), (sweep or Job(),))

    async def __aenter__(self):
        self._task = asyncio.create_task(self._loops.run())
        await asyncio.sleep(0.01)
        return self

    async def __aexit__(self, *_):
        self._task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self._task


async def test_everything_runs_once_at_the_start():
    carrier, sync, sweep = Job(), Job(), Job()

    async with Running(carrier, sync=sync, sweep=sweep):
        pass

    assert (carrier.rounds, sync.rounds, sweep.rounds) == (1, 1, 1)


async def test_the_bell_wakes_the_carriers_at_once():
    carrier, sync = Job(), Job()

    async with Running(carrier, sync=sync) as running:
        for _ in range(3):
            running.bell.ring()
            await carrier.next_round()

    assert carrier.rounds == 4
    assert sync.rounds == 1


async def test_a_carrier_that_fails_stops_neither_itself_nor_the_others():
    failing, carrier = Job(ValueError("broken")), Job()

    async with Running(failing, carrier) as running:
        running.bell.ring()
        await carrier.next_round()

    assert (failing.rounds, carrier.rounds) == (2, 2)


async def test_a_failing_sync_does_not_stop_the_carriers():
    carrier = Job()

    async with Running(carrier, sync=Job(ValueError("broken")), sweep=Job(OSError())) as running:
        running.bell.ring()
        await carrier.next_round()

    assert carrier.rounds == 2


async def test_a_ring_while_nobody_waits_is_heard_later():
    bell = Bell()
    bell.ring()
    bell.ring()

    await asyncio.wait_for(bell.wait(60), 1)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bell.wait(60), 0.01)


async def test_without_a_ring_waiting_ends_by_itself():
    await asyncio.wait_for(Bell().wait(0.001), 1)


async def test_what_fails_is_told_apart_from_what_went_well():
    async def halve(number):
        if number % 2:
            raise ValueError(number)

    well, failures = await one_by_one(range(5), halve)

    assert well == (0, 2, 4)
    assert [error.args for error in failures] == [(1,), (3,)]
    with pytest.raises(ExceptionGroup) as raised:
        raise_all(failures)
    assert raised.value.exceptions == failures


async def test_where_nothing_failed_nothing_is_raised():
    raise_all(())


async def test_one_piece_of_housework_that_fails_leaves_the_rest_to_be_done():
    broken, other = Job(ValueError("broken")), Job()
    loops = Loops(Bell(), Bell(), (), Job(), (broken, other))

    running = asyncio.create_task(loops.run())
    await asyncio.wait_for(other.ran.wait(), 5)
    running.cancel()

    assert (broken.rounds, other.rounds) == (1, 1)
