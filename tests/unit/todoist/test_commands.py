"""Commands say what Todoist understands, and each of them ends by itself."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.command import CommandKind, TaskCommand
from core.domain.integration import Provider
from core.domain.task import Due
from core.errors import IntegrationDown
from core.todoist.commands import read_sent, wire_command
from tests.unit.todoist.wire_tasks import JSON


def a_command(kind=CommandKind.CLOSE, due=None, number=1):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    command_id = UUID(int=number)
    return TaskCommand(command_id, UUID(int=9), Provider.TODOIST, kind, "6X7r", at, due=due)


def sent(status, command):
    return read_sent({"sync_status": {str(command.id): status}}, (command,))


def test_done_closes_under_the_id_of_the_command():
    assert wire_command(a_command()) == {
        "type": "item_close",
        "uuid": "00000000-0000-0000-0000-000000000001",
        "args": {"id": "6X7r"},
    }


def test_undo_uncompletes_a_task():
    command = wire_command(a_command(CommandKind.REOPEN))

    assert (command["type"], command["args"]) == ("item_uncomplete", {"id": "6X7r"})


def test_undo_gives_a_recurring_task_back_the_due_it_had():
    due = Due("2026-11-22T15:00:00Z", "every day at 16", "de", "Europe/Berlin", recurring=True)

    command = wire_command(a_command(CommandKind.REOPEN, due))

    assert command["type"] == "item_update_date_complete"
    assert command["args"] == {
        "id": "6X7r",
        "is_forward": 0,
        "due": {
            "date": "2026-11-22T15:00:00Z",
            "timezone": "Europe/Berlin",
            "string": "every day at 16",
            "lang": "de",
            "is_recurring": True,
        },
    }


def test_done_does_not_touch_the_due():
    due = Due("2026-11-22", "every day", recurring=True)

    assert wire_command(a_command(due=due))["args"] == {"id": "6X7r"}


def test_ok_is_done():
    command = a_command()

    assert sent("ok", command).done == {command.id}


NOTHING_LEFT = [
    {"error_tag": "ITEM_NOT_FOUND", "error_code": 22, "http_code": 404},
    {"error_tag": "NOT_FOUND", "error_code": 478, "http_code": 404},
    {"error_tag": "ITEM_ALREADY_COMPLETED", "error_code": 99, "http_code": 400},
    {"error_code": 22, "error": "Item not found"},
    {"http_code": 410},
]


@pytest.mark.parametrize("status", NOTHING_LEFT, ids=ascii)
def test_closing_what_is_not_open_is_done(status):
    command = a_command()

    assert sent(status, command).done == {command.id}


@pytest.mark.parametrize("status", NOTHING_LEFT, ids=ascii)
def test_reopening_what_is_not_there_is_refused(status):
    command = a_command(CommandKind.REOPEN)

    assert list(sent(status, command).refused) == [command.id]


@pytest.mark.parametrize(
    ("status", "tag"),
    [
        ({"error_code": 15, "error": "Invalid temporary id"}, "code_15"),
        (
            {"error_tag": "AUTH_INSUFFICIENT_TOKEN_SCOPE", "error_code": 403, "http_code": 403},
            "AUTH_INSUFFICIENT_TOKEN_SCOPE",
        ),
        ({"error_tag": "INVALID_ARGUMENT_VALUE", "http_code": 400}, "INVALID_ARGUMENT_VALUE"),
        ({"error_tag": "quotes <a token>", "error_code": 20, "http_code": 400}, "code_20"),
        ({}, "code_0"),
    ],
    ids=ascii,
)
def test_a_lasting_no_is_refused_with_its_tag(status, tag):
    command = a_command()

    assert sent(status, command).refused == {command.id: tag}


@pytest.mark.parametrize(
    "status",
    [
        {"http_code": 500, "error_tag": "INTERNAL_SERVER_ERROR"},
        {"http_code": 503},
        {"http_code": 429, "error_tag": "LIMITS_REACHED", "error_code": 35},
        {"error_code": 35},
        {"error_tag": "LIMITS_REACHED"},
        {"http_code": 401, "error_tag": "UNAUTHORIZED"},
        {"http_code": 403, "error_tag": "AUTH_INVALID_TOKEN"},
        None,
        "OK",
        True,
        ["ok"],
        {"http_code": "404"},
        {"http_code": -1},
        {"error_code": 10**30},
    ],
    ids=ascii,
)
def test_what_may_pass_or_cannot_be_read_is_in_neither_list(status):
    outcome = sent(status, a_command())

    assert (outcome.done, outcome.refused) == (frozenset(), {})


def test_a_command_that_is_not_mentioned_is_in_neither_list():
    outcome = read_sent({"sync_status": {}}, (a_command(),))

    assert (outcome.done, outcome.refused) == (frozenset(), {})


def test_one_failure_leaves_the_others_alone():
    first, second = a_command(number=1), a_command(number=2)
    statuses = {str(first.id): {"error_code": 15}, str(second.id): "ok"}

    outcome = read_sent({"sync_status": statuses}, (first, second))

    assert (outcome.done, list(outcome.refused)) == ({second.id}, [first.id])


@pytest.mark.parametrize("raw", [None, {}, [], {"sync_status": []}, {"sync_status": None}])
def test_an_answer_that_does_not_speak_of_commands_is_no_answer(raw):
    with pytest.raises(IntegrationDown):
        read_sent(raw, (a_command(),))


@given(JSON, st.sampled_from(CommandKind))
def test_any_status_is_done_refused_or_open_but_never_two_of_them(status, kind):
    command = a_command(kind)

    outcome = sent(status, command)

    assert outcome.done.isdisjoint(outcome.refused)
    assert (command.id in outcome.done) <= (status == "ok" or isinstance(status, dict))
