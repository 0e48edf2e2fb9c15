"""What was learned is read once and remembered, and never longer than it is true."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from core.domain.ids import UserId, new_id
from core.storage.posterior_memo import PosteriorMemo
from tests.services.storage.things import NOW, Stop, a_posterior, signed_up


async def keep(store, *posteriors):
    async with store.writing() as work:
        for posterior in posteriors:
            await work.posteriors.keep(posterior)


async def kept(store, user):
    async with store.reading() as work:
        return await work.posteriors.of(user.id)


def reads_of_blobs(store):
    """Return a list that grows by each statement that reads what was learned."""
    found = []

    def look(_connection, _cursor, statement, *_):
        if "posteriors.blob" in statement:
            found.append(statement)

    event.listen(store._engine.sync_engine, "before_cursor_execute", look)
    return found


async def test_unchanged_bytes_are_read_once(sql_url, open_store):
    here, elsewhere = open_store(sql_url), open_store(sql_url)
    user = await signed_up(elsewhere)
    mine = [a_posterior(user, policy=name) for name in ("a", "b")]
    await keep(elsewhere, *mine)
    reads = reads_of_blobs(here)

    found = [await kept(here, user) for _ in range(3)]

    assert found == [{it.policy: it for it in mine}] * 3
    assert len(reads) == 1


async def test_what_was_just_kept_is_not_read_again(sql_store):
    user = await signed_up(sql_store)
    first = a_posterior(user)
    second = replace(first, version=2, blob=b"more")
    await keep(sql_store, first, second)
    reads = reads_of_blobs(sql_store)

    assert await kept(sql_store, user) == {first.policy: second}

    assert reads == []


async def test_what_changed_elsewhere_is_read_again(sql_url, open_store):
    here, elsewhere = open_store(sql_url), open_store(sql_url)
    user = await signed_up(here)
    first = a_posterior(user)
    await keep(here, first)

    second = replace(first, version=2, blob=b"more")
    await keep(elsewhere, second)
    assert await kept(here, user) == {first.policy: second}

    async with elsewhere.writing() as work:
        await work.posteriors.drop(user.id, first.policy)
    assert await kept(here, user) == {}

    anew = replace(first, version=1, blob=b"anew")
    await keep(elsewhere, anew)
    assert await kept(here, user) == {first.policy: anew}


async def test_what_was_rolled_back_is_not_remembered(sql_store):
    user = await signed_up(sql_store)

    async def keep_and_fail():
        async with sql_store.writing() as work:
            await work.posteriors.keep(a_posterior(user))
            raise Stop

    with pytest.raises(Stop):
        await keep_and_fail()

    assert not sql_store._learned._known


async def test_nothing_of_an_erased_user_is_remembered(sql_store):
    """Reliability D1: caches too, also what the same transaction has kept."""
    user, other = await signed_up(sql_store), await signed_up(sql_store)
    await keep(sql_store, a_posterior(user), a_posterior(other))

    async with sql_store.writing() as work:
        await work.posteriors.keep(a_posterior(user, policy="last"))
        await work.ledger.purge(user.id, NOW)

    assert {owner for owner, _ in sql_store._learned._known} == {other.id}


def test_memory_holds_a_bounded_number_of_posteriors():
    memo = PosteriorMemo(room=2)
    people = [UserId(new_id()) for _ in range(3)]

    for user_id in people[:2]:
        memo.keep(user_id, "a", "1", b"old")
        memo.keep(user_id, "a", "2", b"new")
    memo.find(people[0], "a", "2")
    memo.keep(people[2], "a", "2", b"new")

    assert [memo.find(it, "a", "2") for it in people] == [b"new", None, b"new"]
    assert memo.find(people[0], "a", "1") is None
