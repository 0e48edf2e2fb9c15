"""Measure the laboratory: its speed and memory, what held-out people say, and whether to believe it."""

import sys
from collections.abc import Callable, Mapping, Sequence

from oo_app.bench.figures import Figure
from oo_app.bench.lab.heldout import measure_heldout
from oo_app.bench.lab.itself import measure_itself
from oo_app.bench.lab.limits import measure_limits
from oo_app.bench.lab.memory import WHOLE, measure_memory
from oo_app.bench.lab.speed import measure_speed

Parts = Sequence[tuple[str, Callable[[], list[Figure]]]]
"""What is measured, in this order, with what is said meanwhile."""

PARTS: Parts = (
    ("decisions a second, ours and theirs", measure_speed),
    ("memory, some minutes", measure_memory),
    ("held-out people in all worlds, some minutes", measure_heldout),
)
"""What is timed comes first, while nothing else runs."""


def measure() -> list[Figure]:
    """Return the figures of the laboratory, but for those that take long by themselves."""
    return _measured(PARTS)


def measure_null() -> list[Figure]:
    """Return what a policy comes to that meets itself."""
    return _measured([("a policy against itself, up to ten minutes", measure_itself)])


def measure_whole_memory() -> list[Figure]:
    """Return whether memory is flat over as many decisions as were asked for: half an hour."""
    name = f"memory over {WHOLE:,} decisions, half an hour"
    return _measured([(name, lambda: measure_memory(WHOLE))])


def measure_what_can_be() -> list[Figure]:
    """Return how far two targets can be reached at all."""
    return _measured([("how far targets can be reached, some minutes", measure_limits)])


def _measured(parts: Parts) -> list[Figure]:
    figures = []
    for name, part in parts:
        print(f"measuring {name} …", file=sys.stderr)  # noqa: T201 — progress of long work
        figures += part()
    return figures


KINDS: Mapping[str, Callable[[], list[Figure]]] = {
    "lab": measure,
    "lab-null": measure_null,
    "lab-memory": measure_whole_memory,
    "lab-limits": measure_what_can_be,
}
"""What the command calls them: all but the first are measured by themselves."""
