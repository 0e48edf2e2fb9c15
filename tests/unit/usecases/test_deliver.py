"""Events have their effect once, poison is set aside, and our own faults are nobody's tries."""

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.events import IntegrationLost, SignedIn, TaskDeleted
from core.domain.ids import TaskId, UserId, new_id
from core.domain.integration import Provider
from core.domain.user import User
from core.errors import StaleWrite, VaultClosed
from core.memory.store import MemoryStore
from core.storage.errors import DatabaseDown, Trouble
from core.usecases.deliver import LOOKS, TOGETHER, Consumer, DeliverEvents
from tests.fakes.builders import an_identity
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.world import RestlessStore


@dataclass
class Desk:
    """A consumer that leaves a row for each effect, and fails as it is told."""

    store: RestlessStore = field(default_factory=lambda: RestlessStore(MemoryStore()))
    clock: FakeClock = field(default_factory=FakeClock)
    failing: dict = field(default_factory=dict)
    acted: list = field(default_factory=list)

    def __post_init__(self):
        consumer = Consumer("tell", frozenset({SignedIn.subject}), self._act)
        self.deliver = DeliverEvents(self.store, self.clock, {"tell": consumer}, lambda: 0.0)

    async def _act(self, work, event):
        self.acted.append(event.id)
        await work.outbox.tell(
            TaskDeleted(NOON, event.user_id, Provider.TODOIST, TaskId("1"), cause=event.id)
        )
        if event.id in self.failing:
            raise self.failing[event.id]

    async def events(self, count):
        user = User(UserId(new_id()), NOON)
        async with self.store.writing() as work:
            await work.users.add(user, an_identity(str(user.id)))
        return tuple(SignedIn(NOON, user.id, "https://issuer.example", True) for _ in range(count))

    async def __call__(self, *events):
        return await self.deliver("tell", events)

    async def effects(self):
        async with self.store.writing() as work:
            return sorted(row.cause for row in await work.outbox.claim(NOON, NOON, 10_000))

    async def letter(self, event):
        async with self.store.reading() as work:
            return await work.letters.find("tell", event.id)


@pytest.fixture
def desk():
    return Desk()


def ids(events):
    return sorted(event.id for event in events)


async def test_each_event_has_its_effect_once_also_within_a_batch(desk):
    """Reliability E2."""
    one, two = await desk.events(2)

    carried = [await desk(one, two, one), await desk(two)]

    assert [it.taken for it in carried] == [{one.id, two.id}, {two.id}]
    assert await desk.effects() == ids((one, two))


async def test_what_is_not_wanted_is_taken_and_opens_no_transaction(desk):
    (event,) = await desk.events(1)
    lost = IntegrationLost(NOON, event.user_id, Provider.TODOIST)
    writes = desk.store.writes

    carried = await desk(lost)

    assert (carried.taken, desk.store.writes) == ({lost.id}, writes)


async def test_poison_gets_five_tries_with_growing_pauses_then_a_letter(desk):
    """Reliability E3."""
    good, bad = await desk.events(2)
    desk.failing[bad.id] = ValueError("no text of it is kept")

    carried = [await desk(good, bad) for _ in range(5)]

    assert [it.taken for it in carried] == [{good.id}] * 4 + [{good.id, bad.id}]
    assert [set(it.again) for it in carried] == [{bad.id}] * 4 + [set()]
    assert await desk.effects() == [good.id]
    letter = await desk.letter(bad)
    assert (letter.tries, letter.error, letter.dead_at) == (5, "ValueError", NOON)


async def test_an_event_that_recovers_leaves_no_letter(desk):
    (event,) = await desk.events(1)
    desk.failing[event.id] = ValueError()
    await desk(event)
    desk.failing.clear()

    carried = await desk(event)

    assert (carried.taken, await desk.letter(event)) == ({event.id}, None)


async def test_healthy_events_are_acted_upon_once_or_twice_beside_poison(desk):
    """Reliability E3: one poison does not make all others run alone."""
    events = await desk.events(TOGETHER)
    desk.failing[events[20].id] = ValueError()
    writes = desk.store.writes

    await desk(*events)

    assert max(desk.acted.count(event.id) for event in events) == 2
    assert desk.store.writes - writes <= 5
    assert await desk.effects() == ids(it for it in events if it is not events[20])


async def test_when_the_commit_fails_the_batch_is_halved(desk):
    """Reliability E2: a database does not say which event it could not take."""
    events = await desk.events(4)
    desk.store.refuse_write(1)

    carried = await desk(*events)

    assert carried.taken == set(ids(events))
    assert await desk.effects() == ids(events)


async def test_a_database_that_is_away_is_nobodys_try(desk):
    """Reliability E3."""
    events = await desk.events(3)
    desk.failing[events[0].id] = DatabaseDown(Trouble.BUSY)

    for _ in range(9):
        with pytest.raises(DatabaseDown):
            await desk(*events)

    assert await desk.letter(events[0]) is None
    assert await desk.effects() == []


async def test_what_was_done_before_the_database_went_stays_done(desk):
    events = await desk.events(TOGETHER + 2)
    desk.failing[events[-1].id] = DatabaseDown(Trouble.BUSY)

    carried = await desk(*events)

    assert carried.taken == set(ids(events[:TOGETHER]))
    assert set(carried.again) == set(ids(events[TOGETHER:]))
    assert all(NOON < at < NOON.replace(second=3) for at in carried.again.values())


async def test_when_another_process_was_quicker_it_looks_again(desk):
    """Reliability E2: the other has had the effect, in the meantime."""
    (event,) = await desk.events(1)

    async def another():
        await Desk.__call__(twin, event)

    twin = Desk(store=RestlessStore(desk.store._store))
    desk.store.before_writing = another

    carried = await desk(event)

    assert (carried.taken, await desk.effects()) == ({event.id}, [event.id])


async def test_a_write_that_stays_stale_comes_again_soon_without_a_letter(desk):
    """Reliability E3."""
    (event,) = await desk.events(1)
    desk.failing[event.id] = StaleWrite()

    carried = await desk(event)

    assert (carried.taken, set(carried.again)) == (set(), {event.id})
    assert (len(desk.acted), await desk.letter(event)) == (LOOKS, None)


async def test_a_cell_that_does_not_open_is_the_events_own_trouble(desk):
    (event,) = await desk.events(1)
    desk.failing[event.id] = VaultClosed()

    await desk(event)

    assert (await desk.letter(event)).error == "VaultClosed"


async def test_an_event_of_somebody_unknown_is_taken(desk):
    event = SignedIn(NOON, UserId(new_id()), "https://issuer.example", True)

    carried = await desk(event)

    assert carried.taken == {event.id}
    assert await desk.effects() == []


@given(seed=st.integers(0, 10**6), size=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
async def test_whatever_comes_in_whatever_order_ends_the_same(seed, size):
    """Reliability E2, E3: every healthy effect once, every poison dead, nothing else."""
    rng, desk = random.Random(seed), Desk()
    events = await desk.events(size)
    poison = [it for it in events if rng.random() < 0.2]
    desk.failing = {it.id: ValueError() for it in poison}

    for _ in range(5):
        batch = [*events, *rng.choices(events, k=5)]
        rng.shuffle(batch)
        while batch:
            cut = rng.randint(1, len(batch))
            await desk(*batch[:cut])
            batch = batch[cut:]

    healthy = [it for it in events if it not in poison or it.id not in desk.failing]
    assert await desk.effects() == ids(healthy)
    async with desk.store.reading() as work:
        assert {it.event.id for it in await work.letters.dead(99)} == set(desk.failing)
