"""Read websocket frames as strictly as our own pages write them (reliability W5).

Engine.IO and Socket.IO log a trace for most malformed frames, and leave tasks behind for some;
so what no page of ours would send must not get that far.
"""

import json
from typing import Any

MAX_DEPTH = 20
"""Nesting of an event's arguments that any handler of ours could want (reliability W5)."""
ENVELOPE = 2
"""Levels that the event itself puts around its arguments: the list, the event."""
MAX_NONSENSE = 10
"""Unreadable frames or events after which a connection is closed (reliability W5)."""
BARE = frozenset({"1", "3"})
"""Engine.IO's own frames that a client may send: close and pong."""
CONNECT, LEAVE, EVENT = "40", "41", "42"
"""Socket.IO's frames that a client may send, each followed by the namespace and a comma."""
EVENTS = frozenset({"event", "ping", "client_error"})
"""What the framework's client says."""


def is_readable(frame: str, namespace: str) -> bool:
    """Return whether a page of ours could have sent this frame."""
    if frame in BARE:
        return True
    kind, (place, comma, body) = frame[:2], frame[2:].partition(",")
    if place != namespace or not comma:
        return False
    if kind == LEAVE or (kind == CONNECT and not body):
        return not body
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    is_right_kind = _is_greeting(said) if kind == CONNECT else kind == EVENT and _is_event(said)
    return is_right_kind and depth(said) <= MAX_DEPTH + ENVELOPE


def depth(value: Any) -> int:
    """Return how deeply a value is nested, as far as anybody wants to know."""
    level, deepest = [value], 0
    while level and deepest <= MAX_DEPTH + ENVELOPE:
        level = [inner for outer in level for inner in _inside(outer)]
        deepest += 1
    return deepest


def _is_greeting(said: Any) -> bool:
    return isinstance(said, dict)


def _is_event(said: Any) -> bool:
    if not isinstance(said, list) or len(said) not in {1, 2}:
        return False
    return isinstance(said[0], str) and said[0] in EVENTS


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
