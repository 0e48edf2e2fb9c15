"""Tell whether users were split between arms as the experiment says."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import chi2  # type: ignore[import-untyped]  # scipy ships no types

from core.domain.figure import TooFew

FEWEST_EXPOSED = 100
"""Below this many users in all arms together nothing is said."""
WATCH_P = 0.01
"""Chance of such a split, or a stranger one, below which it is watched."""
ALARM_P = 0.001
"""Chance below which it is an alarm, when it is also large enough to matter."""
SMALLEST_DEVIATION = 0.001
"""Share by which an arm must be off to matter: among millions of users every split is strange."""
SHARES_SUM = 1e-9
"""How far shares may sum to more than 1."""


class Split(StrEnum):
    """Whether a split is the one that was configured."""

    OK = "ok"
    WATCH = "watch"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class ArmCount:
    """The users of one arm beside those that were due to it."""

    arm: str
    users: int
    due: float
    deviation: float
    """Its share of users less its configured share."""


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """How far a split is from the configured one."""

    verdict: Split
    p: float
    arms: tuple[ArmCount, ...]

    @property
    def leaks(self) -> tuple[str, ...]:
        """Return the arms that nobody should be in, and somebody is: an alarm for any number."""
        return tuple(it.arm for it in self.arms if it.due == 0 and it.users)


def sample_ratio(
    counts: Mapping[str, int], shares: Mapping[str, float], rest: str
) -> SampleRatio | TooFew:
    """Return how the users of each arm compare with the shares that were configured.

    Only for shares that stay as they are: where weights move, see `propensity_alarm`.
    Args: users by arm, each user once; shares by arm, summing to at most 1; the arm that gets the
    rest, as in `Experiment`. An arm that no share names is due nobody.
    Raises: ValueError for a count or share below 0, or when shares sum to more than 1.
    Source: Fabijan et al., "Diagnosing sample ratio mismatch" (KDD 2019); gates as at Statsig and
    Mozilla, first look at 100 exposures as at PostHog.
    """
    configured = _configured(shares, rest)
    if min(counts.values(), default=0) < 0:
        raise ValueError(counts)
    total = sum(counts.values())
    if total < FEWEST_EXPOSED:
        return TooFew(total)
    arms = tuple(
        ArmCount(arm, users, total * share, users / total - share)
        for arm in sorted({*configured, *counts})
        for users, share in [(counts.get(arm, 0), configured.get(arm, 0.0))]
    )
    p = _chance(arms)
    return SampleRatio(_verdict(arms, p), p, arms)


def _configured(shares: Mapping[str, float], rest: str) -> dict[str, float]:
    left = 1 - sum(shares.values())
    if not left >= -SHARES_SUM or min(shares.values(), default=0) < 0:
        raise ValueError(shares)
    return {**shares, rest: shares.get(rest, 0.0) + (left if left > SHARES_SUM else 0.0)}


def _chance(arms: tuple[ArmCount, ...]) -> float:
    """Return the p-value of Pearson's chi-squared; 0 when somebody is where nobody should be."""
    open_arms = [it for it in arms if it.due > 0]
    if any(it.users for it in arms if it.due == 0):
        return 0.0
    distance = sum((it.users - it.due) ** 2 / it.due for it in open_arms)
    return float(chi2.sf(distance, len(open_arms) - 1)) if len(open_arms) > 1 else 1.0


def _verdict(arms: tuple[ArmCount, ...], p: float) -> Split:
    off = max(abs(it.deviation) for it in arms)
    leaking = any(it.users for it in arms if it.due == 0)
    if leaking or (p < ALARM_P and off >= SMALLEST_DEVIATION):
        return Split.ALARM
    return Split.WATCH if p < WATCH_P else Split.OK
