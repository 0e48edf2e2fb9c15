"""Carry out sync commands: in order, each uuid once, each with its own result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from oo_app.sandbox.todoist import tasks
from oo_app.sandbox.todoist.accounts import Desk
from oo_app.sandbox.todoist.errors import (
    ApiProblem,
    BadArgument,
    BadTemporaryId,
    ItemNotFound,
    NotFound,
)
from oo_app.sandbox.todoist.fields import required, sync_changes
from oo_app.sandbox.todoist.records import Record, is_recurring, moment_of
from oo_app.sandbox.todoist.service import Call

MOST_COMMANDS = 100
"""Commands of one request at most."""

UUID_LETTERS = 36
"""Longest uuid or temporary id."""

REFERENCES = ("id", "parent_id", "project_id", "section_id")
"""Arguments that may name an object by its temporary id."""


@dataclass
class Batch:
    """The commands of one request and what became of them."""

    call: Call
    status: Record = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    """Temporary id → real id."""

    @property
    def desk(self) -> Desk:
        """Return the desk of the caller."""
        return self.call.desk

    def run(self, commands: list[Record]) -> None:
        """Carry out all commands; one that fails does not stop the next.

        Raises: BadArgument when a command has no shape at all.
        """
        for command in commands:
            _shape(command)
        for command in commands:
            self.status[command["uuid"]] = self._run(command)

    def _run(self, command: Record) -> Any:
        account = self.desk.account
        uuid, temp_id = command["uuid"], command.get("temp_id")
        if uuid in account.commands:
            self._map(temp_id, account.commands[uuid])
            return "ok"
        try:
            made_id = self._execute(command)
        except ApiProblem as problem:
            return problem.body()
        account.executed(uuid, made_id)
        self._map(temp_id, made_id)
        return "ok"

    def _execute(self, command: Record) -> str | None:
        verb = VERBS.get(command["type"])
        if verb is None:
            raise BadArgument("type", "one of " + ", ".join(VERBS))
        scope, act = verb
        self.call.need(scope)
        return act(self.desk, self._resolved(command["args"]))

    def _resolved(self, args: Record) -> Record:
        """Return the arguments with the real ids that earlier commands made."""
        resolved = dict(args)
        for name in REFERENCES:
            value = resolved.get(name)
            if isinstance(value, str) and value in self.made:
                resolved[name] = self.made[value]
            elif isinstance(value, str) and len(value) == UUID_LETTERS:
                raise BadTemporaryId
        return resolved

    def _map(self, temp_id: str | None, made_id: str | None) -> None:
        if temp_id is not None and made_id is not None:
            self.made[temp_id] = made_id


def _shape(command: Any) -> None:
    if not isinstance(command, dict) or not isinstance(command.get("args"), dict):
        raise BadArgument("commands", "list of objects with type, uuid and args")
    for name in ("uuid", "type"):
        if not isinstance(command.get(name), str) or not command[name]:
            raise BadArgument("commands", f"{name} as text")
    temp_id = command.get("temp_id")
    if temp_id is not None and not isinstance(temp_id, str):
        raise BadArgument("commands", "temp_id as text")


def _item(desk: Desk, args: Record) -> Record:
    try:
        return desk.account.find("items", required(args, "id"))
    except NotFound as error:
        raise ItemNotFound from error


def _recurring(desk: Desk, args: Record) -> Record:
    task = _item(desk, args)
    if not is_recurring(task):
        raise BadArgument("id", "a recurring task")
    return task


def _add(desk: Desk, args: Record) -> str:
    task_id: str = tasks.add(desk, sync_changes(args, None, desk), args)["id"]
    return task_id


def _update(desk: Desk, args: Record) -> None:
    task = _item(desk, args)
    tasks.update(desk, task, sync_changes(args, task, desk))


def _close(desk: Desk, args: Record) -> None:
    _close_task(desk, _item(desk, args))


def _complete(desk: Desk, args: Record) -> None:
    at = args.get("date_completed")
    try:
        moment = moment_of(at) if at is not None else None
    except (TypeError, ValueError) as error:
        raise BadArgument("date_completed", "RFC 3339 time") from error
    _close_task(desk, _item(desk, args), moment)


def _close_task(desk: Desk, task: Record, at: Any = None) -> None:
    if task["checked"]:
        raise ItemNotFound
    tasks.close(desk, task, at)


def _uncomplete(desk: Desk, args: Record) -> None:
    tasks.reopen(desk, _item(desk, args))


def _update_date_complete(desk: Desk, args: Record) -> None:
    task = _recurring(desk, args)
    if args.get("is_forward", 1) == 0:
        tasks.take_back(desk, task, required(args, "due"))
    else:
        tasks.advance(desk, task, args.get("due"))


def _move(desk: Desk, args: Record) -> None:
    tasks.move(desk, _item(desk, args), args)


def _delete(desk: Desk, args: Record) -> None:
    tasks.delete(desk, _item(desk, args))


VERBS: dict[str, tuple[str, Callable[[Desk, Record], str | None]]] = {
    "item_add": ("task:add", _add),
    "item_update": ("data:read_write", _update),
    "item_close": ("data:read_write", _close),
    "item_complete": ("data:read_write", _complete),
    "item_uncomplete": ("data:read_write", _uncomplete),
    "item_update_date_complete": ("data:read_write", _update_date_complete),
    "item_move": ("data:read_write", _move),
    "item_delete": ("data:delete", _delete),
}
"""Command type → the scope it needs and what it does."""
