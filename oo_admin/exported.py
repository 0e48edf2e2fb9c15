"""Describe what leaves the console as a file: exactly the columns and rows that the screen stands for."""

from dataclasses import dataclass, field

MAX_ROWS = 50_000
"""No export has more rows; one that would says so in its name."""

Cell = str | float | int | None
"""What a cell of an export may be: words and numbers."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A table to take away."""

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
