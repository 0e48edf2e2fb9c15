"""Open many sealed rows, so that a damaged one stops nobody but itself."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row

from core.errors import VaultClosed

T = TypeVar("T")
"""What a row becomes."""

_log = logging.getLogger(__name__)


async def opened(
    rows: Sequence[Row[Any]], open_one: Callable[[Row[Any]], Awaitable[T]]
) -> tuple[T, ...]:
    """Return what the rows hold, without those that do not open: they are logged by their id."""
    found = []
    for row in rows:
        try:
            found.append(await open_one(row))
        except VaultClosed:
            _log.exception("row %s does not open", row.id)
    return tuple(found)
