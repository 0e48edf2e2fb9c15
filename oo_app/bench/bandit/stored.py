"""Measure what is kept of a person, and how many people's posteriors pass through one core a second."""

import time

import numpy as np

from core.bandit.bayes import Bayes
from core.bandit.features import GRID, TIP
from oo_app.bench.bandit.contestants import taught_bayes
from oo_app.bench.figures import Figure, at_least, at_most

LESSONS = 120
"""Lessons of a person who has answered for some weeks."""
WIDTHS = (len(TIP.names), 32)
"""Features: as many as the catalogue has, and as the published comparisons have."""
LIMIT_BYTES = 12_288
"""Bytes a person may take."""
PEOPLE = 3000
"""People a core is asked to serve in a second."""
ROUNDS = 2000
"""People measured at a time."""


def measure_stored() -> list[Figure]:
    """Return the bytes of a person at both widths, and people a second."""
    sizes = [
        at_most(f"kept of a person, d={width}", len(trained(width).dump()), "bytes", LIMIT_BYTES)
        for width in WIDTHS
    ]
    pace = max(people_a_second(trained(WIDTHS[0])) for _ in range(3))
    return [*sizes, at_least("load, learn and keep, one core", pace, "people/s", PEOPLE)]


def trained(width: int, seed: int = 0) -> Bayes:
    """Return `bayes-v1` as some weeks leave it."""
    dice, policy = np.random.default_rng(seed), taught_bayes(width, seed)
    for row in _rows(dice, width, LESSONS):
        policy = policy.learn(row, float(dice.integers(-1000, 1001)) / 1000)
    return policy


def people_a_second(policy: Bayes, rounds: int = ROUNDS) -> float:
    """Return how many people's bytes are loaded, taught one lesson and dumped in a second."""
    blob = policy.dump()
    rows = _rows(np.random.default_rng(1), policy.prior.width, rounds)
    began = time.perf_counter()
    for row in rows:
        Bayes.load(blob, policy.prior, policy.twin).learn(row, 0.6).dump()
    return rounds / (time.perf_counter() - began)


def _rows(dice: np.random.Generator, width: int, count: int) -> np.ndarray:
    rows: np.ndarray = np.round(dice.uniform(-1, 1, (count, width)) * GRID) / GRID
    return rows
