"""Sealed cells open in their own place only, and no more often than needed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from core.domain.ids import TaskId, UserId, new_id
from core.domain.integration import Provider
from core.domain.task import Due, Task, TaskList
from core.errors import VaultClosed
from core.storage.encoding import pack_tasks, unpack_tasks
from core.storage.task_memo import TaskMemo
from tests.services.storage.things import (
    NOW,
    Stop,
    a_command,
    a_task,
    a_task_list,
    connected,
    signed_up,
    some_tokens,
    tipped,
)


async def run(store, statement, **values):
    async with store._engine.begin() as connection:
        await connection.execute(text(statement), values)


async def test_a_cell_moved_to_another_users_row_does_not_open(sqlite_store):
    """Reliability T1, M12."""
    user, other = await signed_up(sqlite_store), await signed_up(sqlite_store)
    link = await connected(sqlite_store, user)
    others = await connected(sqlite_store, other)
    await run(
        sqlite_store,
        "UPDATE tokens SET body = (SELECT body FROM tokens WHERE integration_id = :there)"
        " WHERE integration_id = :here",
        there=others.id.hex,
        here=link.id.hex,
    )

    async with sqlite_store.reading() as work:
        with pytest.raises(VaultClosed):
            await work.tokens.of(link)


async def test_an_older_cell_put_back_does_not_open(sqlite_store):
    """Reliability T1: a restored cell is not the newest version's."""
    user = await signed_up(sqlite_store)
    link = await connected(sqlite_store, user)
    await run(sqlite_store, "CREATE TABLE kept AS SELECT body FROM tokens")
    async with sqlite_store.writing() as work:
        await work.tokens.keep(link, some_tokens(access="newer"))
    await run(sqlite_store, "UPDATE tokens SET body = (SELECT body FROM kept)")

    async with sqlite_store.reading() as work:
        with pytest.raises(VaultClosed):
            await work.tokens.of(link)


async def test_a_damaged_row_stops_nobody_but_itself(sqlite_store, caplog):
    user = await signed_up(sqlite_store)
    damaged = a_command(user, due=Due("2026-11-22"))
    sound = a_command(user, due=Due("2026-11-23"))
    async with sqlite_store.writing() as work:
        await work.commands.add(damaged)
        await work.commands.add(sound)
    await run(
        sqlite_store, "UPDATE commands SET due = zeroblob(64) WHERE id = :id", id=damaged.id.hex
    )

    async with sqlite_store.writing() as work:
        claimed = await work.commands.claim(NOW, NOW, 9)

    assert claimed == (sound,)
    assert str(damaged.id) in caplog.text


async def test_an_event_of_a_later_release_waits_for_it(sqlite_store, caplog):
    user = await signed_up(sqlite_store)
    await run(
        sqlite_store,
        "INSERT INTO outbox (id, user_id, subject, version, at, payload)"
        " VALUES (:id, :user, 'signals.later', 1, '2026-11-22 09:00:00.000000', '{}')",
        id=user.id.hex,
        user=user.id.hex,
    )

    async with sqlite_store.writing() as work:
        assert await work.outbox.claim(NOW, NOW, 9) == ()

    assert "signals.later" in caplog.text


async def test_an_unchanged_task_list_is_opened_once(sql_store, vault):
    user = await signed_up(sql_store)
    await connected(sql_store, user)
    other_process = replace_memo(sql_store)
    opened = vault.opened

    for _ in range(3):
        async with other_process.reading() as work:
            assert await work.tasks.of(user.id, Provider.TODOIST) == a_task_list()

    assert vault.opened == opened + 1


async def test_a_list_changed_elsewhere_is_opened_again(sql_url, open_store):
    here, elsewhere = open_store(sql_url), open_store(sql_url)
    user = await signed_up(here)
    await connected(here, user)
    newer = a_task_list(a_task(text="Changed elsewhere"))

    async with elsewhere.writing() as work:
        await work.tasks.keep(user.id, Provider.TODOIST, newer)

    async with here.reading() as work:
        assert await work.tasks.of(user.id, Provider.TODOIST) == newer


async def test_a_list_that_was_rolled_back_is_not_remembered(sql_url, open_store):
    here, elsewhere = open_store(sql_url), open_store(sql_url)
    user = await signed_up(here)
    await connected(here, user)
    later = a_task_list(a_task(text="Later"))

    async def keep_and_fail():
        async with here.writing() as work:
            await work.tasks.keep(user.id, Provider.TODOIST, a_task_list(a_task(text="Never")))
            raise Stop

    with pytest.raises(Stop):
        await keep_and_fail()
    async with elsewhere.writing() as work:
        await work.tasks.keep(user.id, Provider.TODOIST, later)

    async with here.reading() as work:
        assert await work.tasks.of(user.id, Provider.TODOIST) == later


async def test_nothing_of_an_erased_user_stays_in_memory(sql_store):
    """Reliability D1: caches too."""
    user, other = await signed_up(sql_store), await signed_up(sql_store)
    for each in (user, other):
        await connected(sql_store, each)

    async with sql_store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    assert [owner for owner, _ in sql_store._memo._known.values()] == [other.id]


def test_memory_holds_a_bounded_number_of_lists():
    memo = TaskMemo(room=2)
    rows = [new_id() for _ in range(4)]
    for row_id in rows:
        memo.keep(row_id, 1, UserId(row_id), a_task_list())

    assert [memo.find(row_id, 1) is not None for row_id in rows] == [False, False, True, True]


async def test_a_damaged_tip_is_an_error_and_never_plain_text(sqlite_store):
    """Reliability T1: no fallback."""
    user = await signed_up(sqlite_store)
    tip = await tipped(sqlite_store, user)
    await run(sqlite_store, "UPDATE tip_views SET body = :text", text=b'[{"text": "forged"}, ""]')

    async with sqlite_store.reading() as work:
        with pytest.raises(VaultClosed):
            await work.tips.get(user.id, tip.id)


any_text = st.text(st.characters(codec=None), max_size=40)


@given(any_text, any_text, st.lists(any_text, max_size=3), st.dictionaries(any_text, any_text))
def test_any_text_of_a_task_comes_back_exactly(words, string, labels, projects):
    """Reliability I2: right-to-left, NUL, lone surrogates."""
    due = Due("2026-11-22T12:00:00", string, "en", string, True)
    task = Task(TaskId(words), words, 2, due, NOW, words, tuple(labels), 7)
    tasks = TaskList((task, replace(task, due=None)), None, string, projects)

    assert unpack_tasks(pack_tasks(tasks)) == tasks


def replace_memo(store):
    """Return the store as another process sees it: same database, nothing remembered."""
    store._memo._known.clear()
    return store
