"""Write what was found as JSON that a person can read too: what holds only plain values is one line."""

import json
import math
from collections.abc import Iterable

from core.analytics.estimate import Estimate

DIGITS = 6
"""Decimals of a number, at most: finer than anything that people show."""
Keys = dict[str, object]
"""What becomes an object of JSON."""


def written(whole: Keys) -> str:
    """Return the JSON; what it has no word for, NaN and infinity, is null."""
    return _written(_clean(whole), "") + "\n"


def estimate(it: Estimate | None) -> Keys | None:
    """Return a figure with its bounds, or nothing."""
    if it is None:
        return None
    return {"value": it.value, "low": it.low, "high": it.high, "people": it.people}


def _clean(value: object) -> object:
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0 if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _clean(it) for key, it in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(it) for it in value]
    return value


def _written(value: object, indent: str) -> str:
    deeper = f"{indent} "
    if isinstance(value, dict) and not _flat(list(value.values())):
        pairs = (f"{json.dumps(key)}: {_written(it, deeper)}" for key, it in value.items())
        return _block("{}", pairs, indent)
    if isinstance(value, list) and not _flat(value):
        return _block("[]", (_written(it, deeper) for it in value), indent)
    return json.dumps(value, allow_nan=False)


def _flat(values: list[object]) -> bool:
    return not any(isinstance(it, dict | list) for it in values)


def _block(brackets: str, items: Iterable[str], indent: str) -> str:
    inside = f",\n{indent} ".join(items)
    return f"{brackets[0]}\n{indent} {inside}\n{indent}{brackets[1]}"
