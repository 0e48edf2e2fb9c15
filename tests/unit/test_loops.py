"""The loops go on, whatever happens in one round, and only where their lease is held."""

import asyncio
from contextlib import suppress

import pytest

from core.clock import SystemClock
from core.loops import Loops, Rhythm
from core.memory.store import MemoryStore
from core.usecases.hold_leases import HoldLeases
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


class Broken:
    """Leases that cannot be asked for, because the database is away."""

    def __init__(self, leases):
        self.leases = leases
        self.away = False

    async def __call__(self, names):
        if self.away:
            raise OSError
        return await self.leases(names)

    async def release(self, names):
        await self.leases.release(names)


class Clock:
    """The real clock, which a test may let run ahead."""

    ahead_s = 0.0

    def now(self):
        return SystemClock().now()

    def monotonic_s(self):
        return SystemClock().monotonic_s() + self.ahead_s


class Process:
    """Loops that run as long as a test looks at them."""

    def __init__(self, *carriers, sync=None, sweep=(), store=None, name="one"):
        self.bell, self.sync_bell = Bell(), Bell()
        self.clock = Clock()
        leases = HoldLeases(store or MemoryStore(), self.clock, name, lambda _: True)
        self.leases = Broken(leases)
        rhythms = (
            Rhythm("carry", carriers, 60, self.bell.ear()),
            Rhythm("sync", (sync or Job(),), 60, self.sync_bell.ear()),
            Rhythm("sweep", sweep, 60),
        )
        self._loops = Loops(rhythms, self.leases, self.clock, renew_s=0.01)

    async def __aenter__(self):
        self._task = asyncio.create_task(self._loops.run())
        await asyncio.sleep(0.05)
        return self

    async def __aexit__(self, *_):
        await self.stop()

    async def stop(self):
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


async def test_everything_runs_once_at_the_start():
    carrier, sync, sweep = Job(), Job(), Job()

    async with Process(carrier, sync=sync, sweep=(sweep,)):
        pass

    assert (carrier.rounds, sync.rounds, sweep.rounds) == (1, 1, 1)


async def test_the_bell_wakes_the_carriers_at_once():
    carrier, sync = Job(), Job()

    async with Process(carrier, sync=sync) as process:
        for _ in range(3):
            process.bell.ring()
            await carrier.next_round()

    assert carrier.rounds == 4
    assert sync.rounds == 1


async def test_a_carrier_that_fails_stops_neither_itself_nor_the_others():
    failing, carrier = Job(ValueError("broken")), Job()

    async with Process(failing, carrier) as process:
        process.bell.ring()
        await carrier.next_round()

    assert (failing.rounds, carrier.rounds) == (2, 2)


async def test_a_failing_loop_does_not_stop_the_others():
    carrier, sweep = Job(), Job()

    broken = Job(ValueError("broken"))
    async with Process(carrier, sync=broken, sweep=(Job(OSError()), sweep)) as process:
        process.bell.ring()
        await carrier.next_round()

    assert (carrier.rounds, sweep.rounds) == (2, 1)


async def test_of_two_processes_one_runs_the_loops_and_the_other_follows_at_once():
    store = MemoryStore()
    first, second = Job(), Job()

    one, two = Process(first, store=store, name="one"), Process(second, store=store, name="two")
    async with one, two:
        two.bell.ring()
        one.bell.ring()
        await first.next_round()
        assert second.rounds == 0
        await one.stop()
        await asyncio.wait_for(second.ran.wait(), 5)


async def test_a_loop_stops_before_a_lease_ends_that_could_not_be_renewed():
    """Reliability F4: within the term, by a clock that nobody can set."""
    carrier = Job()

    async with Process(carrier) as process:
        process.leases.away = True
        await asyncio.sleep(0.05)
        process.bell.ring()
        await carrier.next_round()  # the lease still holds
        process.clock.ahead_s = 14
        await asyncio.sleep(0.7)
        before = carrier.rounds
        process.bell.ring()
        await asyncio.sleep(0.05)
        assert carrier.rounds == before
        process.leases.away = False
        await carrier.next_round()


async def test_a_ring_while_nobody_waits_is_heard_later_by_every_ear():
    bell = Bell()
    ears = bell.ear(), bell.ear()
    bell.ring()
    bell.ring()

    for ear in ears:
        await asyncio.wait_for(ear.wait(60), 1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ear.wait(60), 0.01)


async def test_a_ring_is_passed_on_to_other_processes_once():
    told = []
    bell = Bell(lambda: told.append("ring"))
    ear = bell.ear()

    bell.ring()
    bell.heard()

    await asyncio.wait_for(ear.wait(60), 1)
    assert told == ["ring"]


async def test_without_a_ring_waiting_ends_by_itself():
    await asyncio.wait_for(Bell().ear().wait(0.001), 1)


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
