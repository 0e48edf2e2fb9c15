"""Hold what a page hands out as a file: exactly what it shows, in columns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exported:
    """A table as CSV and JSON have it."""

    columns: tuple[str, ...]
    rows: list[tuple[str | float | int | None, ...]]
