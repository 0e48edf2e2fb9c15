"""Describe the record of one choice: complete enough to make it again, and to judge others by it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.domain.assignment import DEPLOYED, Assignment
from core.domain.ids import TaskId

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Barred:
    """A task that could not be picked, and why: it is a heading, or it rests after an answer."""

    task_id: TaskId
    why: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """What one policy made of the candidates of one pick, whether it served or stood beside.

    Args: probabilities (n,) sums to 1; scores (n,) are expected rewards; both in candidate order.
    """

    policy: str
    probabilities: Floats
    scores: Floats
    chosen: int
    version: int = 0
    """How often its posterior had changed; 0 is untrained."""
    state: str = ""
    """Digest of the posterior it scored with; empty when it was untrained."""
    prior: str = ""
    """Id of the population prior it scored with; empty for the one that is shipped."""
    fallback: str = ""
    """Why chance stood in; empty when it did not."""

    @property
    def propensity(self) -> float:
        """Return the probability with which the chosen candidate was chosen."""
        return float(self.probabilities[self.chosen])

    @property
    def greedy(self) -> int:
        """Return the candidate with the highest score; the first of equals."""
        return int(np.argmax(self.scores))


@dataclass(frozen=True, slots=True)
class Pick:
    """The record of one choice among n candidates.

    Args: features (n, d) as named, on the grid of the features' version, in candidate order.
    """

    candidates: tuple[TaskId, ...]
    features_version: str
    feature_names: tuple[str, ...]
    features: Floats
    seed: int
    served: Scoring
    day: int
    """Day of the pick as a proleptic ordinal, UTC: what forgetting counts by."""
    shadows: tuple[Scoring, ...] = ()
    """Policies that scored and picked beside the one that served; never shown."""
    barred: tuple[Barred, ...] = ()
    assignment: Assignment = DEPLOYED
    code: str = ""
    """Versions of what computed it."""
    took_us: int = 0
    """Microseconds from features to choice, shadows included."""

    @property
    def policy(self) -> str:
        """Return the policy whose distribution was drawn from."""
        return self.served.policy

    @property
    def policy_version(self) -> int:
        """Return the version of what that policy had learned."""
        return self.served.version

    @property
    def probabilities(self) -> Floats:
        """Return the distribution that was drawn from, (n,)."""
        return self.served.probabilities

    @property
    def chosen(self) -> int:
        """Return the place of the candidate that was picked."""
        return self.served.chosen

    @property
    def fallback(self) -> str:
        """Return why chance stood in; empty when it did not."""
        return self.served.fallback

    @property
    def propensity(self) -> float:
        """Return the probability with which the chosen candidate was chosen."""
        return self.served.propensity

    @property
    def vector(self) -> Floats:
        """Return the features of the chosen candidate, (d,): what policies learn from."""
        row: Floats = self.features[self.chosen]
        return row

    def columns(self, names: tuple[str, ...]) -> Floats:
        """Return the features of these names, (n, k). Raises: ValueError when one is missing."""
        places = [self.feature_names.index(name) for name in names]
        chosen: Floats = self.features[:, places]
        return chosen
