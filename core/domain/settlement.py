"""Say what a pick was given as its reward, and when; without the numbers it was learned with."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.ids import TipId
from core.domain.reward import RewardState


@dataclass(frozen=True, slots=True)
class Settlement:
    """One reward as it came to be known; the newest of a tip stands."""

    tip_id: TipId
    at: datetime
    milli: int | None
    """Thousandths; None when it was taken back."""
    state: RewardState
