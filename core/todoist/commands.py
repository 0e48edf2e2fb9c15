"""Write commands as Todoist wants them, and read how each of them ended."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import Field

from core.domain.command import CommandKind, TaskCommand
from core.domain.ids import CommandId
from core.domain.task import Due
from core.errors import IntegrationDown
from core.ports.services import Sent
from core.todoist.answers import BAD_TOKEN_TAG, PROVIDER, tag_of
from core.todoist.wire import Strangers, parsed

LIMIT_CODE = 35
"""Todoist's number for "too many requests"."""

NOT_FOUND_CODES = frozenset({22, 478})
"""Todoist's numbers for a task that is not there, or not open any more."""

PASSING = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS})
"""Refusals that end by themselves, or with a fresh token."""

ABSENT = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
"""There is no such task, so nothing is left to close."""

Code = Annotated[int, Field(ge=0, lt=10_000)]
"""A number of an error; 0 when it was not given."""


class WireStatuses(Strangers):
    """How each command ended, by its uuid; read one by one."""

    sync_status: dict[str, Any]


class WireFailure(Strangers):
    """Why a command failed; Todoist leaves out parts of it."""

    error_code: Code = 0
    http_code: Code = 0


def wire_command(command: TaskCommand) -> dict[str, Any]:  # JSON on its way to the wire
    """Return a command as JSON; its id is what makes a second sending harmless.

    A recurring task is reopened by giving it back the due it had, because completing it did not
    check it off but moved it on.
    """
    args: dict[str, Any] = {"id": command.task_id}
    if command.kind is CommandKind.CLOSE:
        kind = "item_close"
    elif command.due is None:
        kind = "item_uncomplete"
    else:
        kind = "item_update_date_complete"
        args |= {"due": _wire_due(command.due), "is_forward": 0}
    return {"type": kind, "uuid": str(command.id), "args": args}


def read_sent(raw: object, commands: Iterable[TaskCommand]) -> Sent:
    """Return how commands ended; one whose status cannot be read may be tried again.

    Raises: IntegrationDown when the answer does not speak of commands at all.
    """
    answer = parsed(WireStatuses, raw)
    if answer is None:
        raise IntegrationDown(PROVIDER)
    done: set[CommandId] = set()
    refused: dict[CommandId, str] = {}
    for command in commands:
        status = answer.sync_status.get(str(command.id))
        failure = parsed(WireFailure, status)
        if status == "ok" or (failure and _nothing_left(command, failure, tag_of(status))):
            done.add(command.id)
        elif failure and not _passes(failure, tag_of(status)):
            refused[command.id] = tag_of(status) or f"code_{failure.error_code}"
    return Sent(frozenset(done), refused)


def _wire_due(due: Due) -> dict[str, Any]:
    return {
        "date": due.date,
        "timezone": due.timezone,
        "string": due.string,
        "lang": due.lang,
        "is_recurring": due.recurring,
    }


def _passes(failure: WireFailure, tag: str) -> bool:
    return (
        failure.http_code in PASSING
        or failure.http_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        or failure.error_code == LIMIT_CODE
        or tag in {BAD_TOKEN_TAG, "LIMITS_REACHED"}
    )


def _nothing_left(command: TaskCommand, failure: WireFailure, tag: str) -> bool:
    """Return whether a failed close found what it wanted: a task that is not open."""
    return command.kind is CommandKind.CLOSE and (
        failure.http_code in ABSENT
        or failure.error_code in NOT_FOUND_CODES
        or tag.endswith(("NOT_FOUND", "ALREADY_COMPLETED"))
    )
