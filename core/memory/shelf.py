"""Keep values in memory with real transactions: changes lie apart until they are committed."""

from typing import Generic, TypeVar

from core.errors import OurFault

K = TypeVar("K")
"""What a value is found by."""
V = TypeVar("V")
"""What is kept: a frozen value."""


class Shelf(Generic[K, V]):
    """One transaction's view of committed values; `None` marks one that it drops."""

    def __init__(self, committed: dict[K, V], *, writable: bool) -> None:
        self._committed = committed
        self._changed: dict[K, V | None] = {}
        self._writable = writable

    def get(self, key: K) -> V | None:
        """Return a value, or None."""
        return self._changed[key] if key in self._changed else self._committed.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value in the place of an earlier one."""
        self._may_change()
        self._changed[key] = value

    def drop(self, key: K) -> bool:
        """Drop a value and return whether there was one."""
        self._may_change()
        there = self.get(key) is not None
        self._changed[key] = None
        return there

    def items(self) -> list[tuple[K, V]]:
        """Return keys and values."""
        merged: dict[K, V | None] = {**self._committed, **self._changed}
        return [(key, value) for key, value in merged.items() if value is not None]

    def values(self) -> list[V]:
        """Return the values."""
        return [value for _, value in self.items()]

    def commit(self) -> None:
        """Make the changes everybody's."""
        for key, value in self._changed.items():
            if value is None:
                self._committed.pop(key, None)
            else:
                self._committed[key] = value

    def _may_change(self) -> None:
        if not self._writable:
            raise OurFault
