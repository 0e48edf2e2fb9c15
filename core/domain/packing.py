"""Turn events into JSON text for the outbox, and back into the same frozen values."""

import json
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from typing import Any, get_type_hints
from uuid import UUID

from core.domain.events import EVENTS, Event
from core.errors import Malformed


def pack(event: Event) -> str:
    """Return the event's fields as JSON; its subject and version travel beside it."""
    return json.dumps({item.name: _plain(getattr(event, item.name)) for item in fields(event)})


def unpack(subject: str, text: str) -> Event:
    """Return the event that `pack` wrote.

    Raises: Malformed when the subject is unknown or the fields do not fit.
    """
    kind = EVENTS.get(subject)
    if kind is None:
        raise Malformed(subject)
    hints = get_type_hints(kind)
    try:
        raw = json.loads(text)
        return kind(
            **{item.name: _value(hints[item.name], raw[item.name]) for item in fields(kind)}
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(subject) from error


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | StrEnum) else value


def _value(kind: Any, raw: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    if kind is datetime:
        return datetime.fromisoformat(raw)
    if kind is UUID or issubclass(kind, StrEnum):
        return kind(raw)
    if type(raw) is not kind:
        raise TypeError(kind)
    return raw
