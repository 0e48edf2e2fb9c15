"""Tell whether the probabilities that were logged are those that chose."""

import math
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from core.domain.figure import TooFew

FEWEST_PICKS = 100
"""Below this many picks nothing is said."""
ALARM_Z = 4.0
"""Standard deviations beyond which there is no innocent reason left."""
WATCH_Z = 3.0
"""Standard deviations that right probabilities reach once in 370 looks."""
ROUNDING = 1e-6
"""How far sums may be off per pick: the rollups count probabilities in millionths."""


class Propensities(StrEnum):
    """Whether logged propensities may be believed."""

    OK = "ok"
    WATCH = "watch"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class PropensitySums:
    """Sums over picks of what their logged distributions p, and what was chosen, say."""

    picks: int
    greedy: float
    """How often the most probable candidate was chosen; the first of equals."""
    greedy_p: float
    """Sum of its probability."""
    greedy_variance: float
    """Sum of its p (1 - p)."""
    chosen_p: float
    """Sum of the propensities."""
    expected_p: float
    """Sum of what a propensity is on average: the sum of p^2 over all candidates of a pick."""
    chosen_variance: float
    """Sum of what a propensity varies by: the sum of p^3 less the square of the sum of p^2."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What happened beside what was logged; beyond 4 either way no off-policy number may be read."""

    verdict: Propensities
    greedy_z: float
    """Above 0: the favourite was chosen more often than its logged probability says."""
    chosen_z: float
    """Above 0: what was chosen was more probable than a choice from the log would be."""
    picks: int

    @property
    def z(self) -> float:
        """Return the one of both that is further from 0."""
        return max(self.greedy_z, self.chosen_z, key=abs)


def mismatch(sums: PropensitySums) -> Mismatch | TooFew:
    """Return whether the log can be believed: the sample-ratio check of bandits.

    Whatever a policy learns meanwhile, what was chosen less what was due is a martingale, and so are
    both sums here; their variances are known. The first sees a favourite that is served too often
    or too rarely, the second also a shuffled log. Neither sees a log that says all candidates were
    alike: any choice agrees with that.
    Raises: ValueError for a sum that is not finite.
    Source: the martingale central limit theorem; Fabijan et al. (KDD 2019) for fixed splits.
    """
    columns = attrgetter("greedy", "greedy_p", "greedy_variance")(sums)
    others = attrgetter("chosen_p", "expected_p", "chosen_variance")(sums)
    if not all(map(math.isfinite, (*columns, *others))):
        raise ValueError(sums)
    if sums.picks < FEWEST_PICKS:
        return TooFew(sums.picks)
    greedy_z, chosen_z = deviations(sums.picks, *columns), deviations(sums.picks, *others)
    worst = max(abs(greedy_z), abs(chosen_z))
    return Mismatch(_verdict(worst), greedy_z, chosen_z, sums.picks)


def deviations(picks: int, found: float, due: float, variance: float) -> float:
    """Return by how many standard deviations a count is off what its probabilities sum to.

    Also good for one policy of a mixture: how often it served, beside its logged chances. One pick is
    free: a pick has a probability of at most 1, so where hardly any chance was involved a single unlikely
    one would look like many standard deviations; of thousands it does not change the first digit.
    """
    off = found - due
    if abs(off) <= ROUNDING * picks:
        return 0.0
    if variance <= 0:
        return math.copysign(math.inf, off)
    return math.copysign(max(abs(off) - 1, 0.0) / math.sqrt(variance), off)


def _verdict(z: float) -> Propensities:
    if z > ALARM_Z:
        return Propensities.ALARM
    return Propensities.WATCH if z > WATCH_Z else Propensities.OK
