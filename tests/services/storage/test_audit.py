"""What was done in the console, in every home: a chain that is added to and never changed."""

import asyncio

import pytest
from sqlalchemy import text

from core.domain.audit import EVERYTHING, SYSTEM, Sought
from core.domain.chain import entry_after, head_of
from core.errors import OurFault, StaleWrite
from core.storage import migrate
from core.usecases.audited import write_down
from tests.fakes.access import a_deed, an_actor
from tests.services.storage.things import HOUR, NOW, Stop

CHANGES = (
    "UPDATE admin_actions SET reason = 'another'",
    "DELETE FROM admin_actions",
    "DELETE FROM admin_actions WHERE seq = 2",
)


async def written(store, *deeds, actor=SYSTEM):
    for number, deed in enumerate(deeds):
        async with store.writing() as work:
            await write_down(work, NOW + number * HOUR, actor, deed)


async def walked(store):
    async with store.reading() as work:
        return await work.audit.walk(0, 1000)


async def test_a_deed_comes_back_as_it_was_written(store):
    actor = an_actor(request="session abc")
    deed = a_deed(
        reason="wörds\u2028🌱", before={"b": "2", "a": "1"}, after={"ä": "\ud7ff"}, reads=True
    )
    first = entry_after(None, NOW, actor, deed)
    second = entry_after(head_of(first), NOW + HOUR, SYSTEM, a_deed())
    async with store.writing() as work:
        assert await work.audit.head() is None
        await work.audit.append(first)
        await work.audit.append(second)

    async with store.reading() as work:
        assert await work.audit.head() == head_of(second)
    assert await walked(store) == (first, second)
    assert (await walked(store))[0].before == {"a": "1", "b": "2"}


async def test_a_number_is_taken_once(store):
    await written(store, a_deed())
    entry = entry_after(None, NOW, SYSTEM, a_deed())

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.audit.append(entry)


async def test_the_chain_is_walked_in_order_and_paged_from_the_newest(store):
    await written(store, *(a_deed(object=str(number)) for number in range(1, 6)))

    async with store.reading() as work:
        walk = await work.audit.walk(2, 2)
        page = await work.audit.page(EVERYTHING, None, 2)
        next_page = await work.audit.page(EVERYTHING, page[-1].seq, 2)
        assert await work.audit.count(EVERYTHING) == 5

    assert [it.seq for it in walk] == [3, 4]
    assert [it.seq for it in page] == [5, 4]
    assert [it.seq for it in next_page] == [3, 2]


OWNER = an_actor()
DEEDS = (
    a_deed(reason="Change request 118"),
    a_deed(kind="user", action="revealed identity", object="u", reads=True, reason="100 %_ sure"),
    a_deed(result="refused: not_allowed"),
    a_deed(action="demoted a policy", object="Egreedy"),
)
LOOKED_FOR = {
    "everything": (EVERYTHING, [4, 3, 2, 1]),
    "by whom": (Sought(who=OWNER.name), [4, 3, 2, 1]),
    "by nobody there": (Sought(who="u_nobody"), []),
    "by kind": (Sought(kind="user"), [2]),
    "by action": (Sought(action="promoted a policy"), [3, 1]),
    "by object": (Sought(object="bayes-v1"), [3, 1]),
    "refused": (Sought(result="refused"), [3]),
    "done": (Sought(result="done"), [4, 2, 1]),
    "reads": (Sought(reads=True), [2]),
    "changes": (Sought(reads=False), [4, 3, 1]),
    "since": (Sought(since=NOW + 2 * HOUR), [4, 3]),
    "until": (Sought(until=NOW + 2 * HOUR), [2, 1]),
    "words of a reason": (Sought(words="REQUEST"), [1]),
    "words of an object": (Sought(words="egreedy"), [4]),
    "words that look like a pattern": (Sought(words="%_"), [2]),
    "the end of an object": (Sought(ending="greedy"), [4]),
    "an end that looks like a pattern": (Sought(ending="%"), []),
    "all but one action": (Sought(never=(("action", "promoted a policy"),)), [4, 2]),
    "all but two": (Sought(never=(("object", "Egreedy"), ("kind", "user"))), [3, 1]),
    "several at once": (Sought(kind="policy", result="done", since=NOW + HOUR), [4]),
}


@pytest.mark.parametrize("what", LOOKED_FOR)
async def test_deeds_are_found(store, what):
    sought, expected = LOOKED_FOR[what]
    await written(store, *DEEDS, actor=OWNER)

    async with store.reading() as work:
        found = await work.audit.page(sought, None, 10)
        count = await work.audit.count(sought)

    assert ([it.seq for it in found], count) == (expected, len(expected))


async def test_a_deed_falls_with_the_act_it_was_written_for(store):
    """Reliability R3: no act without its entry, no entry without its act."""

    async def act_and_fail():
        async with store.writing() as work:
            await write_down(work, NOW, SYSTEM, a_deed())
            raise Stop

    with pytest.raises(Stop):
        await act_and_fail()

    assert await walked(store) == ()


async def test_many_writers_make_one_chain(store):
    await asyncio.gather(*(written(store, *[a_deed()] * 5) for _ in range(6)))

    chain = await walked(store)

    assert [it.seq for it in chain] == list(range(1, 31))
    assert [it.previous for it in chain] == ["", *(it.hash for it in chain[:-1])]


async def test_two_processes_make_one_chain(sql_url, open_store):
    first, second = open_store(sql_url), open_store(sql_url)

    await asyncio.gather(*(written(store, *[a_deed()] * 10) for store in (first, second)))

    chain = await walked(first)
    assert [it.previous for it in chain] == ["", *(it.hash for it in chain[:-1])]
    assert len(chain) == 20


async def test_a_reader_of_the_head_waits_for_nobody(sql_store):
    await written(sql_store, a_deed())
    async with sql_store.writing() as writing:
        await write_down(writing, NOW, SYSTEM, a_deed())
        async with asyncio.timeout(1), sql_store.reading() as reading:
            assert (await reading.audit.head()).seq == 1


@pytest.mark.parametrize("statement", CHANGES)
async def test_the_engine_itself_refuses_to_change_a_deed(sql_store, sql_url, statement):
    await written(sql_store, a_deed(), a_deed())
    before = await walked(sql_store)

    with pytest.raises(Exception, match="added, never changed"), migrate.connected(sql_url) as raw:
        raw.execute(text(statement))

    assert await walked(sql_store) == before


async def test_postgres_refuses_to_empty_the_table(postgres_url, open_store):
    await written(open_store(postgres_url), a_deed())

    with (
        pytest.raises(Exception, match="added, never changed"),
        migrate.connected(postgres_url) as raw,
    ):
        raw.execute(text("TRUNCATE admin_actions"))


async def test_a_reader_cannot_append(store):
    entry = entry_after(None, NOW, SYSTEM, a_deed())

    with pytest.raises(OurFault):
        async with store.reading() as work:
            await work.audit.append(entry)
