"""Measure what one decision costs: ours and theirs by turns, so that the machine is the same to all."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.bandit.egreedy import EGreedy
from core.bandit.features import GRID
from core.bandit.linucb import LinUcb, LinUcbMix
from core.bandit.squarecb import SquareCb
from oo_app.bench.bandit.contestants import (
    Decide,
    bayesian_bandits,
    frugal_wabbit,
    ours,
    taught_bayes,
    vowpal_wabbit,
)
from oo_app.bench.bandit.learners import package_is_here
from oo_app.bench.figures import Figure, at_least, at_most, middle, p95, seen

WARM = 40
"""Decisions before the clock runs."""
DECISIONS = 400
"""Decisions measured of each contestant."""
BLOCK = 20
"""Decisions in a row of one contestant, before the next has its turn."""
WIDE, NARROW = 32, 7
"""Features: as many as the published comparisons have, and the original's seven."""
MANY, CROWD = 1000, 200
"""Candidates."""
MS = 1000
"""Milliseconds in a second."""


@dataclass(frozen=True, slots=True)
class Bout:
    """Contestants who decide on candidates of one size, by turns."""

    candidates: int
    width: int
    makers: Mapping[str, Callable[[int], Decide]]


BIG_ONES: Mapping[str, Callable[[int], Decide]] = {
    "bayes-v1": lambda width: ours(taught_bayes(width)),
    "vw squarecb": vowpal_wabbit,
    "vw squarecb, text read once": frugal_wabbit,
    "bayesianbandits": bayesian_bandits,
    "squarecb-ridge-v1": lambda width: ours(SquareCb.untrained(width)),
    "linucb-mix-v1": lambda width: ours(LinUcbMix.untrained(width)),
}
PACKAGES = {
    "vw squarecb": "vowpalwabbit",
    "vw squarecb, text read once": "vowpalwabbit",
    "bayesianbandits": "bayesianbandits",
}
"""What a contestant is made of that need not be installed."""
SMALL_ONES: Mapping[str, Callable[[int], Decide]] = {
    "egreedy-v1": lambda width: ours(EGreedy.untrained(width)),
    "linucb-v1": lambda width: ours(LinUcb.untrained(width)),
}


def measure_latency(decisions: int = DECISIONS) -> list[Figure]:
    """Return the milliseconds of a decision: distribution, pick and one lesson."""
    crowd = fight(Bout(CROWD, WIDE, BIG_ONES), decisions)
    many = fight(Bout(MANY, WIDE, BIG_ONES), decisions)
    small = fight(Bout(CROWD, NARROW, SMALL_ONES), decisions)
    return [
        *_bayes(crowd, CROWD, 0.30, 8),
        *_bayes(many, MANY, 0.60, 25),
        *(
            at_most(_name(who, CROWD, NARROW), middle(took), "ms", 0.06)
            for who, took in small.items()
        ),
        *_beside(crowd, CROWD),
        *_beside(many, MANY),
    ]


def fight(bout: Bout, decisions: int) -> dict[str, list[float]]:
    """Return the milliseconds of each decision of each contestant."""
    dice = np.random.default_rng(bout.candidates)
    here = {name: make for name, make in bout.makers.items() if _is_here(name)}
    stand = {name: make(bout.width) for name, make in here.items()}
    for decide in stand.values():
        _block(decide, bout, WARM, dice)
    took: dict[str, list[float]] = {name: [] for name in stand}
    while len(next(iter(took.values()))) < decisions:
        for name, decide in stand.items():
            took[name] += _block(decide, bout, BLOCK, dice)
    return took


def _block(decide: Decide, bout: Bout, count: int, dice: np.random.Generator) -> list[float]:
    took = []
    for _ in range(count):
        x = np.round(dice.uniform(-1, 1, (bout.candidates, bout.width)) * GRID) / GRID
        began = time.perf_counter()
        decide(x)
        took.append((time.perf_counter() - began) * MS)
    return took


def _bayes(took: dict[str, list[float]], count: int, limit_ms: float, times: float) -> list[Figure]:
    mine = middle(took["bayes-v1"])
    return [
        at_most(_name("bayes-v1", count, WIDE), mine, "ms", limit_ms),
        seen(_name("bayes-v1", count, WIDE, "p95"), p95(took["bayes-v1"]), "ms"),
        *_against_vw(took, count, times),
    ]


def _against_vw(took: dict[str, list[float]], count: int, times: float) -> list[Figure]:
    name = f"vw squarecb / bayes-v1, K={count}"
    if "vw squarecb" not in took:
        return [
            Figure(f"{name}: vowpalwabbit is not installed", 0, "times", f"≥ {times:g}", ok=False)
        ]
    mine, theirs = middle(took["bayes-v1"]), middle(took["vw squarecb"])
    frugal = middle(took["vw squarecb, text read once"])
    return [
        seen(_name("vw squarecb", count, WIDE), theirs, "ms"),
        at_least(name, theirs / mine, "times", times),
        seen(f"vw squarecb, text read once / bayes-v1, K={count}", frugal / mine, "times"),
    ]


def _is_here(name: str) -> bool:
    return name not in PACKAGES or package_is_here(PACKAGES[name])


def _beside(took: dict[str, list[float]], count: int) -> list[Figure]:
    rest = [name for name in took if name not in {"bayes-v1", "vw squarecb"}]
    return [seen(_name(name, count, WIDE), middle(took[name]), "ms") for name in rest]


def _name(who: str, count: int, width: int, which: str = "median") -> str:
    return f"one decision, {who}, K={count} d={width}, {which}"
