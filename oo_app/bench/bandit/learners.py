"""Say what every learner in a contest does: look, pick, hear the reward of the pick."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np

from core.domain.pick import Floats

Setting = Mapping[str, float]
"""What a learner is set to, by name."""


class Learner(Protocol):
    """Learns by doing; x is (d,) when arms have no features, and (n, d) when they have."""

    def pick(self, x: Floats) -> int:
        """Return the place of the arm that is taken."""
        ...

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Hear what the arm at `place` has brought."""
        ...


@dataclass(frozen=True, slots=True)
class Shape:
    """How many arms there are, how many features, and from which seed dice are thrown."""

    arms: int
    width: int
    seed: int


Make = Callable[[Shape, Setting], Learner]
"""Makes a learner that has seen nothing."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A learner by name; `needs` is the package it lives in, '' for our own."""

    name: str
    make: Make
    needs: str = ""

    @property
    def is_here(self) -> bool:
        """Return whether its package is installed."""
        return not self.needs or package_is_here(self.needs)


def package_is_here(name: str) -> bool:
    """Return whether a package is installed."""
    return find_spec(name) is not None


def package(name: str) -> Any:
    """Return a package that only the benchmark needs, and that need not be installed."""
    return importlib.import_module(name)


class Chance:
    """Picks any arm."""

    def __init__(self, shape: Shape, setting: Setting) -> None:
        self._dice = np.random.default_rng((shape.seed, 77, len(setting)))
        self._arms = shape.arms

    def pick(self, x: Floats) -> int:
        """Return any place."""
        del x
        return int(self._dice.integers(self._arms))

    def learn(self, x: Floats, place: int, reward: float) -> None:
        """Learn nothing."""


CHANCE = Contestant("random", Chance)
"""What everybody should be better than."""
