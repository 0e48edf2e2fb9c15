"""Spread probability over candidates so that their order, and equal ones, make no difference."""

import numpy as np

from core.domain.pick import Floats

TOP = 8
"""Among how many of the best the floor is shared: every one of them keeps a known, usable chance."""
EQUAL = 1e-12
"""Scores that differ by less, for their size, do not differ: sums of the same numbers may."""

_MIXER = np.random.default_rng(20_261_124).uniform(0.5, 1.5, 4096)
"""Fixed odd numbers: rows that differ get different sums with them, for all that float64 can tell."""


def kinds(x: Floats) -> tuple[Floats, np.ndarray | None]:
    """Return the distinct rows of x, and for each row which of them it is; None when all differ.

    Candidates with the same features are one to a policy; two of them share what one would get.
    """
    # einsum adds each row up in the same order wherever it stands; BLAS does not promise that.
    marks = np.einsum("ij,j->i", x, _MIXER[: x.shape[1]])
    order = marks.argsort(kind="stable")
    fresh = np.empty(len(marks), dtype=bool)
    fresh[:1] = True
    np.not_equal(marks[order][1:], marks[order][:-1], out=fresh[1:])
    if fresh.all():
        return x, None
    kind = np.empty(len(marks), dtype=np.intp)
    kind[order] = fresh.cumsum() - 1
    return x[order[fresh]], kind


def shared(shares: Floats, kind: np.ndarray | None) -> Floats:
    """Return for each candidate its part of what its kind was given."""
    if kind is None:
        return shares
    parts: Floats = (shares / np.bincount(kind, minlength=len(shares)))[kind]
    return parts


def level(scores: Floats) -> float:
    """Return the score from which on a candidate is as good as the best: less is only rounding."""
    highest = float(scores.max())
    return highest - EQUAL * max(1.0, abs(highest))


def best(scores: Floats) -> Floats:
    """Return the probabilities that pick the highest score, equal ones alike; (n,)."""
    top = scores >= level(scores)
    even: Floats = top / np.count_nonzero(top)
    return even


def floored(shares: Floats, scores: Floats, floor: float) -> Floats:
    """Return `shares` with a floor: this much of all picks goes evenly to the `TOP` best scores.

    Equal scores at the edge are all let in, so a pick's weight is at most their number / floor.
    """
    count = len(scores)
    edge = np.partition(scores, count - TOP)[count - TOP] if count > TOP else scores.min()
    top = scores >= edge - EQUAL * max(1.0, abs(float(edge)))
    mixed: Floats = (1 - floor) * shares + (floor / np.count_nonzero(top)) * top
    return mixed
