"""Draw whole people again and again, to see how much a figure depends on who took part."""

import numpy as np
import numpy.typing as npt
from scipy.stats import norm, t  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.estimate import SURE
from core.domain.pick import Floats

DRAWS = 1000
"""How often people are drawn again."""


def places_of(people: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], int]:
    """Return each row's person counted from 0, (n,), and how many people there are."""
    names, places = np.unique(np.asarray(people), return_inverse=True)
    return places.astype(np.int64), len(names)


def times_drawn(
    people: int, rng: np.random.Generator, draws: int = DRAWS, *, size: int | None = None
) -> Floats:
    """Return how often each person is drawn, with putting back, (draws, people).

    Args: size is how many are drawn each time, as many as there are when it is None.
    """
    drawn = rng.multinomial(size or people, np.full(people, 1 / people), size=draws)
    return drawn.astype(np.float64)


def percentiles(replicas: Floats, people: int, confidence: float) -> tuple[float, float]:
    """Return the bounds between which the replicas (draws,) lie, reaching out further for few people.

    Plain percentiles are too narrow by Student's t against the normal, and by a root of n / (n - 1).
    Those that are NaN, because the figure was undefined for a draw, are left out; NaN when all are.
    Source: Hesterberg, "What teachers should know about the bootstrap" (2015), expanded percentile.
    """
    known = replicas[np.isfinite(replicas)]
    if people < 2 or not len(known):  # noqa: PLR2004  one person does not differ from anybody
        return np.nan, np.nan
    reach = np.sqrt(people / (people - 1)) * t.isf((1 - confidence) / 2, people - 1)
    tail = float(norm.sf(reach))
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def distance_bounds(
    value: float, replicas: Floats, chance: Floats, people: int
) -> tuple[float, float]:
    """Return bounds of 95 % for what chance can only push upwards, such as distances.

    Drawing people again pushes upwards once more: plain percentiles lie above a truth near 0, and
    the same mirrored at the value lie below a larger one, so the wider of both is taken. Where
    chance alone makes as much of nothing, the lower bound is 0. In made-up runs with 10 and 30
    people this held in 94 to 100 %, percentiles or their mirror alone in 0 to 80 % of some.
    Args: replicas of the value and of what `chance` makes of a truth of 0, (draws,) each.
    """
    low, high = percentiles(replicas, people, SURE)
    if np.isnan(low):
        return low, high
    lower = 0.0 if value <= percentiles(chance, people, SURE)[1] else min(low, 2 * value - high)
    return max(0.0, lower), max(high, 2 * value - low)
