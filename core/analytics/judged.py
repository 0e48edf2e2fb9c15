"""Judge a policy by picks that another made, from sums of weights per group of users.

`core.bandit.off_policy` judges pick by pick; here only sums are left, and the same rules hold.
"""

from dataclasses import dataclass

import numpy as np

from core.analytics.group_sums import count_of, left_out, too_few
from core.analytics.jackknife import change, figure
from core.analytics.propensity_alarm import ALARM_Z, Mismatch, Propensities
from core.analytics.target_sums import TargetSums
from core.domain.figure import Change, Figure, TooFew
from core.domain.pick import Floats
from core.domain.support import Lack, NotEnoughSupport, Shortfall

FEWEST_EFFECTIVE = 100.0
"""Picks that the weighted log must be worth."""
MOST_UNSUPPORTED = 0.05
"""Share of the policy's picks that the log may know nothing about."""
MOST_ERRORS_OFF = 3.0
"""Standard errors by which the mean weight may miss what it must be."""
SURE = 0.99
"""Level of the interval that SNIPS and DR must leave before their difference is called a fault."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a log says of a policy: three estimates of its mean reward, with intervals over users."""

    ips: Figure
    snips: Figure
    dr: Figure
    lift: Change
    """DR minus what the picks themselves earned: how much better than what served."""
    discord: Change
    """SNIPS minus DR, at 99 %."""
    effective: float
    outside: float

    @property
    def at_odds(self) -> bool:
        """Return whether SNIPS and DR differ by more than luck: then something is wrong."""
        return self.discord.clear


def judge(
    sums: TargetSums, propensities: Mismatch | TooFew | None = None
) -> Worth | NotEnoughSupport | TooFew:
    """Return what the log says of a policy, or why it cannot say it.

    SNIPS and DR are the two to read. Intervals leave each group of users out once. To choose between
    two policies serve a mixture of them: this describes.
    Args: propensities as `mismatch` finds them for the same picks.
    Raises: ValueError when a sum is not finite, or shapes differ.
    Source: Strehl et al. (NIPS 2010) for IPS; Swaminathan & Joachims (NIPS 2015) for SNIPS; Dudik,
    Langford & Li (ICML 2011) for DR; Kong (1992) for the effective size; Owen (2013) on withholding.
    """
    if few := too_few(sums.picks, sums.picks > 0):
        return few
    if reasons := shortfalls(sums, propensities):
        return NotEnoughSupport(reasons, count_of(sums.picks))
    return too_few(sums.picks, sums.weight > 0) or _worth(sums)


def shortfalls(sums: TargetSums, propensities: Mismatch | TooFew | None) -> tuple[Shortfall, ...]:
    """Return every reason not to print a number, the gravest first."""
    alarm = isinstance(propensities, Mismatch) and propensities.verdict is Propensities.ALARM
    z = abs(propensities.z) if isinstance(propensities, Mismatch) else 0.0
    reasons = (
        (alarm, Shortfall(Lack.PROPENSITIES, z, ALARM_Z)),
        (
            sums.outside > MOST_UNSUPPORTED,
            Shortfall(Lack.SUPPORT, sums.outside, MOST_UNSUPPORTED),
        ),
        (
            sums.effective < FEWEST_EFFECTIVE,
            Shortfall(Lack.EFFECTIVE, sums.effective, FEWEST_EFFECTIVE),
        ),
        (
            sums.errors_off > MOST_ERRORS_OFF,
            Shortfall(Lack.MEAN_WEIGHT, sums.errors_off, MOST_ERRORS_OFF),
        ),
    )
    return tuple(it for found, it in reasons if found)


def _worth(sums: TargetSums) -> Worth:
    count, there = count_of(sums.picks), sums.picks > 0
    ips, snips, dr, observed = _estimates(*(it.sum(keepdims=True) for it in sums.columns))[:, 0]
    without = _estimates(*(left_out(it)[there] for it in sums.columns))
    return Worth(
        ips=figure(float(ips), without[0], count),
        snips=figure(float(snips), without[1], count),
        dr=figure(float(dr), without[2], count),
        lift=change(float(dr - observed), without[2] - without[3], count),
        discord=change(float(snips - dr), without[1] - without[2], count, SURE),
        effective=sums.effective,
        outside=sums.outside,
    )


def _estimates(*columns: Floats) -> Floats:
    """Return IPS, SNIPS, DR and the observed mean of each column of sums, (4, g)."""
    it = TargetSums(*columns)
    plain = np.array([it.weighted, it.weighted, it.robust, it.reward])
    below = np.array([it.picks, it.weight, it.picks, it.picks])
    found: Floats = plain / below
    return found
