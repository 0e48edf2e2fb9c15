"""Say how far what was simulated is from what was logged, and how far the log is from itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import rel_entr  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.estimate import Estimate
from core.analytics.refusals import demand_people
from core.analytics.resample import DRAWS, distance_bounds, times_drawn
from core.domain.pick import Floats

HALVINGS = 200
"""How often the log is cut into two halves."""

Measure = Callable[[Floats, Floats], Floats]
"""Distances (d,) when each person counts so many times, (d, u) and (d, v); NaN where one is empty."""

Dice = tuple[np.random.Generator, int]
"""What draws people, and how often."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far apart two distributions are, beside a yardstick."""

    found: Estimate
    """Its interval of 95 % draws people of both sides again; `people` are those of the log."""
    floor: float
    """Mean distance between two random halves of the log's own people; NaN if halves are empty.

    No simulation can be blamed for that much. Halves are noisier than the whole, so a perfect
    simulation of as many people comes out below it."""


def categorical_distance(
    simulated: Floats, logged: Floats, rng: np.random.Generator, *, draws: int = DRAWS
) -> Distance:
    """Return the Jensen-Shannon divergence in bits, from 0 (the same) to 1 (nothing in common).

    People are pooled: who was shown more weighs more.
    Args: counts of k categories by person, (u, k) and (v, k).
    Raises: TooFewPeople below two on either side; ValueError when a side counts nothing at all.
    Source: Lin, "Divergence measures based on the Shannon entropy" (1991).
    """
    _demand(len(simulated), len(logged), float(simulated.sum()), float(logged.sum()))

    def between(one: Floats, other: Floats) -> Floats:
        return _divergence(one @ simulated, other @ logged)

    def within(one: Floats, other: Floats) -> Floats:
        return _divergence(one @ logged, other @ logged)

    return _distance(between, within, (len(simulated), len(logged)), (rng, draws))


def wasserstein(
    simulated: Sequence[Floats],
    logged: Sequence[Floats],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
) -> Distance:
    """Return how far the numbers must be moved on average, in their own unit.

    For dwell give log seconds: 0.7 then means a factor of two. People are pooled.
    Args: the numbers of each person, (n_u,); a person may have none.
    Raises: TooFewPeople below two on either side; ValueError when a side has no number at all.
    """
    ours, theirs = _Line.of(simulated, logged), _Line.of(logged, logged)
    _demand(len(simulated), len(logged), sum(map(len, simulated)), sum(map(len, logged)))
    return _distance(ours.moved, theirs.moved, (len(simulated), len(logged)), (rng, draws))


@dataclass(frozen=True, slots=True)
class _Line:
    """All numbers of two sides in ascending order, sorted once for all draws.

    scipy.stats.wasserstein_distance sorts anew for each: twenty times slower on a run's dwell.
    Args: steps (n - 1,) between neighbours; owners (n,) count the people of both sides through;
    first (n,) says whether a number is of the first side.
    """

    steps: Floats
    owners: npt.NDArray[np.int64]
    first: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, one: Sequence[Floats], other: Sequence[Floats]) -> "_Line":
        numbers = np.concatenate([*one, *other, np.empty(0)])
        owners = np.repeat(np.arange(len(one) + len(other)), [len(it) for it in (*one, *other)])
        order = np.argsort(numbers, kind="stable")
        return cls(np.diff(numbers[order]), owners[order], owners[order] < len(one))

    def moved(self, one: Floats, other: Floats) -> Floats:
        return np.array([self._moved(a, b) for a, b in zip(one, other, strict=True)])

    def _moved(self, one: Floats, other: Floats) -> float:
        weights = np.concatenate([one, other])[self.owners]
        below = np.cumsum(np.where(self.first, weights, 0.0))
        beside = np.cumsum(np.where(self.first, 0.0, weights))
        if not (below[-1] > 0 and beside[-1] > 0):
            return np.nan
        return float(np.abs(below / below[-1] - beside / beside[-1])[:-1] @ self.steps)


def _demand(simulated: int, logged: int, ours: float, theirs: float) -> None:
    demand_people(min(simulated, logged))
    if not (ours > 0 and theirs > 0):
        raise ValueError(ours, theirs)


def _distance(between: Measure, within: Measure, people: tuple[int, int], dice: Dice) -> Distance:
    """Return the distance between the sides, and what is within the log; people of both sides."""
    simulated, logged = people
    rng, draws = dice
    value = float(between(np.ones((1, simulated)), np.ones((1, logged)))[0])
    drawn = [times_drawn(it, rng, draws) for it in people]
    chance = within(
        times_drawn(logged, rng, draws, size=simulated), times_drawn(logged, rng, draws)
    )
    low, high = distance_bounds(value, between(*drawn), chance, min(people))
    return Distance(Estimate(value, low, high, logged), _floor(within, logged, rng))


def _floor(measure: Measure, people: int, rng: np.random.Generator) -> float:
    order = rng.permuted(np.tile(np.arange(people), (HALVINGS, 1)), axis=1)
    half = (order < people // 2).astype(np.float64)
    found = measure(half, 1 - half)
    known = found[np.isfinite(found)]
    return float(known.mean()) if len(known) else np.nan


def _divergence(one: Floats, other: Floats) -> Floats:
    """Return the divergence of counts (d, k) in bits, (d,); NaN where one side is empty.

    The square of scipy's jensenshannon, which may take the root of a rounding error below 0.
    """
    found = np.full(len(one), np.nan)
    known = (one.sum(axis=1) > 0) & (other.sum(axis=1) > 0)
    p, q = (it[known] / it[known].sum(axis=1, keepdims=True) for it in (one, other))
    middle = (p + q) / 2
    nats = (rel_entr(p, middle) + rel_entr(q, middle)).sum(axis=1) / 2
    found[known] = np.clip(nats / np.log(2), 0.0, 1.0)
    return found
