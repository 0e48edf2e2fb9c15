"""Say how far two judges agree beyond what chance would have them agree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.analytics.estimate import SURE, Estimate
from core.analytics.resample import DRAWS, percentiles, places_of, times_drawn
from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one judge said the row's label and the other the column's, (k, k)."""

    labels: tuple[str, ...]
    counts: Floats


@dataclass(frozen=True, slots=True)
class JudgeAgreement:
    """Cohen's kappa: 1 always agreed, 0 as chance would, below 0 less than that."""

    kappa: Estimate | None
    """None when both gave everything one and the same label: there was nothing to disagree on."""
    agreed: float
    """Share of the same labels, chance included."""
    confusion: Confusion


def kappa(
    one: Sequence[str],
    other: Sequence[str],
    people: npt.ArrayLike,
    rng: np.random.Generator,
    *,
    confidence: float = SURE,
    draws: int = DRAWS,
) -> JudgeAgreement:
    """Return the agreement of two judges' labels of the same n scenes.

    The interval draws whole people again: the scenes of a person are not independent.
    Args: people (n,) says whose each scene is.   Raises: ValueError when there is none, or the
    lengths differ.   Source: Cohen, "A coefficient of agreement for nominal scales" (1960).
    """
    labels = tuple(sorted({*one, *other}))
    places, count = places_of(people)
    if not labels or not len(one) == len(other) == len(places):
        raise ValueError(len(one), len(other), len(places))
    tables = np.zeros((count, len(labels), len(labels)))
    rows, columns = (np.searchsorted(labels, it) for it in (one, other))
    np.add.at(tables, (places, rows, columns), 1.0)
    table = tables.sum(axis=0)
    value = float(_kappa(table))
    found = None
    if np.isfinite(value):
        drawn = np.einsum("du,uij->dij", times_drawn(count, rng, draws), tables)
        low, high = percentiles(_kappa(drawn), count, confidence)
        found = Estimate(value, low, high, count)
    return JudgeAgreement(found, float(np.trace(table) / table.sum()), Confusion(labels, table))


def _kappa(tables: Floats) -> Floats:
    """Return kappa of each table, (…, k, k) to (…); NaN where only one label occurs."""
    total = tables.sum(axis=(-2, -1))
    agreed = np.trace(tables, axis1=-2, axis2=-1) / total
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1) / total**2
    left = 1 - chance
    found: Floats = np.where(left > 0, 1 - (1 - agreed) / np.where(left > 0, left, 1.0), np.nan)
    return found
