"""Say whether worlds or judges put the policies in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import kendalltau  # type: ignore[import-untyped]  # scipy ships no types

from core.domain.pick import Floats


@dataclass(frozen=True, slots=True)
class Pair:
    """How far two worlds agree on an order: 1 the same, 0 unrelated, -1 the reverse."""

    one: str
    other: str
    tau: float | None
    """Kendall's tau-b; None when one of them sees no order at all: all equal, or one policy."""


@dataclass(frozen=True, slots=True)
class RankAgreement:
    """The agreement of each pair, and its mean over those that have one; None when none has."""

    pairs: tuple[Pair, ...]
    mean: float | None


def agreement(values: Floats, worlds: Sequence[str]) -> RankAgreement:
    """Return how far worlds (or judges) agree on the order of policies; ties count as ties.

    Args: values (w, k): what each of k policies is worth in each world, by the names of worlds.
    Raises: ValueError when names and rows do not match, or a number is not finite.
    """
    if values.ndim != 2 or len(worlds) != len(values) or not np.isfinite(values).all():  # noqa: PLR2004  a table has two axes
        raise ValueError(values.shape, len(worlds))
    pairs = tuple(
        Pair(worlds[i], worlds[j], _tau(values[i], values[j]))
        for i, j in combinations(range(len(worlds)), 2)
    )
    taus = [it.tau for it in pairs if it.tau is not None]
    return RankAgreement(pairs, float(np.mean(taus)) if taus else None)


def _tau(one: Floats, other: Floats) -> float | None:
    if len(set(one.tolist())) < 2 or len(set(other.tolist())) < 2:  # noqa: PLR2004  one value is no order
        return None
    return float(kendalltau(one, other).statistic)
