"""Act on many things so that one that fails stops none of the others."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
"""What is acted on."""


async def one_by_one(
    items: Iterable[T], act: Callable[[T], Awaitable[None]]
) -> tuple[tuple[T, ...], tuple[Exception, ...]]:
    """Return the items that went well, and what was raised for the others (reliability E3)."""
    well: list[T] = []
    failures: list[Exception] = []
    for item in items:
        try:
            await act(item)
        except Exception as error:  # noqa: BLE001 — handed back, for `raise_all`
            failures.append(error)
        else:
            well.append(item)
    return tuple(well), tuple(failures)


def raise_all(failures: tuple[Exception, ...]) -> None:
    """Raise what went wrong, together, so that whoever runs the round can tell of it."""
    if failures:
        raise ExceptionGroup("failures", failures)
