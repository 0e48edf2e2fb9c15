"""Read signed JSON, and take nothing that could be read in two ways."""

import json
import math
from typing import Any

MAX_DEPTH = 20
"""Objects and lists inside each other; an honest webhook has four (reliability H1)."""


def read_object(octets: bytes) -> dict[str, Any]:  # a stranger's JSON is anything
    """Return a JSON object in UTF-8 without BOM, each member named once, only finite numbers.

    Raises: ValueError, which quotes nothing.
    """
    try:
        value = json.loads(
            octets.decode("utf-8"),
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except (ValueError, RecursionError):
        raise ValueError("json") from None  # the cause would quote the text
    if not isinstance(value, dict) or _too_deep(value):
        raise ValueError("shape")
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("twice")
    return members


def _no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("infinite")
    return number


def _too_deep(value: object) -> bool:
    """Return whether values lie too deep inside each other, without descending one by one."""
    level: list[object] = [value]
    for _ in range(MAX_DEPTH):
        level = [child for each in level for child in _children(each)]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
