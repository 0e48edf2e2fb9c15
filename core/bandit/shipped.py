"""Say what is expected of a person nobody knows yet, until enough people have allowed to be learned from.

`shipped.json` was learned in simulation, from the lives of invented people (`oo prior learn`;
docs/simulation/prior.md is its card). A prior learned from consenting people takes its place.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Self

import numpy as np

from core.bandit.features import FEATURES_VERSION, TIP
from core.bandit.prior import Prior

FILE = "shipped.json"
"""Where the prior lies, beside this module."""
DECIMALS = 3
"""Decimals that are kept: far finer than people differ, and the same on every machine."""
NOISE = 0.35
"""Variance of rewards around what features can tell; a reward lies in [-1, 1]."""
SCALE = 0.5
"""Variance of a weight of what a task is."""
NARROW = 0.2
"""Variance of a weight of a task's meeting with the hour: fewer answers tell of it."""
FLAT_SCALE = 0.1
"""Variance of each weight for the twin that expects nothing; 1, 0.3 and 0.05 close less of the gap."""
EXPECTED: Mapping[str, float] = MappingProxyType(
    {
        "is_overdue": 0.15,
        "due_soon": 0.2,
        "urgency": 0.15,
        "quick": 0.1,
        "long": -0.1,
        "snoozed": -0.2,
        "shown": -0.1,
        "recovery": -0.5,
        "recovery_dismissed": -0.3,
    }
)
"""What most people's answers say, written by hand (bandits.md A2): where learning a prior starts."""
MEETINGS = ("_morning", "_evening", "_free")
"""How the names of products with the clock end."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A prior as it is shipped, and the chance of "done" that a score stands for."""

    prior: Prior
    done: tuple[float, float]
    """a and b of 1 / (1 + exp(-(a + b score)))."""
    made_of: str
    """What it was learned from, in a line."""

    def dump(self) -> str:
        """Return it as JSON that a person can read and a diff can show: one weight a line."""
        it = self.prior
        rows = [
            {
                "name": name,
                "mean": _rounded(it.mean[place]),
                "precision": [_rounded(value) for value in it.precision[place, : place + 1]],
            }
            for place, name in enumerate(TIP.names)
        ]
        lines = ",\n    ".join(json.dumps(row) for row in rows)
        head = {"sheet": FEATURES_VERSION, "made_of": self.made_of, "noise": _rounded(it.noise)}
        told = {**head, "done": [_rounded(value) for value in self.done]}
        body = json.dumps(told, indent=2).removesuffix("\n}")
        return f'{body},\n  "weights": [\n    {lines}\n  ]\n}}\n'

    @classmethod
    def load(cls, text: str) -> Self:
        """Return what `dump` wrote. Raises: ValueError when it was learned for other features."""
        read: dict[str, Any] = json.loads(text)  # Any: whatever JSON holds
        rows = read["weights"]
        if read["sheet"] != FEATURES_VERSION or tuple(it["name"] for it in rows) != TIP.names:
            raise ValueError(read["sheet"])
        precision = np.zeros((len(rows), len(rows)))
        for place, row in enumerate(rows):
            precision[place, : place + 1] = precision[: place + 1, place] = row["precision"]
        mean = np.array([it["mean"] for it in rows])
        a, b = read["done"]
        return cls(Prior(mean, precision, read["noise"]), (a, b), read["made_of"])


@cache
def whole() -> Shipped:
    """Return all that is shipped."""
    return Shipped.load(files("core.bandit").joinpath(FILE).read_text("utf-8"))


def shipped() -> Prior:
    """Return the prior that comes with oO."""
    return whole().prior


def by_hand() -> Prior:
    """Return the prior that was written by hand: where learning one starts."""
    mean = np.array([EXPECTED.get(name, 0.0) for name in TIP.names])
    scale = [NARROW if name.endswith(MEETINGS) else SCALE for name in TIP.names]
    return Prior(mean, np.diag(1 / np.array(scale)), NOISE)


def flat(noise: float) -> Prior:
    """Return the twin that expects nothing; with its prior's noise, or that would tell them apart."""
    return Prior.flat(len(TIP.names), FLAT_SCALE, noise)


def _rounded(value: float) -> float:
    return round(float(value), DECIMALS) + 0.0  # no negative zero
