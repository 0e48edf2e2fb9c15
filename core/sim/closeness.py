"""Measure what core.analytics has no distance for: shares of counts, and differences of rewards."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.distance import HALVINGS, Distance
from core.analytics.estimate import SURE, Estimate
from core.analytics.resample import DRAWS, distance_bounds, times_drawn
from core.domain.pick import Floats


def share_distance(
    simulated: Floats, logged: Floats, rng: np.random.Generator, *, draws: int = DRAWS
) -> Distance:
    """Return how far shares lie apart, on average over k places where both sides have any, 0 to 1.

    People are pooled.   Args: how many and how many of them, by person, (u, k, 2) and (v, k, 2).
    """
    u, v = len(simulated), len(logged)
    value = float(_apart(np.ones((1, u)), simulated, np.ones((1, v)), logged)[0])
    drawn = _apart(times_drawn(u, rng, draws), simulated, times_drawn(v, rng, draws), logged)
    ours, theirs = times_drawn(v, rng, draws, size=u), times_drawn(v, rng, draws)
    chance = _apart(ours, logged, theirs, logged)
    low, high = distance_bounds(value, drawn, chance, min(u, v))
    half = _halves(v, rng)
    return Distance(Estimate(value, low, high, v), _mean(_apart(half, logged, 1 - half, logged)))


def pooled(counts: Floats) -> tuple[float, ...]:
    """Return the shares of everybody together, (k,) of (u, k, 2); NaN where there is nothing."""
    return tuple(_shares(np.ones((1, len(counts))), counts)[0].tolist())


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of people, or a difference of such means: with what chance makes of it.

    Args: parts are the squared standard error and the degrees of freedom of each mean in it.
    """

    value: float
    parts: tuple[tuple[float, int], ...]
    people: int

    @classmethod
    def of(cls, values: Floats) -> "Mean":
        """Return the mean of one number a person, (u,) with u >= 2."""
        n = len(values)
        return cls(float(values.mean()), ((float(values.var(ddof=1)) / n, n - 1),), n)

    def minus(self, other: "Mean") -> "Mean":
        """Return the difference from the mean of other people; the fewer people count."""
        people = min(self.people, other.people)
        return Mean(self.value - other.value, self.parts + other.parts, people)

    def estimate(self) -> Estimate:
        """Return it with bounds of 95 %.   Source: Welch (1947), Satterthwaite (1946)."""
        error = sum(square for square, _ in self.parts)
        if error == 0:
            return Estimate(self.value, self.value, self.value, self.people)
        freedom = error**2 / sum(square**2 / n for square, n in self.parts)
        half = float(t.ppf((1 + SURE) / 2, freedom)) * error**0.5
        return Estimate(self.value, self.value - half, self.value + half, self.people)


def floor_of_mean(rng: np.random.Generator, values: Floats, against: Floats | None = None) -> float:
    """Return how far a mean is on average between two random halves of the people, (u,).

    Args: against (v,) are other people: then of the difference of both means, theirs halved alike.
    """
    gap = _gap(values, rng)
    return float(np.abs(gap if against is None else gap - _gap(against, rng)).mean())


def _gap(values: Floats, rng: np.random.Generator) -> Floats:
    half = _halves(len(values), rng)
    other = 1 - half
    found: Floats = half @ values / half.sum(axis=1) - other @ values / other.sum(axis=1)
    return found


def _halves(people: int, rng: np.random.Generator) -> Floats:
    order = rng.permuted(np.tile(np.arange(people), (HALVINGS, 1)), axis=1)
    return (order < people // 2).astype(np.float64)


def _apart(one: Floats, simulated: Floats, other: Floats, logged: Floats) -> Floats:
    """Return the distances (d,) when people count so many times, (d, u) and (d, v)."""
    far = np.abs(_shares(one, simulated) - _shares(other, logged))
    known = np.isfinite(far)
    total = np.where(known, far, 0.0).sum(axis=1)
    found = np.full(len(far), np.nan)
    np.divide(total, known.sum(axis=1), out=found, where=known.any(axis=1))
    return found


def _shares(times: Floats, counts: Floats) -> Floats:
    """Return the share at each place when people count so many times, (d, k); NaN for none."""
    many, of = (np.tensordot(times, counts[:, :, n], axes=1) for n in (0, 1))
    found = np.full(many.shape, np.nan)
    np.divide(of, many, out=found, where=many > 0)
    return found


def _mean(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else np.nan
