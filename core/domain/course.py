"""Gather what is stored of the course of one tip, without its words."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import TipId, UserId
from core.domain.outcome import Outcome
from core.domain.reaction import Reaction
from core.domain.reward import RewardState
from core.domain.tip import Surface, TipStatus


@dataclass(frozen=True, slots=True)
class Course:
    """One tip from serving to its reward; task and why stay sealed, its pick lies apart."""

    tip_id: TipId
    user_id: UserId
    joined_at: datetime
    """When its user came to oO."""
    served_at: datetime
    surface: Surface
    policy: str
    policy_version: int
    propensity: float
    candidates: int
    status: TipStatus
    answer: Reaction | None = None
    """The answer that stands."""
    outcomes: tuple[Outcome, ...] = ()
    """What became of it, oldest first."""
    reward_milli: int | None = None
    reward_state: RewardState | None = None
    """Of the newest reward; None when there never was one."""
