"""Describe a pick, the tip it becomes, and the card a browser may see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.domain.ids import TaskId, TipId, UserId
from core.domain.task import Task

Floats = npt.NDArray[np.float64]


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
class Pick:
    """The record of one choice, complete enough to make it again bit for bit.

    Args: probabilities (n,) sums to 1; features (n, d) as named; both in candidate order.
    """

    policy: str
    policy_version: int
    features_version: str
    feature_names: tuple[str, ...]
    candidates: tuple[TaskId, ...]
    features: Floats
    probabilities: Floats
    chosen: int
    seed: int
    fallback: str = ""
    """Why the random policy stood in; empty when it did not."""

    @property
    def propensity(self) -> float:
        """Return the probability with which the chosen candidate was chosen."""
        return float(self.probabilities[self.chosen])


@dataclass(frozen=True, slots=True)
class Tip:
    """One pick shown to its user, once. `task` and `why` are sealed at rest."""

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


@dataclass(frozen=True, slots=True)
class TipCard:
    """The part of a tip that a browser may see."""

    text: str
    why: str
    step: int
    """Size of the sentence, 1 (largest) to 4."""
    new: bool = False
    """Whether the policy tried something unusual."""
