"""Add and subtract groups of whole numbers, exactly, so that whatever was counted can be taken back."""

from dataclasses import dataclass
from typing import Any, Self


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of what a kind of counts counts, in order. Any: mypy knows no slots."""
    names: tuple[str, ...] = kind.__slots__
    return names


@dataclass(frozen=True, slots=True)
class Counts:
    """A group of whole numbers that are added together; a kind of it names at least two."""

    def numbers(self) -> tuple[int, ...]:
        """Return them in order."""
        return tuple([getattr(self, name) for name in names_of(type(self))])

    def plus(self, other: Self) -> Self:
        """Return the sum."""
        pairs = zip(self.numbers(), other.numbers(), strict=True)
        return type(self)(*(one + another for one, another in pairs))

    def minus(self, other: Self) -> Self:
        """Return the difference."""
        pairs = zip(self.numbers(), other.numbers(), strict=True)
        return type(self)(*(one - another for one, another in pairs))

    def times(self, factor: int) -> Self:
        """Return the product with one number."""
        return type(self)(*(factor * it for it in self.numbers()))

    def __bool__(self) -> bool:
        """Return whether anything is counted."""
        return any(self.numbers())
