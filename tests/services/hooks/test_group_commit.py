"""Deliveries are on the disk before they are answered, many in one transaction (H3)."""

import asyncio
import sqlite3
import time
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from itertools import count

import psycopg
import pytest
from sqlalchemy import make_url

from core.clock import SystemClock
from core.domain.hook import Posted
from core.domain.integration import Provider
from core.errors import HookRefused, NotFound, Overloaded
from core.todoist.hooks import TodoistHooks
from core.usecases.take_delivery import TakeDelivery
from core.usecases.wake import Bell
from core.usecases.write_together import WriteTogether
from tests.fakes.clock import NOON
from tests.fakes.hooks import SECRET, a_hook, sign, text_of
from tests.services.storage.things import NOW, an_integration, signed_up

LOCKED_S = 3.0
MANY = 500
PER_S = 100.0


class CountingStore:
    """A store that counts its writes, and can fail some of them, or take so long over each."""

    def __init__(self, store, takes_s=0.0):
        self._store = store
        self.takes_s = takes_s
        self.writes = 0
        self.fails_with = iter(())

    def reading(self):
        return self._store.reading()

    @asynccontextmanager
    async def writing(self):
        self.writes += 1
        error = next(self.fails_with, None)
        if error is not None:
            raise error
        await asyncio.sleep(self.takes_s)
        async with self._store.writing() as work:
            yield work


async def a_linked_user(store, external_id):
    user = await signed_up(store)
    async with store.writing() as work:
        await work.integrations.save(an_integration(user, external_id=external_id))
    return user


def taking(store, vault, **limits):
    clock = SystemClock()
    readers = {Provider.TODOIST: TodoistHooks((SECRET,))}
    return TakeDelivery(store, clock, vault, readers, WriteTogether(store, clock, **limits), Bell())


def posted(number, owner="over-there", delivery_id=None):
    body = text_of(a_hook(task_id=f"{number}", owner=owner, at=NOON + timedelta(seconds=number)))
    name = f"d-{number}" if delivery_id is None else delivery_id
    return Posted(body, "application/json", sign(body), name)


async def kept(store):
    later = NOW + timedelta(days=9999)
    async with store.writing() as work:
        return [it.task_id for it in await work.deliveries.claim(later, later, 9999)]


@asynccontextmanager
async def locked(url):
    """Let another process hold the database's lock for a while."""
    at = make_url(url)
    begun = asyncio.Event()

    def told(loop):
        loop.call_soon_threadsafe(begun.set)

    loop = asyncio.get_running_loop()
    hold = _hold_sqlite if at.get_backend_name() == "sqlite" else _hold_postgres
    held = asyncio.create_task(asyncio.to_thread(hold, at, lambda: told(loop)))
    await begun.wait()
    yield
    await held


def _hold_sqlite(at, begun):
    with closing(sqlite3.connect(at.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun()
        time.sleep(LOCKED_S)
        other.execute("COMMIT")


def _hold_postgres(at, begun):
    with psycopg.connect(f"host={at.host} user={at.username} dbname={at.database}") as other:
        other.execute("LOCK TABLE deliveries IN EXCLUSIVE MODE")
        begun()
        time.sleep(LOCKED_S)


async def test_five_hundred_in_five_seconds_while_locked_for_three_lose_nothing(
    sql_store, sql_url, vault
):
    """Reliability H3."""
    await a_linked_user(sql_store, "over-there")
    take = taking(sql_store, vault)
    numbers = count()

    async def one():
        number = next(numbers)
        await asyncio.sleep(number / PER_S)
        await take(Provider.TODOIST, posted(number))

    async with locked(sql_url):
        await asyncio.gather(*(one() for _ in range(MANY)))

    assert sorted(map(int, await kept(sql_store))) == list(range(MANY))


async def test_what_comes_together_is_few_transactions(store, vault):
    await a_linked_user(store, "over-there")
    counted = CountingStore(store, takes_s=0.2)  # however quick the disk and slow the machine
    take = taking(counted, vault)

    await asyncio.gather(*(take(Provider.TODOIST, posted(number)) for number in range(MANY)))

    assert len(await kept(store)) == MANY
    assert counted.writes < MANY / 10


async def test_the_same_twice_is_kept_once_whoever_brings_it(store, vault):
    """Reliability H2: at the same moment, through two processes, by body or by id."""
    await a_linked_user(store, "over-there")
    takes = [taking(store, vault), taking(store, vault)]
    again = [posted(1, delivery_id="d-0"), posted(0, delivery_id=""), posted(0, delivery_id="d-9")]

    await asyncio.gather(
        *(take(Provider.TODOIST, posted(0)) for take in takes for _ in range(20)),
    )
    for late in again:
        await takes[0](Provider.TODOIST, late)

    assert await kept(store) == ["0"]


async def test_without_an_id_two_bodies_are_two_deliveries(store, vault):
    await a_linked_user(store, "over-there")
    take = taking(store, vault)

    for number in (0, 1):
        await take(Provider.TODOIST, posted(number, delivery_id="has blanks"))

    assert await kept(store) == ["0", "1"]


async def test_a_full_queue_is_told_to_come_again(store, vault):
    """Reliability L2."""
    await a_linked_user(store, "over-there")
    take = taking(store, vault, most_waiting=10)

    results = await asyncio.gather(
        *(take(Provider.TODOIST, posted(number)) for number in range(50)), return_exceptions=True
    )

    refused = [it for it in results if isinstance(it, Overloaded)]
    assert refused
    assert len(await kept(store)) == len(results) - len(refused)
    await take(Provider.TODOIST, posted(99))


async def test_a_user_who_leaves_meanwhile_takes_nobody_elses_along(store, vault):
    gone, stays = await a_linked_user(store, "gone"), await a_linked_user(store, "stays")
    counted = CountingStore(store)
    take = taking(counted, vault)
    theirs = posted(1, "gone")
    hook = take.readers[Provider.TODOIST].read(theirs)
    delivery = take._delivery(Provider.TODOIST, gone.id, hook, theirs)
    async with store.writing() as work:
        await work.ledger.purge(gone.id, NOW)

    results = await asyncio.gather(
        take.write(delivery), take(Provider.TODOIST, posted(2, "stays")), return_exceptions=True
    )

    assert [type(it) for it in results] == [NotFound, type(None)]
    assert await kept(store) == ["2"]
    assert stays.id != gone.id
    with pytest.raises(HookRefused):
        await take(Provider.TODOIST, posted(1, "gone"))


async def test_a_fault_of_ours_is_told_and_the_next_delivery_goes_on(store, vault):
    await a_linked_user(store, "over-there")
    counted = CountingStore(store)
    counted.fails_with = iter([ZeroDivisionError()])
    take = taking(counted, vault)

    with pytest.raises(Overloaded):
        await take(Provider.TODOIST, posted(0))
    await take(Provider.TODOIST, posted(1))

    assert await kept(store) == ["1"]
