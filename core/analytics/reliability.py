"""Say whether things happen as often as they were given a chance to."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.analytics.estimate import Estimate
from core.analytics.resample import (
    DRAWS,
    distance_bounds,
    places_of,
    times_drawn,
)
from core.domain.pick import Floats

BINS = 10
"""How many bins probabilities are sorted into."""


class Bins(StrEnum):
    """How probabilities are sorted."""

    WIDTH = "width"
    """Bins of equal width: what a diagram shows; some may be nearly empty."""
    MASS = "mass"
    """Bins of equally many probabilities; equal ones are never parted, so fewer may be left."""


@dataclass(frozen=True, slots=True)
class Bin:
    """What was predicted and what happened, on average over `n` probabilities."""

    predicted: float
    observed: float
    n: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well probabilities keep their word."""

    table: tuple[Bin, ...]
    """Only bins that hold something, ascending."""
    error: Estimate
    """Expected calibration error: mean distance of observed from predicted, weighted by n."""
    brier: float
    """Mean squared distance of each outcome from its probability: 0 perfect, 0.25 a coin's."""


def reliability(
    predicted: Floats,
    happened: Floats,
    people: npt.ArrayLike,
    rng: np.random.Generator,
    *,
    bins: Bins = Bins.WIDTH,
    draws: int = DRAWS,
) -> Reliability:
    """Return the reliability of n probabilities; the interval draws whole people again.

    The calibration error of few outcomes is too large: a perfect prediction of coins has about
    sqrt(bins / (2 pi n)), 0.07 for 300 of them. Compare only among equal n, or look at the
    interval: it has this taken off, and begins at 0 where chance alone explains the error.
    Args: predicted (n,) in [0, 1]; happened (n,) 0 or 1; people (n,) says whose each is.
    Raises: ValueError when there is none, shapes differ, or a number is outside [0, 1].
    Source: Naeini et al. (AAAI 2015); Nixon et al. (2019) for bins of equal mass.
    """
    places, count = places_of(people)
    _demand(predicted, happened, places)
    at = _bins(predicted, bins)
    sums = np.zeros((count, at.max() + 1, 3))
    np.add.at(sums, (places, at), np.column_stack([np.ones(len(at)), predicted, happened]))
    total = sums.sum(axis=0)
    return Reliability(
        table=tuple(Bin(p / n, y / n, int(n)) for n, p, y in total.tolist() if n),
        error=_estimate(sums, times_drawn(count, rng, draws)),
        brier=float(((happened - predicted) ** 2).mean()),
    )


def _demand(predicted: Floats, happened: Floats, places: npt.NDArray[np.int64]) -> None:
    if not len(predicted) or not predicted.shape == happened.shape == places.shape:
        raise ValueError(predicted.shape, happened.shape, places.shape)
    for it in (predicted, happened):
        if not ((it >= 0) & (it <= 1)).all():
            raise ValueError(it.min(), it.max())


def _bins(predicted: Floats, bins: Bins) -> npt.NDArray[np.int64]:
    """Return the bin of each probability, (n,); an edge belongs to the bin above it."""
    inner = np.arange(1, BINS) / BINS
    if bins is Bins.MASS:
        inner = np.unique(np.quantile(predicted, inner))
    return np.searchsorted(inner, predicted, side="right").astype(np.int64)


def _estimate(sums: Floats, drawn: Floats) -> Estimate:
    """Return the error of each person's sums, (u, bins, 3); `drawn` as `times_drawn` has it."""
    people, total = len(sums), sums.sum(axis=0)
    value = float(_error(total))
    replicas = _error(np.einsum("du,ubk->dbk", drawn, sums))
    chance = _error(np.einsum("du,ubk->dbk", drawn - 1, sums) + [1, 0, 0] * total)
    low, high = distance_bounds(value, replicas, chance, people)
    return Estimate(value, low, high, people)


def _error(sums: Floats) -> Floats:
    """Return the calibration error of counts, predicted and happened sums, (…, bins, 3)."""
    off = np.abs(sums[..., 1] - sums[..., 2]).sum(axis=-1)
    error: Floats = off / sums[..., 0].sum(axis=-1)
    return error
