"""Turn events into JSON text for the outbox, and back into the same frozen values."""

import json
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from core.domain.events import EVENTS, Event
from core.domain.ids import EventId
from core.errors import Malformed

BESIDE = frozenset({"id", "cause"})
"""What travels beside the text, with subject and version."""


def pack(event: Event) -> str:
    """Return the event's fields as JSON; id, cause, subject and version travel beside it."""
    told = (item.name for item in fields(event) if item.name not in BESIDE)
    return json.dumps({name: _plain(getattr(event, name)) for name in told})


def unpack(subject: str, text: str, event_id: EventId, cause: UUID | None = None) -> Event:
    """Return the event that `pack` wrote.

    Raises: Malformed when the subject is unknown or the fields do not fit.
    """
    kind = EVENTS.get(subject)
    if kind is None:
        raise Malformed(subject)
    hints = get_type_hints(kind)
    try:
        raw = json.loads(text)
        told = [item.name for item in fields(kind) if item.name not in BESIDE]
        said = {name: _value(hints[name], raw[name]) for name in told}
        return kind(**said, id=event_id, cause=cause)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(subject) from error


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | StrEnum) else value


def _value(kind: Any, raw: Any) -> Any:
    if get_origin(kind) in {Union, UnionType}:
        if raw is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
    kind = getattr(kind, "__supertype__", kind)
    if kind is datetime:
        return datetime.fromisoformat(raw)
    if kind is UUID or issubclass(kind, StrEnum):
        return kind(raw)
    if type(raw) is not kind:
        raise TypeError(kind)
    return raw
