"""Add and subtract groups of whole numbers, exactly, so that whatever was counted can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import add, attrgetter, sub
from typing import Any, Self

Reader = Callable[[object], tuple[int, ...]]
"""What reads all of a value's numbers at once."""


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of what a kind of counts counts, in order. Any: mypy knows no slots."""
    names: tuple[str, ...] = kind.__slots__
    return names


@cache
def _reader(names: tuple[str, ...]) -> Reader:
    reader: Reader = attrgetter(*names)
    return reader


@dataclass(frozen=True, slots=True)
class Counts:
    """A group of whole numbers that are added together; a kind of it names at least two."""

    def numbers(self) -> tuple[int, ...]:
        """Return them in order."""
        return _reader(names_of(type(self)))(self)

    def by_name(self) -> dict[str, int]:
        """Return them by name."""
        return dict(zip(names_of(type(self)), self.numbers(), strict=True))

    def plus(self, other: Self) -> Self:
        """Return the sum."""
        return type(self)(*map(add, self.numbers(), other.numbers()))

    def minus(self, other: Self) -> Self:
        """Return the difference."""
        return type(self)(*map(sub, self.numbers(), other.numbers()))

    def times(self, factor: int) -> Self:
        """Return the product with one number."""
        return type(self)(*(factor * it for it in self.numbers()))

    def __bool__(self) -> bool:
        """Return whether anything is counted."""
        return any(self.numbers())
