"""How odd answers of Todoist are taken: renamed projects, stale snapshots, lost batches."""

import json
from dataclasses import replace

import pytest
from starlette.responses import JSONResponse

from core.domain.task import TaskList
from core.errors import IntegrationDown, IntegrationRefused
from tests.services.todoist.scene import a_command, after, everything, named, personal
from tests.unit.todoist.wire_tasks import a_sync, a_wire_task

NOTHING = TaskList()
KNOWN = replace(NOTHING, sync_token="earlier", projects={"p": "Home"})  # noqa: S106 - a place in a stream


def syncs(scripted, *answers):
    left = list(answers)
    scripted.service.reply = lambda *_: left.pop(0)


def tokens_asked(scripted):
    return [form["sync_token"] for _, _, form in scripted.service.asked]


async def test_a_sync_asks_for_tasks_and_projects_by_form(scripted):
    syncs(scripted, a_sync([]))

    await scripted.source.sync(personal(), NOTHING)

    assert scripted.service.asked == [
        ("POST", "/api/v1/sync", {"sync_token": "*", "resource_types": '["items", "projects"]'})
    ]


async def test_a_full_answer_to_a_question_about_changes_is_taken_as_full(scripted):
    syncs(scripted, a_sync([a_wire_task()]))

    assert (await after(scripted, KNOWN)).full
    assert tokens_asked(scripted) == ["earlier"]


async def test_changes_that_answer_a_question_about_everything_are_not_taken_for_it(scripted):
    syncs(scripted, a_sync([], full_sync=False))

    with pytest.raises(IntegrationDown):
        await after(scripted, NOTHING)


async def test_a_forgotten_sync_token_is_replaced_once_and_not_forever(scripted):
    bad = JSONResponse({"error_tag": "INVALID_ARGUMENT_VALUE"}, 400)
    syncs(scripted, bad, bad)

    with pytest.raises(IntegrationRefused):
        await after(scripted, KNOWN)

    assert tokens_asked(scripted) == ["earlier", "*"]


async def test_a_renamed_project_makes_the_next_look_a_full_one(scripted):
    renamed = {"id": "p", "name": "House"}
    task = a_wire_task(project_id="p")
    syncs(
        scripted,
        a_sync([], full_sync=False, projects=[renamed]),
        a_sync([task], projects=[renamed]),
    )

    changes = await after(scripted, KNOWN)

    assert changes.full
    assert changes.changed[0].project == "House"


async def test_a_stale_snapshot_is_followed_by_one_look_at_what_changed(scripted):
    syncs(
        scripted,
        a_sync(
            [a_wire_task(id="a"), a_wire_task(id="b")], full_sync_date_utc="2026-11-22T11:00:00Z"
        ),
        a_sync([a_wire_task(id="a", checked=True)], full_sync=False, sync_token="second"),  # noqa: S106 - a place in a stream
    )

    changes = await after(scripted, NOTHING)

    assert tokens_asked(scripted) == ["*", "TnYUZEpuzf2F"]
    assert changes.full
    assert [task.id for task in changes.changed] == ["b"]
    assert changes.completed == {"a"}


async def test_a_task_assigned_to_somebody_else_is_kept(scripted):
    syncs(scripted, a_sync([a_wire_task(responsible_uid="999")]))

    assert len((await after(scripted, NOTHING)).changed) == 1


async def test_malformed_tasks_are_dropped_counted_and_mentioned_without_their_text(
    scripted, caplog
):
    items = [a_wire_task(id="a"), a_wire_task(content="private\0words"), {"content": "private"}]
    syncs(scripted, a_sync(items))

    changes = await after(scripted, NOTHING)

    assert [task.id for task in changes.changed] == ["a"]
    assert scripted.source.dropped == 2
    assert "todoist sent 2 objects that cannot be read" in caplog.text
    assert "private" not in caplog.text


async def test_ten_thousand_tasks_come_in_one_answer(scripted):
    """There are no pages to follow: an endless list cannot keep a sync busy."""
    items = [{"id": str(number), "content": "x" * 100} for number in range(10_000)]
    syncs(scripted, a_sync(items) | {"next_cursor": "more", "has_more": True})

    changes = await after(scripted, NOTHING)

    assert len(changes.changed) == 10_000
    assert len(scripted.service.asked) == 1


def all_ok(_request, form):
    commands = json.loads(form["commands"])
    return {"sync_status": {command["uuid"]: "ok" for command in commands}}


async def test_many_commands_go_in_order_a_hundred_at_a_time(scripted):
    commands = tuple(a_command(f"t{number}", number=number) for number in range(250))
    scripted.service.reply = all_ok

    sent = await scripted.source.send(personal(), commands)

    batches = [json.loads(form["commands"]) for _, _, form in scripted.service.asked]
    assert [len(batch) for batch in batches] == [100, 100, 50]
    assert [c["args"]["id"] for batch in batches for c in batch] == [c.task_id for c in commands]
    assert sent.done == {command.id for command in commands}


async def test_no_commands_ask_for_nothing(scripted):
    sent = await scripted.source.send(personal(), ())

    assert (sent.done, sent.refused, scripted.service.asked) == (frozenset(), {}, [])


async def test_what_a_first_batch_did_is_known_when_the_second_fails(scripted):
    commands = tuple(a_command(f"t{number}", number=number) for number in range(150))

    def reply(request, form):
        first = len(scripted.service.asked) == 1
        return all_ok(request, form) if first else JSONResponse({}, 503)

    scripted.service.reply = reply

    sent = await scripted.source.send(personal(), commands)

    assert sent.done == {command.id for command in commands[:100]}


async def test_a_command_whose_answer_was_lost_is_done_once_when_it_is_sent_again(standin):
    await standin.rest("POST", "/tasks", content="water", due_string="every day")
    known = await everything(standin)
    command = a_command(named(known, "water").id)
    await standin.faults(lost_answer=1)

    with pytest.raises(IntegrationDown):
        await standin.source.send(personal(), (command,))
    sent = await standin.source.send(personal(), (command,))

    assert sent.done == {command.id}
    assert (await after(standin, known)).changed[0].due.date == "2026-11-23"
