"""Line up settled picks for judging: the candidates of all picks stand one below the other."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

import numpy as np

from core.bandit.intervals import Ints
from core.bandit.policy import SUM_TOLERANCE
from core.bandit.refusals import NoPicks
from core.domain.ids import TipId
from core.domain.pick import Floats, Pick


@dataclass(frozen=True, slots=True)
class Settled:
    """A pick with the tip that showed it, the moment, whose it is, and its reward in [-1, 1].

    Args: any label may say whose: a user's id, or a user's weeks when there is only one user.
    """

    tip_id: TipId
    at: datetime
    whose: Hashable
    reward: float
    pick: Pick


@dataclass(frozen=True, slots=True)
class SettledPicks:
    """n picks with their rewards, and the m candidates among which they were made.

    Args: features (m, d) and propensities (m,) in the order of the picks, sizes (n,) says how many
    candidates each pick had, chosen (n,) is the place among a pick's own candidates, users (n,)
    says whose each pick is.
    Raises: NoPicks when n is 0; ValueError when the log contradicts itself.
    """

    features: Floats
    propensities: Floats
    sizes: Ints
    chosen: Ints
    rewards: Floats
    users: Ints
    starts: Ints = field(init=False)
    """Where the candidates of each pick begin, (n,)."""

    def __post_init__(self) -> None:
        """Refuse what cannot be a log."""
        if not len(self.sizes):
            raise NoPicks(0, 1)
        object.__setattr__(self, "starts", np.cumsum(self.sizes) - self.sizes)
        lengths = {len(self.sizes), len(self.chosen), len(self.rewards), len(self.users)}
        if len(lengths) > 1 or len(self.features) != self.sizes.sum():
            raise ValueError(lengths)
        if not ((self.chosen >= 0) & (self.chosen < self.sizes)).all():
            raise ValueError(self.chosen)
        if not np.isfinite(self.rewards).all():
            raise ValueError(self.rewards)
        self.demand_distributions(self.propensities)
        if not (self.of_chosen(self.propensities) > 0).all():
            raise ValueError(self.propensities)

    @classmethod
    def of(cls, settled: Sequence[Settled], names: tuple[str, ...]) -> Self:
        """Return picks as they were logged, with the features of these names.

        Raises: NoPicks; ValueError when a feature is missing in a pick.
        """
        if not settled:
            raise NoPicks(0, 1)
        picks = [it.pick for it in settled]
        labels = {
            label: place for place, label in enumerate(dict.fromkeys(it.whose for it in settled))
        }
        return cls(
            features=np.concatenate([pick.columns(names) for pick in picks]),
            propensities=np.concatenate([pick.probabilities for pick in picks]),
            sizes=np.array([len(pick.candidates) for pick in picks]),
            chosen=np.array([pick.chosen for pick in picks]),
            rewards=np.array([it.reward for it in settled], dtype=np.float64),
            users=np.array([labels[it.whose] for it in settled]),
        )

    def of_chosen(self, x: Floats) -> Floats:
        """Return what belongs to the picked candidates, (n, …) of (m, …)."""
        found: Floats = x[self.starts + self.chosen]
        return found

    def summed(self, x: Floats) -> Floats:
        """Return the sum over the candidates of each pick, (n,) of (m,)."""
        found: Floats = np.add.reduceat(x, self.starts)
        return found

    def demand_distributions(self, probabilities: Floats) -> None:
        """Pass when (m,) numbers are a distribution for each pick. Raises: ValueError."""
        if probabilities.shape != (len(self.features),) or not (probabilities >= 0).all():
            raise ValueError(probabilities)
        off = np.abs(self.summed(probabilities) - 1)
        if off.max() > SUM_TOLERANCE:
            raise ValueError(off.max())
