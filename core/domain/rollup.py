"""Name the slots that facts are counted in: sums and counts, never means."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.domain.counts import Counts

BUCKETS = 20
"""Groups of users, by a digest of their id: leaving out one at a time gives intervals over users."""


class Grain(StrEnum):
    """How wide a slot is: `start` counts hours since 1970 in UTC, or days as proleptic ordinals."""

    HOUR = "hour"
    DAY = "day"


class Dim(StrEnum):
    """By what else than time, policy and experiment a slot tells tips apart; one at a time."""

    ALL = "all"
    HOUR = "hour"
    PRIORITY = "priority"
    DUE = "due"
    TENURE = "tenure"
    MINUTES = "minutes"
    SIZE = "size"
    SURFACE = "surface"
    ARM = "arm"
    """The policy an experiment had assigned; only tips of experiments have one."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Where tips are counted together."""

    grain: Grain
    dim: Dim
    start: int
    value: str
    policy: str
    experiment: str
    bucket: int


@dataclass(frozen=True, slots=True)
class Sums(Counts):
    """What is counted of tips; `_milli` and `_micro` are sums of thousandths and millionths."""

    tips: int = 0
    open: int = 0
    done: int = 0
    snooze: int = 0
    dismiss: int = 0
    none: int = 0
    withdrawn: int = 0
    vanished: int = 0
    undone: int = 0
    elsewhere: int = 0
    final: int = 0
    explored: int = 0
    fallbacks: int = 0
    candidates: int = 0
    barred: int = 0
    answered_ms: int = 0
    dwell_ms: int = 0
    rewarded: int = 0
    reward_milli: int = 0
    reward_milli2: int = 0
    """Sum of squares of thousandths."""
    reward_minus_1000: int = 0
    reward_minus_300: int = 0
    reward_100: int = 0
    reward_300: int = 0
    reward_600: int = 0
    reward_1000: int = 0
    reward_other: int = 0
    known: int = 0
    """Tips whose pick was known: what follows, and `explored`, is counted of these only."""
    greedy: int = 0
    greedy_p_micro: int = 0
    greedy_v_micro: int = 0
    """Sum of greedy_p (1 - greedy_p)."""
    chosen_p_micro: int = 0
    """Sum of logged propensities."""
    expected_p_micro: int = 0
    variance_p_micro: int = 0


REWARD_LEVELS: Mapping[int, str] = {
    -1000: "reward_minus_1000",
    -300: "reward_minus_300",
    100: "reward_100",
    300: "reward_300",
    600: "reward_600",
    1000: "reward_1000",
}
"""The rewards that `ladder-1` gives, in thousandths, and where each is counted."""


@dataclass(frozen=True, slots=True, order=True)
class TargetSlot:
    """Where the picks of a policy are counted together that can judge another one."""

    day: int
    policy: str
    target: str
    bucket: int


@dataclass(frozen=True, slots=True)
class TargetSums(Counts):
    """What judges a target by n picks with final rewards: w weight, r reward, in millionths.

    `dr` is V + w (r - q): V the reward that the target expects of its own distribution, q of what
    was served.
    """

    n: int = 0
    agree: int = 0
    w_micro: int = 0
    w2_micro: int = 0
    wr_micro: int = 0
    w2r_micro: int = 0
    w2r2_micro: int = 0
    r_micro: int = 0
    r2_micro: int = 0
    dr_micro: int = 0
    dr2_micro: int = 0
    unsupported_micro: int = 0


class Measure(StrEnum):
    """What bins are kept of; `weight` is in thousandths and tells its target apart."""

    ANSWERED_MS = "answered_ms"
    DWELL_MS = "dwell_ms"
    TOOK_US = "took_us"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """Where values of about the same size are counted together (`core.analytics.bins`)."""

    day: int
    measure: Measure
    policy: str
    target: str
    """Whose weights; empty for other measures."""
    place: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be added to the rollups."""

    slots: Mapping[Slot, Sums] = field(default_factory=dict)
    targets: Mapping[TargetSlot, TargetSums] = field(default_factory=dict)
    bins: Mapping[Bin, int] = field(default_factory=dict)
