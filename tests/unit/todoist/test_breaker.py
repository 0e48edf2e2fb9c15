"""A Todoist that is down is left alone, and tried again soon."""

import asyncio

import pytest

from core.errors import AccessExpired, IntegrationBusy, IntegrationDown, IntegrationRefused
from core.todoist.breaker import OPENS_AFTER, PAUSE_S, WITHIN_S, Breaker
from tests.fakes.clock import NOON, FakeClock

DOWN = IntegrationDown("todoist")
ANSWERS = [
    None,
    IntegrationRefused("todoist", "NOT_FOUND"),
    AccessExpired("todoist"),
]


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def breaker(clock):
    return Breaker(clock)


async def call(breaker, error=None):
    """Return whether a call was made."""
    made = False
    try:
        async with breaker.passing():
            made = True
            if error is not None:
                raise error
    except (IntegrationDown, IntegrationBusy, IntegrationRefused, AccessExpired):
        pass
    return made


async def fail(breaker, times=OPENS_AFTER):
    return [await call(breaker, DOWN) for _ in range(times)]


async def test_five_failures_open_it_and_nothing_is_sent_any_more(breaker):
    """Reliability F2."""
    made = await fail(breaker, 50)

    assert sum(made) == OPENS_AFTER
    with pytest.raises(IntegrationDown):
        async with breaker.passing():
            raise AssertionError


async def test_failures_that_lie_apart_do_not_open_it(breaker, clock):
    for _ in range(20):
        await fail(breaker, 1)
        clock.advance(seconds=WITHIN_S / (OPENS_AFTER - 1) + 0.1)

    assert not breaker.open


@pytest.mark.parametrize("answer", ANSWERS)
async def test_an_answer_between_them_does_not_let_it_open(breaker, answer):
    """One person's broken account must not close the way to everybody else."""
    for _ in range(10):
        await fail(breaker, OPENS_AFTER - 1)
        await call(breaker, answer)

    assert not breaker.open


async def test_a_request_to_wait_says_neither(breaker):
    await fail(breaker, OPENS_AFTER - 1)
    await call(breaker, IntegrationBusy("todoist", 60))
    await fail(breaker, 1)

    assert breaker.open


async def test_after_a_pause_one_tries_and_the_others_wait_for_it(breaker, clock):
    await fail(breaker)
    clock.advance(seconds=PAUSE_S - 0.1)
    early = await call(breaker)
    clock.advance(seconds=0.1)
    gate = asyncio.Event()

    async def slowly():
        async with breaker.passing():
            await gate.wait()

    trying = asyncio.create_task(slowly())
    await asyncio.sleep(0)
    meanwhile = [await call(breaker) for _ in range(10)]
    gate.set()
    await trying

    assert (early, any(meanwhile), breaker.open) == (False, False, False)
    assert await call(breaker)


async def test_a_try_that_fails_begins_the_pause_anew(breaker, clock):
    await fail(breaker)
    made = []
    for _ in range(61):
        clock.advance(seconds=1)
        made.append(await call(breaker, DOWN))

    assert sum(made) == int(61 / PAUSE_S)


async def test_a_try_that_is_given_up_lets_the_next_one_try(breaker, clock):
    await fail(breaker)
    clock.advance(seconds=PAUSE_S)

    async def forever():
        async with breaker.passing():
            await asyncio.sleep(60)

    trying = asyncio.create_task(forever())
    await asyncio.sleep(0)
    trying.cancel()
    await asyncio.gather(trying, return_exceptions=True)

    assert await call(breaker)


@pytest.mark.parametrize("days", [-1, 40])
async def test_a_clock_that_jumps_neither_opens_nor_closes_it(breaker, clock, days):
    """Reliability F4."""
    await fail(breaker)
    clock.jump_to(NOON.replace(day=1) if days < 0 else NOON.replace(year=2027))
    early = await call(breaker)
    clock.advance(seconds=PAUSE_S)

    assert (early, await call(breaker)) == (False, True)


async def test_it_says_once_that_it_has_opened(clock):
    told = []
    breaker = Breaker(clock, lambda: told.append(clock.now()))

    await fail(breaker)
    clock.advance(seconds=PAUSE_S)
    await fail(breaker, 1)

    assert told == [NOON]
