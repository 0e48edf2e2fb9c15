"""Tell which slices of the same events differ from the others, though many are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.estimate import SURE
from core.analytics.group_sums import Sums
from core.analytics.holm import adjusted
from core.analytics.jackknife import difference
from core.domain.figure import Change, TooFew


@dataclass(frozen=True, slots=True)
class Apart:
    """What a slice has more than the others; `clear` holds for all slices together."""

    change: Change | TooFew
    clear: bool = False


def apart(slices: Sequence[tuple[Sums, Sums]]) -> tuple[Apart, ...]:
    """Return for each slice, beside all others of its dimension, whether it stands out.

    The intervals are those of a single look. Clear is what Holm's procedure calls: where nothing
    differs, anything at all is called once in twenty pages, however many slices a page has.
    Args: sums of a slice, and of everything else, over the same groups of users.
    """
    changes = [difference(one, rest) for one, rest in slices]
    tested = [at for at, it in enumerate(changes) if isinstance(it, Change)]
    chances = adjusted(np.array([chance(it) for it in changes if isinstance(it, Change)]))
    called = {at for at, p in zip(tested, chances.tolist(), strict=True) if p <= 1 - SURE}
    return tuple(Apart(it, at in called) for at, it in enumerate(changes))


def chance(found: Change) -> float:
    """Return how often a difference as far from 0 comes of none, both sides together."""
    if found.error == 0:
        return float(found.value == 0)
    return 2 * float(stdtr(found.freedom, -abs(found.value) / found.error))
