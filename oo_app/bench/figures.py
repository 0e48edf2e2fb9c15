"""Hold what was measured against what was asked for, and print it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number; `target` says what was asked for, in words."""

    name: str
    value: float
    unit: str
    target: str
    ok: bool


def at_most(name: str, value: float, unit: str, limit: float) -> Figure:
    """Return a figure that is fine up to `limit`."""
    return Figure(name, round(value, 3), unit, f"≤ {limit:g} {unit}", value <= limit)


def at_least(name: str, value: float, unit: str, limit: float) -> Figure:
    """Return a figure that is fine from `limit` on."""
    return Figure(name, round(value, 3), unit, f"≥ {limit:g} {unit}", value >= limit)


def seen(name: str, value: float, unit: str, target: str = "for comparison") -> Figure:
    """Return a figure that nothing was asked of."""
    return Figure(name, round(value, 3), unit, target, ok=True)


def p95(samples: Sequence[float]) -> float:
    """Return the 95th percentile of at least two samples."""
    return quantiles(samples, n=20, method="inclusive")[-1]


def middle(samples: Sequence[float]) -> float:
    """Return the median."""
    return median(samples)


def as_json(figures: Sequence[Figure]) -> str:
    """Return the figures as the command line's contract has them."""
    return json.dumps({"figures": [asdict(figure) for figure in figures]}, indent=2)


def as_table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table for people."""
    rows = [
        (
            figure.name,
            f"{figure.value:g} {figure.unit}",
            figure.target,
            "ok" if figure.ok else "MISSED",
        )
        for figure in figures
    ]
    head = ("figure", "measured", "target", "")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join(lines)
