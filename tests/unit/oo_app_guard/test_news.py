"""Tabs are told when what they show is no longer true, and nobody else is."""

import asyncio

import pytest

from core.domain.events import SignedIn, TipVanished
from core.domain.ids import TipId, UserId, new_id
from core.domain.seen import Seen
from oo_app.shared.news import tell_news, whom
from tests.fakes.clock import NOON

ADA, BOB = UserId(new_id()), UserId(new_id())


def vanished(user_id):
    return TipVanished(NOON, user_id, TipId(new_id()))


class Tabs:
    """Writes down who was told."""

    def __init__(self):
        self.told = asyncio.Queue()

    async def look_again(self, users):
        await self.told.put(users)


class Bus:
    """Hands out what a test puts in; fails when it is given an error."""

    def __init__(self):
        self.passing = asyncio.Queue()
        self.watches = 0

    def watch(self):
        self.watches += 1
        return self

    async def next(self):
        seen = await self.passing.get()
        if isinstance(seen, Exception):
            raise seen
        return seen


def test_whoever_looks_at_a_tip_that_went_is_told():
    other = SignedIn(NOON, BOB, "https://issuer.example", first=False)

    assert whom(Seen((vanished(ADA), other))) == {ADA}
    assert whom(Seen((other,))) == frozenset()


def test_after_a_gap_everybody_is():
    """Reliability E4: gap, reload."""
    assert whom(Seen((), missed=3)) is None


async def test_word_is_carried_until_the_end_and_a_failure_does_not_stop_it():
    bus, tabs = Bus(), Tabs()
    running = asyncio.create_task(tell_news(bus, tabs))
    for seen in (Seen((vanished(ADA),)), OSError("away"), Seen((vanished(BOB),))):
        await bus.passing.put(seen)

    async with asyncio.timeout(5):
        assert await tabs.told.get() == {ADA}
        assert await tabs.told.get() == {BOB}
    assert bus.watches == 2
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
