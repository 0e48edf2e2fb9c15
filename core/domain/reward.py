"""Describe the reward of a pick as it came to be known: rows are added, the newest one stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.ids import RewardId, TipId, UserId
from core.domain.pick import Floats


class RewardState(StrEnum):
    """Whether a reward may still change."""

    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Reward:
    """What a pick was worth at a time, with all that is needed to learn it again.

    Args: milli in -1000..1000, or None when it was taken back; vector (d,) as it was logged.
    """

    id: RewardId
    user_id: UserId
    tip_id: TipId
    at: datetime
    spec: str
    milli: int | None
    state: RewardState
    day: int
    """Day of the pick, as the pick has it."""
    features_version: str
    feature_names: tuple[str, ...]
    vector: Floats

    @property
    def value(self) -> float | None:
        """Return the reward in [-1, 1]; None when it was taken back."""
        return None if self.milli is None else self.milli / 1000

    def columns(self, names: tuple[str, ...]) -> Floats:
        """Return the features of these names, (k,). Raises: ValueError when one is missing."""
        chosen: Floats = self.vector[[self.feature_names.index(name) for name in names]]
        return chosen
