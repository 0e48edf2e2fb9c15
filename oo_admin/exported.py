"""Hold what a page hands out: exactly its rows, under its columns' names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole filtered set, as a table."""

    columns: tuple[str, ...]
    rows: list[tuple[str | float | int | None, ...]]
