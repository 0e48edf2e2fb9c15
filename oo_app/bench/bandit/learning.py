"""Measure how fast ours learn, beside the field's libraries: scikit-learn's sets and coba's worlds.

The seeds, the order of rows and the luck of rewards are the same for everybody, so differences are
taken seed by seed. No setting was chosen on these seeds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.domain.pick import Floats
from oo_app.bench.bandit import rosters, tuned
from oo_app.bench.bandit.contest import Play, results
from oo_app.bench.bandit.learners import CHANCE, Contestant, package_is_here
from oo_app.bench.bandit.paired import gap
from oo_app.bench.bandit.sets import LOADERS
from oo_app.bench.bandit.worlds import FIRST, KINDS
from oo_app.bench.figures import Figure, at_least, seen

SEEDS = range(100, 120)
"""Seeds that figures are measured on."""
SETS_HEAD, SETS_BAR = "linucb", 0.895
"""Who is held against the libraries on sets, and the mean reward that is asked of it."""
WORLDS_HEAD, WORLDS_BAR, FIRST_BAR = "bayes-v1", 0.70, 0.45
"""The same on worlds: of the gap in all decisions, and in the first."""

Scores = Mapping[str, Floats]
"""By name, (seeds, places, measures)."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where is played, by whom, and with which settings."""

    name: str
    needs: str
    places: Sequence[str]
    players: Mapping[str, Contestant]
    settings: Mapping[str, tuned.Places]
    head: str

    @property
    def here(self) -> list[str]:
        """Return who can play: ours come first, in any case."""
        return [name for name, player in self.players.items() if player.is_here]

    def missing(self) -> list[Figure]:
        """Return a figure for each library that cannot play."""
        absent = [name for name in self.players if name not in self.here]
        return [
            Figure(f"{self.name}: {name} is not installed", 0, "", "to be beside", ok=False)
            for name in absent
        ]


SETS = Field("sets", "sklearn", tuple(LOADERS), rosters.ON_SETS, tuned.SETS, SETS_HEAD)
"""scikit-learn's sets."""
WORLDS = Field("worlds", "coba", tuple(KINDS), rosters.ON_WORLDS, tuned.WORLDS, WORLDS_HEAD)
"""coba's worlds."""


def measure_learning(seeds: Sequence[int] = SEEDS) -> list[Figure]:
    """Return what ours and theirs earned, and the differences; some minutes on two cores."""
    return [
        *(_of_sets(scores(SETS, seeds)) if package_is_here(SETS.needs) else []),
        *SETS.missing(),
        *(_of_worlds(scores(WORLDS, seeds)) if package_is_here(WORLDS.needs) else []),
        *WORLDS.missing(),
    ]


def scores(field: Field, seeds: Sequence[int]) -> Scores:
    """Let everybody who is here play every place on every seed."""
    plays = [
        Play(place, name, tuned.setting(field.settings[name], place), seeds)
        for place in reversed(field.places)
        for name in field.here
    ]
    came = {(it.place, it.name): one for it, one in zip(plays, results(plays), strict=True)}
    return {
        name: np.stack([came[place, name] for place in field.places], axis=1) for name in field.here
    }


def _of_sets(all_of: Scores) -> list[Figure]:
    means = {name: one[..., 0].mean(axis=1) for name, one in all_of.items()}
    head = f"sets: {SETS_HEAD}, one setting, mean of three"
    return [
        at_least(head, float(means[SETS_HEAD].mean()), "reward", SETS_BAR),
        *_beside(SETS, means, "mean of three", "reward"),
        *_differences(SETS, means, "reward"),
        *_places(SETS, all_of, "reward"),
    ]


def _of_worlds(all_of: Scores) -> list[Figure]:
    means = {name: one[..., 0].mean(axis=1) for name, one in all_of.items()}
    first = {name: one[..., 1].mean(axis=1) for name, one in all_of.items()}
    head = f"worlds: {WORLDS_HEAD}, one setting, gap closed"
    return [
        at_least(head, float(means[WORLDS_HEAD].mean()), "of 1", WORLDS_BAR),
        at_least(f"{head}, first {FIRST}", float(first[WORLDS_HEAD].mean()), "of 1", FIRST_BAR),
        *_beside(WORLDS, means, "gap closed", "of 1"),
        *_beside(WORLDS, first, f"gap closed, first {FIRST}", "of 1"),
        *_differences(WORLDS, means, "of 1"),
        *_places(WORLDS, all_of, "of 1"),
    ]


def _beside(field: Field, means: Scores, what: str, unit: str) -> list[Figure]:
    return [
        seen(f"{field.name}: {_called(name)}, {what}", float(one.mean()), unit)
        for name, one in means.items()
        if name != field.head
    ]


def _differences(field: Field, means: Scores, unit: str) -> list[Figure]:
    """Return the head's lead over each library: it may be below none by more than chance explains."""
    figures = []
    for name in sorted(_libraries(means), key=lambda name: -float(means[name].mean())):
        lead = gap(means[field.head], means[name])
        figures.append(
            Figure(
                f"{field.name}: {field.head} minus {name}",
                round(lead.mean, 4),
                unit,
                f"≥ 0, or within ± {lead.half:.4f}",
                lead.is_not_below,
            )
        )
    return figures


def _places(field: Field, all_of: Scores, unit: str) -> list[Figure]:
    return [
        seen(f"{field.name}: {_called(name)}, {place}", float(one[:, column, 0].mean()), unit)
        for column, place in enumerate(field.places)
        for name, one in all_of.items()
    ]


def _libraries(names: Sequence[str] | Scores) -> list[str]:
    return [name for name in names if name not in (*rosters.NAMES, CHANCE.name)]


def _called(name: str) -> str:
    return f"{name} (tuned for each)" if _libraries([name]) else name
