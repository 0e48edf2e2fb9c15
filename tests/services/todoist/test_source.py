"""Tasks come whole or as changes, and commands end once each (reliability F2)."""

from dataclasses import replace

import pytest

from core.domain.command import CommandKind
from core.domain.task import TaskList
from core.errors import AccessExpired, IntegrationRefused
from oo_app.sandbox.todoist.records import is_active
from tests.services.todoist.scene import PERSON, a_command, after, everything, named, personal

NOTHING = TaskList()
KNOWN = replace(NOTHING, sync_token="earlier", projects={"p": "Home"})  # noqa: S106 - a place in a stream


async def test_the_first_sync_brings_every_open_task_with_its_project(standin):
    items = standin.service.book.accounts[PERSON].items.values()
    there = {item["id"]: item["content"] for item in items if is_active(item)}

    changes = await standin.source.sync(await standin.tokens(), NOTHING)

    assert changes.full
    assert {task.id: task.text for task in changes.changed} == there
    assert len(there) >= 40
    assert all(task.project for task in changes.changed)
    assert any(task.header for task in changes.changed)
    assert standin.source.dropped == 0


async def test_nothing_new_is_nothing(standin):
    known = await everything(standin)

    changes = await after(standin, known)

    assert (changes.full, changes.changed, changes.gone) == (False, (), frozenset())
    assert changes.projects == known.projects


async def test_what_happened_in_todoist_arrives_as_changes(standin):
    done = await standin.rest("POST", "/tasks", content="a")
    deleted = await standin.rest("POST", "/tasks", content="b")
    known = await everything(standin)
    await standin.rest("POST", f"/tasks/{done['id']}/close")
    await standin.rest("DELETE", f"/tasks/{deleted['id']}")
    await standin.rest("POST", "/tasks", content="**new** one", priority=4, due_string="tomorrow")

    changes = await after(standin, known)

    assert [task.text for task in changes.changed] == ["**new** one"]
    assert (changes.changed[0].priority, changes.changed[0].due.date) == (4, "2026-11-23")
    assert changes.changed[0].project == "Inbox"
    assert changes.gone == {done["id"], deleted["id"]}
    assert changes.completed == {done["id"]}


async def test_a_sync_token_that_todoist_does_not_know_brings_everything(standin):
    changes = await after(standin, KNOWN)

    assert changes.full
    assert len(changes.changed) >= 40


async def test_an_expired_token_says_so(standin):
    tokens = await standin.tokens()
    standin.clock.forward(hours=2)

    with pytest.raises(AccessExpired):
        await standin.source.sync(tokens, NOTHING)
    with pytest.raises(AccessExpired):
        await standin.source.send(tokens, (a_command("x"),))


async def test_done_and_undo_end_as_they_should_in_todoist(standin):
    made = await standin.rest("POST", "/tasks", content="once")
    known = await everything(standin)
    close = a_command(made["id"])
    reopen = a_command(made["id"], CommandKind.REOPEN, number=2)

    closed = await standin.source.send(personal(), (close,))
    known_closed = await after(standin, known)
    reopened = await standin.source.send(personal(), (reopen,))
    known_open = await after(standin, known)

    assert (closed.done, closed.refused) == ({close.id}, {})
    assert known_closed.completed == {made["id"]}
    assert reopened.done == {reopen.id}
    assert [task.id for task in known_open.changed] == [made["id"]]


async def test_a_recurring_task_moves_on_once_and_undo_brings_its_day_back(standin):
    await standin.rest("POST", "/tasks", content="water", due_string="every day")
    known = await everything(standin)
    task = named(known, "water")
    close = a_command(task.id)

    await standin.source.send(personal(), (close,))
    again = await standin.source.send(personal(), (close,))
    moved = await after(standin, known)
    await standin.source.send(
        personal(), (a_command(task.id, CommandKind.REOPEN, task.due, number=2),)
    )
    back = await after(standin, known)

    assert again.done == {close.id}
    assert (task.due.date, moved.changed[0].due.date) == ("2026-11-22", "2026-11-23")
    assert moved.changed[0].recurring
    assert moved.gone == frozenset()
    assert back.changed[0].due == task.due


async def test_a_close_is_done_when_the_task_is_closed_or_gone_already(standin):
    made = await standin.rest("POST", "/tasks", content="once")
    await standin.rest("POST", f"/tasks/{made['id']}/close")
    commands = (a_command(made["id"]), a_command("6nowhere", number=2))

    sent = await standin.source.send(personal(), commands)

    assert sent.done == {command.id for command in commands}


async def test_what_todoist_will_never_do_is_refused_and_the_rest_is_done(standin):
    known = await everything(standin)
    header = next(task for task in known.tasks if task.header)
    made = await standin.rest("POST", "/tasks", content="once")
    bad = a_command(header.id)
    lost = a_command("6nowhere", CommandKind.REOPEN, number=2)
    good = a_command(made["id"], number=3)

    sent = await standin.source.send(personal(), (bad, lost, good))

    assert sent.refused == {bad.id: "INVALID_ARGUMENT_VALUE", lost.id: "ITEM_NOT_FOUND"}
    assert sent.done == {good.id}


async def test_a_grant_to_read_refuses_commands_by_its_tag(standin):
    with pytest.raises(IntegrationRefused) as refused:
        await standin.source.send(await standin.tokens("read"), (a_command("x"),))

    assert refused.value.tag == "AUTH_INSUFFICIENT_TOKEN_SCOPE"


async def test_a_link_leads_to_the_task_and_nowhere_else(standin):
    assert standin.source.link("6X7r") == f"{standin.base_url}/app/task/6X7r"
    assert standin.source.link("../..?x#y") == f"{standin.base_url}/app/task/..%2F..%3Fx%23y"
