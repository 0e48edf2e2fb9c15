"""Measure the engine: speed, size, what it learns beside the field's libraries, what a prior is worth."""

import sys
from collections.abc import Callable

from oo_app.bench.bandit.latency import measure_latency
from oo_app.bench.bandit.learning import measure_learning
from oo_app.bench.bandit.stored import measure_stored
from oo_app.bench.bandit.tips import measure_tips
from oo_app.bench.bandit.whole import measure_whole
from oo_app.bench.figures import Figure

PARTS: tuple[tuple[str, Callable[[], list[Figure]]], ...] = (
    ("one decision, ours and theirs", measure_latency),
    ("a whole request", measure_whole),
    ("what is stored of a person", measure_stored),
    ("priors, right and wrong", measure_tips),
    ("learning, ours and theirs: some minutes", measure_learning),
)
"""What is measured, in this order: what is timed comes first, while nothing else runs."""


def measure() -> list[Figure]:
    """Return all figures of the engine, measured in one run on one thread a process."""
    figures = []
    for name, part in PARTS:
        print(f"measuring {name} …", file=sys.stderr)  # noqa: T201 — progress of long work
        figures += part()
    return figures
