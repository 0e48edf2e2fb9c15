"""Choose settings anew, on seeds that no figure is measured on: what tuned.py holds.

A library gets the best of its grid for each set and each kind of world; ours get one for all.
"""

from collections.abc import Mapping

import numpy as np

from oo_app.bench.bandit import rosters
from oo_app.bench.bandit.contest import Play, results
from oo_app.bench.bandit.learners import Setting
from oo_app.bench.bandit.sets import LOADERS
from oo_app.bench.bandit.worlds import KINDS
from oo_app.bench.figures import Figure, as_table, seen

SEEDS = {"sets": range(1000, 1003), "worlds": range(1000, 1012)}
"""Seeds that settings are chosen on, everybody's."""
PLACES = {"sets": tuple(LOADERS), "worlds": tuple(KINDS)}
"""Where is played."""

Choice = tuple[str, Setting, float]
"""A place, or '*' for all, with the best setting there and its mean."""


def tuned(fields: Mapping[str, range] = SEEDS) -> list[Figure]:
    """Return the best setting of everybody who is here; this takes a quarter of an hour."""
    entries = [
        (field, name)
        for field in fields
        for name in rosters.of(field)[1]
        if name in rosters.of(field)[0] and rosters.of(field)[0][name].is_here
    ]
    plays = [
        Play(place, name, setting, fields[field])
        for field, name in entries
        for setting in rosters.of(field)[1][name]
        for place in PLACES[field]
    ]
    means = iter([float(it[:, 0].mean()) for it in results(plays)])
    figures = []
    for field, name in entries:
        tried, places = rosters.of(field)[1][name], PLACES[field]
        table = np.array([[next(means) for _ in places] for _ in tried])
        figures += [
            seen(f"{name}, {place}", mean, "reward" if field == "sets" else "gap", str(setting))
            for place, setting, mean in choose(field, name, table)
        ]
    return figures


def choose(field: str, name: str, means: np.ndarray) -> list[Choice]:
    """Return the best of each column, (settings, places); of ours the best of all columns."""
    tried = rosters.of(field)[1][name]
    if name in rosters.NAMES:
        means, places = means.mean(axis=1, keepdims=True), ("*",)
    else:
        places = PLACES[field]
    best = means.argmax(axis=0)
    return [
        (place, tried[best[column]], float(means[best[column], column]))
        for column, place in enumerate(places)
    ]


def main() -> None:
    """Print the chosen settings."""
    print(as_table(tuned()))  # noqa: T201 — it is what was asked for


if __name__ == "__main__":
    main()
