"""The ring is a view: it may drop, but it says so (reliability E4)."""

import asyncio

import pytest

from core.bus.ring import Ring
from core.domain.events import SignedIn
from core.domain.ids import UserId, new_id
from core.ports.bus import Seen
from tests.fakes.clock import NOON


def some(count):
    return tuple(
        SignedIn(NOON, UserId(new_id()), "https://issuer.example", True) for _ in range(count)
    )


async def test_a_viewer_sees_what_passes_from_then_on():
    ring, (before, after) = Ring(), some(2)
    ring.add((before,))
    watch = ring.watch()

    ring.add((after,))

    assert await watch.next() == Seen((after,))


async def test_a_viewer_waits_for_what_comes():
    ring, events = Ring(), some(2)
    waiting = [asyncio.create_task(ring.watch().next()) for _ in range(2)]
    await asyncio.sleep(0)

    ring.add(events)

    assert await asyncio.gather(*waiting) == [Seen(events), Seen(events)]


async def test_who_is_too_far_behind_is_told_of_the_gap():
    ring, events = Ring(size=3), some(5)
    watch = ring.watch()

    ring.add(events)

    assert await watch.next() == Seen(events[2:], missed=2)
    assert ring.dropped == 2


async def test_who_keeps_up_misses_nothing():
    ring, events = Ring(size=3), some(9)
    watch, seen = ring.watch(), []

    for event in events:
        ring.add((event,))
        seen += (await watch.next()).events

    assert tuple(seen) == events


async def test_what_nobody_here_saw_is_a_gap():
    ring, events = Ring(size=3), some(2)
    watch = ring.watch()

    ring.add(events[:1])
    ring.skip()
    ring.add(events[1:])

    assert await watch.next() == Seen(events, missed=1)


async def test_without_news_a_viewer_waits():
    ring = Ring()
    ring.add(some(1))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ring.watch().next(), 0.01)
