"""Lay out a synthetic log of tips as columns: whole numbers, and codes for words."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

POLICIES = ("egreedy-v1", "linucb-v1", "bayes-v1", "rule-v1")
"""Who serves, by code."""
EXPERIMENTS = ("", "bandit-or-rule")
"""Outside of every experiment, and in the one there is."""
ASSIGNERS = ("deployment", "experiment")
"""Who decided which policy serves."""
FALLBACKS = ("", "slow")
"""Why chance stood in."""
PRIORITIES = ("p1", "p2", "p3", "p4")
DUES = ("overdue_3d", "overdue_more", "soon", "later")
MINUTES = ("unknown", "short", "medium", "long")
TENURES = ("under_14d", "14d_60d", "over_60d")
SIZES = ("1", "2_5", "6_15", "16_50", "over_50")
SURFACES = ("page", "api")
ENDINGS = ("open", "done", "snooze", "dismiss", "none", "withdrawn", "vanished")
"""How tips end, by code."""
OPEN, DONE, SNOOZE, DISMISS, NONE, WITHDRAWN, VANISHED = range(7)
"""The codes of these."""
SHADOWS = 2
"""Policies that stand beside each tip."""
UNTOLD = -1
"""Stands where there is no number: no answer, no reward."""
DAY_S = 86_400
"""Seconds of a day."""
EPOCH_DAY = 719_163
"""Proleptic ordinal of 1 January 1970."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The u users of a log, (u,) each."""

    ids: npt.NDArray[np.uint8]
    """Bytes of their ids, (u, 16)."""
    bucket: Ints
    joined_s: Ints
    """When they came, in seconds since 1970."""
    offset_h: Ints
    """Hours that their wall clock is before UTC."""
    arm: Ints
    """Code of the policy that the experiment gives them; UNTOLD outside of it."""
    share: Floats
    """How much of all tips is theirs; sums to 1."""
    link: Ints
    """0 never connected, 1 connected, 2 lost."""

    def __len__(self) -> int:
        """Return u."""
        return len(self.bucket)


@dataclass(frozen=True, slots=True)
class Beside:
    """What the policies beside n tips would have done, (n, SHADOWS) each."""

    policy: Ints
    chance: Floats
    agrees: Flags
    unsupported: Floats
    direct: Floats
    expected: Floats


@dataclass(frozen=True, slots=True)
class Log:
    """n tips by time of serving, (n,) each; words are codes, times microseconds since 1970."""

    ids: npt.NDArray[np.uint8]
    """Bytes of their ids, (n, 16)."""
    user: Ints
    """Places in the crowd."""
    bucket: Ints
    served_us: Ints
    policy: Ints
    experiment: Ints
    version: Ints
    propensity: Floats
    candidates: Ints
    barred: Ints
    explored: Flags
    fallback: Ints
    took_us: Ints
    hour: Ints
    priority: Ints
    due: Ints
    minutes: Ints
    tenure: Ints
    week: Ints
    surface: Ints
    greedy: Flags
    greedy_p: Floats
    expected_p: Floats
    variance_p: Floats
    ending: Ints
    answered_us: Ints
    """UNTOLD without an answer; so are week and dwell."""
    answered_week: Ints
    dwell_ms: Ints
    elsewhere: Flags
    undone: Ints
    rewarded: Flags
    reward_milli: Ints
    final: Flags
    beside: Beside

    def __len__(self) -> int:
        """Return n."""
        return len(self.user)

    @property
    def day(self) -> Ints:
        """Return the days of serving in UTC, as proleptic ordinals."""
        return self.served_us // (DAY_S * 1_000_000) + EPOCH_DAY

    @property
    def answered(self) -> Flags:
        """Return which were answered."""
        told: Flags = self.answered_us != UNTOLD
        return told

    @property
    def answered_day(self) -> Ints:
        """Return the days of the answers; nonsense where there is none."""
        return self.answered_us // (DAY_S * 1_000_000) + EPOCH_DAY

    @property
    def answered_ms(self) -> Ints:
        """Return how long the answers took; 0 where there is none."""
        taken: Ints = np.where(self.answered, (self.answered_us - self.served_us) // 1000, 0)
        return taken

    @property
    def size(self) -> Ints:
        """Return the codes of how many candidates there were."""
        places: Ints = np.searchsorted(np.array([1, 5, 15, 50]), self.candidates)
        return places

    @property
    def disagreeing(self) -> Ints:
        """Return how many shadows would have picked something else."""
        return (~self.beside.agrees).sum(axis=1)
