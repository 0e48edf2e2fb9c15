"""Parse the fields of a task that a caller wants to set."""

from datetime import date
from typing import Any

from oo_app.sandbox.todoist.accounts import Desk
from oo_app.sandbox.todoist.dues import (
    STRING_LETTERS,
    due_from_date,
    due_from_object,
    due_from_string,
    recurs,
)
from oo_app.sandbox.todoist.errors import BadArgument, MissingArgument
from oo_app.sandbox.todoist.records import HIGHEST_PRIORITY, Record

CONTENT_LETTERS = 500
"""Longest content that the vendor stores."""

DESCRIPTION_LETTERS = 16383
"""Longest description that the vendor stores."""

LABEL_LETTERS = 60
"""Longest label."""

DAY_MINUTES = 1440
"""Longest duration in minutes."""


def rest_changes(body: Record, old: Record | None, desk: Desk) -> Record:
    """Return the changes that a REST body asks for.

    Raises: BadArgument.
    """
    changes = common_changes(body)
    if {"due_string", "due_date", "due_datetime"} & body.keys():
        changes["due"] = _rest_due(body, desk)
    if "duration" in body or "duration_unit" in body:
        changes["duration"] = _duration(body.get("duration"), body.get("duration_unit"))
    if "deadline_date" in body:
        wanted = body["deadline_date"]
        changes["deadline"] = None if wanted is None else _deadline({"date": wanted})
    if "assignee_id" in body:
        changes["responsible_uid"] = _text_or_none(body, "assignee_id")
    if old is None and "order" in body:
        changes["child_order"] = _whole(body["order"], "order")
    return changes


def sync_changes(args: Record, old: Record | None, desk: Desk) -> Record:
    """Return the changes that the arguments of a sync command ask for.

    Raises: BadArgument.
    """
    changes = common_changes(args)
    if "due" in args:
        changes["due"] = due_from_object(args["due"], old and old["due"], desk.here)
    if "duration" in args:
        wanted = args["duration"]
        if wanted is not None and not isinstance(wanted, dict):
            raise BadArgument("duration", "object or null")
        changes["duration"] = wanted and _duration(wanted.get("amount"), wanted.get("unit"))
    if "deadline" in args:
        changes["deadline"] = args["deadline"] and _deadline(args["deadline"])
    if "responsible_uid" in args:
        changes["responsible_uid"] = _text_or_none(args, "responsible_uid")
    return changes


def common_changes(body: Record) -> Record:
    """Return the changes to the fields that REST and sync spell alike."""
    changes: Record = {}
    if "content" in body:
        changes["content"] = _content(body["content"])
    if "description" in body:
        changes["description"] = _text(body["description"], "description", DESCRIPTION_LETTERS)
    if "labels" in body:
        changes["labels"] = _labels(body["labels"])
    if "priority" in body:
        changes["priority"] = _whole(body["priority"], "priority", 1, HIGHEST_PRIORITY)
    for name in ("child_order", "day_order"):
        if name in body:
            changes[name] = _whole(body[name], name)
    if "is_collapsed" in body:
        changes["is_collapsed"] = bool(body["is_collapsed"])
    return changes


def required(body: Record, name: str) -> Any:
    """Return a field that must be there.

    Raises: MissingArgument.
    """
    if body.get(name) is None:
        raise MissingArgument(name)
    return body[name]


def _rest_due(body: Record, desk: Desk) -> Record | None:
    string = body.get("due_string")
    lang = str(body.get("due_lang") or "en")
    iso = body.get("due_datetime") or body.get("due_date")
    if iso is None:
        if string is None:
            return None
        return due_from_string(_text(string, "due_string", STRING_LETTERS), lang, desk.here)
    due = due_from_date(iso, "due_datetime" if body.get("due_datetime") else "due_date", desk.here)
    if string:
        text = _text(string, "due_string", STRING_LETTERS)
        due |= {"string": text, "lang": lang, "is_recurring": recurs(text)}
    return due


def _duration(amount: object, unit: object) -> Record | None:
    if amount is None:
        return None
    most = DAY_MINUTES if unit == "minute" else None
    if unit not in {"minute", "day"}:
        raise BadArgument("duration_unit", "minute or day")
    return {"amount": _whole(amount, "duration", 1, most), "unit": unit}


def _deadline(wanted: Any) -> Record:
    try:
        day = date.fromisoformat(wanted["date"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadArgument("deadline", "a date") from error
    return {"date": day.isoformat(), "lang": "en"}


def _labels(value: object) -> list[str]:
    if not isinstance(value, list):
        raise BadArgument("labels", "list of names")
    return [_text(name, "labels", LABEL_LETTERS) for name in value]


def _content(value: object) -> str:
    content = _text(value, "content", CONTENT_LETTERS)
    if not content.strip():
        raise BadArgument("content", "not empty")
    return content


def _text(value: object, argument: str, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise BadArgument(argument, f"text of at most {most} letters")
    return value


def _text_or_none(body: Record, argument: str) -> str | None:
    value = body[argument]
    return None if value is None else _text(value, argument, STRING_LETTERS)


def _whole(value: object, argument: str, least: int | None = None, most: int | None = None) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadArgument(argument, "whole number")
    if (least is not None and value < least) or (most is not None and value > most):
        raise BadArgument(argument, f"{least} to {most}")
    return value
