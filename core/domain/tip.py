"""Describe a tip, and the card a browser may see of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.explanation import UNEXPLAINED, Explanation
from core.domain.ids import TipId, UserId
from core.domain.task import Task


class TipStatus(StrEnum):
    """Where a tip stands; at most one tip of a user is open."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    """Taken back unanswered: an earlier answer was undone, or the user left it for another."""
    VANISHED = "vanished"
    """The task was completed or deleted elsewhere while the tip was open."""


class Surface(StrEnum):
    """Where a tip was asked for."""

    PAGE = "page"
    API = "api"


@dataclass(frozen=True, slots=True)
class Tip:
    """One pick shown to its user, once. `task`, `why` and `explanation` are sealed at rest."""

    id: TipId
    user_id: UserId
    task: Task
    why: str
    served_at: datetime
    surface: Surface
    policy: str
    policy_version: int
    propensity: float
    candidates: int
    status: TipStatus = TipStatus.OPEN
    explanation: Explanation = UNEXPLAINED


@dataclass(frozen=True, slots=True)
class TipCard:
    """The part of a tip that a browser may see."""

    text: str
    why: str
    step: int
    """Size of the sentence, 1 (largest) to 4."""
    new: bool = False
    """Whether the policy tried something unusual."""
