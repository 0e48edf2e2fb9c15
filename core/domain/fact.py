"""Say what the console counts of a tip: ids, numbers and our own words, never a user's."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import TipId, UserId

UNKNOWN = "unknown"
"""What a bucket says of a tip whose pick is no longer kept, or never told."""
NO_HOUR = -1
"""The local hour of such a tip."""


class Ending(StrEnum):
    """How a tip ended, as far as it has."""

    OPEN = "open"
    DONE = "done"
    SNOOZE = "snooze"
    DISMISS = "dismiss"
    NONE = "none"
    """No answer came before its window closed."""
    WITHDRAWN = "withdrawn"
    """oO took it from the screen."""
    VANISHED = "vanished"
    """Its task went away elsewhere."""


ANSWERS = frozenset({Ending.DONE, Ending.SNOOZE, Ending.DISMISS})
"""Endings that the user chose."""


class DueIn(StrEnum):
    """When the task of a tip is due, as far as the features know it."""

    OVERDUE_3D = "overdue_3d"
    """Overdue by three days at most."""
    OVERDUE_MORE = "overdue_more"
    SOON = "soon"
    """Today or tomorrow."""
    LATER = "later"
    """Later, or never: the features do not tell these apart."""


class Length(StrEnum):
    """How long the task of a tip takes."""

    SHORT = "short"
    """A quarter of an hour at most."""
    MEDIUM = "medium"
    LONG = "long"
    """An hour at least."""


class Tenure(StrEnum):
    """How long the user had been with oO when a tip was served."""

    UNDER_14D = "under_14d"
    UNDER_60D = "14d_60d"
    OVER_60D = "over_60d"


class ListSize(StrEnum):
    """Among how many candidates a tip was picked."""

    ONE = "1"
    FEW = "2_5"
    SOME = "6_15"
    MANY = "16_50"
    HUNDREDS = "over_50"


@dataclass(frozen=True, slots=True)
class Target:
    """What one shadow would have done with a pick: enough to judge it by the pick's reward."""

    policy: str
    chance: float
    """Its probability for the candidate that was served."""
    agrees: bool
    """Whether it would have picked the same."""
    unsupported: float
    """Its probability of all candidates that could not be served."""
    direct: float
    """The reward it expects of its own distribution, its scores clipped to [-1, 1]."""
    expected: float
    """The reward it expects of the candidate that was served."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The numbers of a pick that are counted; they stay when the pick itself is swept.

    Args: for the distribution p that was drawn from: greedy_p is its largest p, greedy whether that
    candidate was drawn, expected_p = sum p^2 and variance_p = sum p^3 - (sum p^2)^2 are mean and
    variance of the propensity that such a draw logs.
    """

    known: bool = False
    assigned: str = ""
    """The policy that was to serve, also where chance stood in."""
    assigned_by: str = ""
    experiment: str = ""
    barred: int = 0
    explored: bool = False
    """Whether a candidate was picked that scored less than the best."""
    fallback: str = ""
    took_us: int = 0
    hour: int = NO_HOUR
    """Hour on the user's wall."""
    priority: str = UNKNOWN
    """`p1` (most urgent) to `p4`, as Todoist says it."""
    due: str = UNKNOWN
    minutes: str = UNKNOWN
    greedy: bool = False
    greedy_p: float = 0.0
    expected_p: float = 0.0
    variance_p: float = 0.0
    targets: tuple[Target, ...] = ()


UNSEEN = Choice()
"""Nothing is known of the pick."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One tip as the console counts it."""

    tip_id: TipId
    user_id: UserId
    served_at: datetime
    day: int
    """Day of serving in the console's zone, as a proleptic ordinal."""
    surface: str
    policy: str
    policy_version: int
    propensity: float
    candidates: int
    tenure: str
    week: int = 0
    """Whole weeks from the user's joining to serving."""
    choice: Choice = UNSEEN
    ending: Ending = Ending.OPEN
    answered_at: datetime | None = None
    answered_day: int | None = None
    answered_week: int | None = None
    dwell_ms: int | None = None
    elsewhere: bool = False
    """Whether its task was completed elsewhere within the window, and stayed so."""
    undone: int = 0
    """How many answers were taken back."""
    reward_milli: int | None = None
    final: bool = False
    """Whether nothing more is expected to change."""

    @property
    def size(self) -> ListSize:
        """Return among how many candidates it was picked, in words."""
        bounds = (
            (1, ListSize.ONE),
            (5, ListSize.FEW),
            (15, ListSize.SOME),
            (50, ListSize.MANY),
        )
        return next((size for most, size in bounds if self.candidates <= most), ListSize.HUNDREDS)

    @property
    def disagreeing(self) -> int:
        """Return how many shadows would have picked something else."""
        return sum(not it.agrees for it in self.choice.targets)

    @property
    def answered_ms(self) -> int | None:
        """Return the time from serving to the answer; None when there is none."""
        if self.answered_at is None:
            return None
        return int((self.answered_at - self.served_at).total_seconds() * 1000)
