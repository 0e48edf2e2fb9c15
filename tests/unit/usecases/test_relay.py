"""The relay sends what the bus has taken, and fills a bus that lost its memory."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.domain.events import SignedIn
from core.domain.ids import UserId, new_id
from core.domain.user import User
from core.errors import StaleWrite
from core.memory.store import MemoryStore
from core.ports import Backlog
from core.ports.bus import Carried
from core.usecases.relay import BATCH, RelayEvents
from tests.fakes.builders import an_identity
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.world import RestlessStore


@dataclass
class FakeBus:
    """Takes everything, unless it is told to answer otherwise."""

    answers: list = field(default_factory=list)
    published: list = field(default_factory=list)

    async def publish(self, events):
        self.published.append(events)
        answer = self.answers.pop(0) if self.answers else all_of
        return answer(events)


def all_of(events):
    return Carried(frozenset(event.id for event in events))


def none_of(events):
    return Carried()


def lost(events):
    return Carried(again={event.id: NOON for event in events}, lost=True)


@dataclass
class Post:
    store: RestlessStore = field(default_factory=lambda: RestlessStore(MemoryStore()))
    clock: FakeClock = field(default_factory=FakeClock)
    bus: FakeBus = field(default_factory=FakeBus)

    def __post_init__(self):
        self.relay = RelayEvents(self.store, self.clock, self.bus)

    async def tell(self, count, at=NOON):
        user = User(UserId(new_id()), NOON)
        async with self.store.writing() as work:
            await work.users.add(user, an_identity(str(user.id)))
            events = [SignedIn(at, user.id, "https://a.example", True) for _ in range(count)]
            for event in events:
                await work.outbox.tell(event)
        return events


@pytest.fixture
def post():
    return Post()


async def test_it_goes_on_until_nothing_is_left(post):
    await post.tell(2 * BATCH + 1)

    assert await post.relay() == 2 * BATCH + 1
    assert [len(batch) for batch in post.bus.published] == [BATCH, BATCH, 1]
    assert await post.relay.backlog() == Backlog(0)


async def test_only_what_was_taken_is_sent(post):
    """Reliability E1: the rest comes at its time, or when the hold is over."""
    one, two, three = await post.tell(3)
    later = NOON + timedelta(seconds=9)
    post.bus.answers = [lambda events: Carried(frozenset({one.id}), {two.id: later})]

    assert await post.relay() == 1
    assert await post.relay.backlog() == Backlog(2, NOON)
    post.clock.advance(seconds=9)
    await post.relay()
    post.clock.advance(seconds=51)
    await post.relay()

    assert [[it.id for it in batch] for batch in post.bus.published] == [
        [one.id, two.id, three.id],
        [two.id],
        [three.id],
    ]


async def test_a_bus_that_takes_nothing_is_not_asked_for_ever(post):
    await post.tell(BATCH)
    post.bus.answers = [none_of]

    assert await post.relay() == 0
    assert len(post.bus.published) == 1


async def test_a_bus_that_lost_its_memory_is_filled_again_for_seven_days_back(post):
    """Reliability E5: also when nothing new waits."""
    await post.tell(1, NOON - timedelta(days=8))
    recent = await post.tell(3, NOON - timedelta(days=6))
    await post.relay()
    post.bus.answers = [lost]

    assert await post.relay() == 3
    assert [it.id for it in post.bus.published[-1]] == [it.id for it in recent]


async def test_what_was_at_hand_when_the_bus_lost_its_memory_is_carried_too(post):
    await post.tell(3)
    post.bus.answers = [lost]

    assert await post.relay() == 3


async def test_filling_again_is_owed_until_it_was_done(post):
    """Reliability E5: also when the database goes away in the middle."""
    await post.tell(2)
    await post.relay()
    post.bus.answers = [lost]
    post.store.refuse_write(2)  # after the empty claim: telling all of them again

    with pytest.raises(StaleWrite):
        await post.relay()

    assert await post.relay() == 2
