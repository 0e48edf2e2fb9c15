"""Tell how soon tips have evidence, when some are still too young to have it."""

from dataclasses import dataclass

import numpy as np

from core.analytics.group_sums import FEWEST_EVENTS
from core.analytics.percentile import BUCKETS, edges
from core.domain.figure import TooFew
from core.domain.pick import Floats

AGES_S = (15, 60, 300, 3600, 21_600, 86_400)
"""Seconds after serving at which the share is read: from a glance to the end of the window."""
MS = 1000.0
"""Milliseconds in a second."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Tips by age in milliseconds, in the buckets of `percentile.edges`, (194,) both.

    `evidence` counts tips at the age at which it came, `still_open` those that have none at their
    age now, `silent` is how many had none in their whole window.
    """

    evidence: Floats
    still_open: Floats
    silent: int

    @property
    def without(self) -> Floats:
        """Return tips without evidence by how long they were watched, (194,): the silent longest."""
        found = self.still_open.copy()
        found[-1] += self.silent
        return found


@dataclass(frozen=True, slots=True)
class ByAge:
    """The share of tips that have evidence at an age; None where too few were watched so long."""

    age_s: int
    share: float | None


def delays(ages: Ages) -> tuple[ByAge, ...] | TooFew:
    """Return the share with evidence at each age; what is open counts for as long as it was watched.

    Kaplan and Meier's product over buckets, where those whose watch ended in a bucket count half in
    it (actuarial method). Within a bucket evidence comes evenly in the logarithm of the age.
    A share is not told once fewer than 30 of the tips, as many as they stand for, were watched.
    There is no interval: tips of one user are not independent, and these counts do not say whose
    they are.
    Raises: ValueError for counts of another shape or below 0.
    Source: Kaplan & Meier (1958); Cutler & Ederer (1958) for the half.
    """
    if not ages.evidence.shape == ages.still_open.shape == (BUCKETS,):
        raise ValueError(ages.evidence.shape, ages.still_open.shape)
    if min(ages.evidence.min(), ages.still_open.min(), ages.silent) < 0:
        raise ValueError(ages)
    every = ages.evidence + ages.without
    total = round(float(every.sum()))
    if total < FEWEST_EVENTS:
        return TooFew(total)
    watched = every[::-1].cumsum()[::-1]
    at_risk = watched - ages.without / 2
    leaves = np.divide(ages.evidence, at_risk, out=np.zeros(BUCKETS), where=at_risk > 0)
    silent = np.concatenate([[1.0], np.cumprod(1 - leaves)])
    known = np.concatenate([watched, [0.0]])
    return tuple(_at(it, silent, known) for it in AGES_S)


def _at(age_s: int, silent: Floats, known: Floats) -> ByAge:
    """Return the share at an age, between the silent shares at both edges of its bucket.

    Args: silent (195,) is the share without evidence at each lower edge and at the end, known (195,)
    how many were still watched there.
    """
    age_ms = age_s * MS
    bucket = int(np.searchsorted(edges(), age_ms, side="right")) - 1
    if known[bucket] < FEWEST_EVENTS * silent[bucket]:
        return ByAge(age_s, None)
    lower, upper = edges()[bucket], edges()[bucket + 1]
    part = float(np.log(age_ms / lower) / np.log(upper / lower))
    return ByAge(age_s, 1 - float((1 - part) * silent[bucket] + part * silent[bucket + 1]))
