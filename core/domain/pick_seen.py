"""Shape what the console shows of one pick: the record in order of score, and its course."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.explanation import UNEXPLAINED, Explanation
from core.domain.fact import Fact
from core.domain.flip import Flip
from core.domain.outcome import Outcome
from core.domain.replayed import Replayed
from core.domain.reward import RewardState
from core.domain.traits import Traits


@dataclass(frozen=True, slots=True)
class CandidateSeen:
    """One candidate; `chances` are its probabilities by policy, the one that served first."""

    rank: int
    traits: Traits
    score: float
    chances: tuple[float, ...]
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Others:
    """The candidates that are not listed, summed; `possible` of them had a chance."""

    count: int = 0
    possible: int = 0
    chances: tuple[float, ...] = ()


class Choice(StrEnum):
    """What a shadow would have shown."""

    SAME = "same"
    RUNNER_UP = "runner_up"
    UNSEEN = "unseen"
    """One that could not have been served: no evidence either way."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ShadowSeen:
    """What a policy that stood beside would have shown, and how likely it was to.

    `chance` is that of its own choice, `same` that of the candidate that was served.
    """

    policy: str
    choice: Choice
    rank: int
    chance: float
    same: float
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A pick's record, candidates by score, those of equal score in their own order.

    `preferred` is the rank of each policy's likeliest candidate; `barred` are pairs of a reason and
    how many tasks it kept away; `possible` is how many candidates the policy could have served.
    """

    policies: tuple[str, ...]
    candidates: tuple[CandidateSeen, ...]
    others: Others
    preferred: tuple[int, ...]
    shadows: tuple[ShadowSeen, ...]
    barred: tuple[tuple[str, int], ...]
    count: int
    possible: int
    state: str
    prior: str
    seed: int
    features_version: str
    code: str


@dataclass(frozen=True, slots=True)
class RewardSeen:
    """The reward that stands, by which rules; `value` is None when it was taken back."""

    value: float | None
    spec: str
    state: RewardState


@dataclass(frozen=True, slots=True)
class PickSeen:
    """One pick as the console shows it; `record` is None once it was swept, `flip` when nothing would.

    `said` is the sentence its user saw, names out of their own lists masked.
    """

    fact: Fact
    said: str = ""
    explanation: Explanation = UNEXPLAINED
    record: Record | None = None
    flip: Flip | None = None
    outcomes: tuple[Outcome, ...] = ()
    reward: RewardSeen | None = None
    closes_at: datetime | None = None
    """When its window closes."""


@dataclass(frozen=True, slots=True)
class ReplaySeen:
    """One pick done again: when, over how many candidates and shadows, and how it compares."""

    at: datetime
    replayed: Replayed
    candidates: int
    shadows: int
