"""Keep values in memory with real transactions: changes lie apart until they are committed."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from core.errors import OurFault

K = TypeVar("K")
"""What a value is found by."""
V = TypeVar("V")
"""What is kept: a frozen value."""


class Kept(Generic[K, V]):
    """Committed values, also by what they belong to, so that one user's are found among many."""

    def __init__(self, belongs: Callable[[V], tuple[Hashable, ...]] | None = None) -> None:
        self.values: dict[K, V] = {}
        self.groups: dict[Hashable, dict[K, V]] = {}
        self._belongs = belongs

    def belongs(self, value: V) -> tuple[Hashable, ...]:
        """Return the names of the groups that a value is in."""
        return self._belongs(value) if self._belongs else ()

    def put(self, key: K, value: V) -> None:
        """Keep a value in the place of an earlier one."""
        self._leave(key)
        self.values[key] = value
        for group in self.belongs(value):
            self.groups.setdefault(group, {})[key] = value

    def drop(self, key: K) -> None:
        """Drop a value, if it is there."""
        self._leave(key)
        self.values.pop(key, None)

    def _leave(self, key: K) -> None:
        known = self.values.get(key)
        for group in () if known is None else self.belongs(known):
            members = self.groups[group]
            del members[key]
            if not members:
                del self.groups[group]


class Shelf(Generic[K, V]):
    """One transaction's view of committed values; `None` marks one that it drops."""

    def __init__(self, kept: Kept[K, V], *, writable: bool) -> None:
        self._kept = kept
        self.changed: dict[K, V | None] = {}
        """What this transaction has put or dropped so far."""
        self._writable = writable

    def get(self, key: K) -> V | None:
        """Return a value, or None."""
        return self.changed[key] if key in self.changed else self._kept.values.get(key)

    def put(self, key: K, value: V) -> None:
        """Keep a value in the place of an earlier one."""
        self._may_change()
        self.changed[key] = value

    def drop(self, key: K) -> bool:
        """Drop a value and return whether there was one."""
        self._may_change()
        there = self.get(key) is not None
        self.changed[key] = None
        return there

    def items(self) -> list[tuple[K, V]]:
        """Return keys and values."""
        merged: dict[K, V | None] = {**self._kept.values, **self.changed}
        return [(key, value) for key, value in merged.items() if value is not None]

    def values(self) -> list[V]:
        """Return the values."""
        return [value for _, value in self.items()]

    def group(self, name: Hashable) -> list[V]:
        """Return the values that belong to a group."""
        members = self._kept.groups.get(name, {})
        if not self.changed:
            return list(members.values())
        found = [value for key, value in members.items() if key not in self.changed]
        changed = (value for value in self.changed.values() if value is not None)
        return found + [value for value in changed if name in self._kept.belongs(value)]

    def commit(self) -> None:
        """Make the changes everybody's."""
        for key, value in self.changed.items():
            if value is None:
                self._kept.drop(key)
            else:
                self._kept.put(key, value)
        self.changed.clear()

    def forget(self) -> None:
        """Drop the changes."""
        self.changed.clear()

    def _may_change(self) -> None:
        if not self._writable:
            raise OurFault
