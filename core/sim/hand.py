"""Hold the policy that a life is lived with, and what it picked; the oracle is one that sees the truth."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.bandit import catalogue
from core.bandit.choose import Candidates, Chooser, Learned
from core.domain.assignment import DEPLOYED, Assignment
from core.domain.explanation import Explanation
from core.domain.ids import TaskId
from core.domain.pick import Pick, Scoring

ORACLE = "oracle"
"""The reference line that always picks what the judge scores highest."""
RANDOM = "random"
"""The reference line at the other end."""
RULE = "rule-v1"
"""The order of the list as people sort it themselves."""
REFERENCES = (RANDOM, RULE, ORACLE)
"""The lines that every comparison is read against (bandits.md C3)."""
OTHER_DICE = "@"
"""What stands between a policy and the number of the dice it throws: `bayes-v1@2`."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One contestant of a run: a policy by name, and which dice it throws."""

    name: str
    policy: str
    dice: int = 0

    @property
    def sees_all(self) -> bool:
        """Return whether this is the oracle."""
        return self.policy == ORACLE

    @property
    def served(self) -> str:
        """Return the policy that the use cases are given; the oracle's hand moves that of chance."""
        return RANDOM if self.sees_all else self.policy


def arm(name: str) -> Arm:
    """Return the contestant of a name, `POLICY` or `POLICY@DICE`. Raises: KeyError."""
    policy, other, dice = name.partition(OTHER_DICE)
    if not (policy == ORACLE or catalogue.knows(policy)) or (other and not dice.isdecimal()):
        raise KeyError(name)
    return Arm(name, policy, int(dice or 0))


def still() -> float:
    """Return a time that stands: how busy a machine is must not change what a policy does."""
    return 0.0


@dataclass(frozen=True, slots=True)
class Hand(Chooser):
    """Chooses as oO does and remembers it; the oracle's takes the candidate of the highest score.

    Args: seen are the judge's scores of all tasks on the list, set before each pick.
    """

    picks: list[Pick] = field(default_factory=list)
    sees_all: bool = False
    seen: dict[TaskId, float] = field(default_factory=dict)

    def pick(
        self,
        candidates: Candidates,
        seed: int,
        served: Learned,
        shadows: Sequence[Learned] = (),
        *,
        assignment: Assignment = DEPLOYED,
    ) -> tuple[Pick, Explanation]:
        """Return the record of one choice, as Chooser does."""
        found, said = Chooser.pick(self, candidates, seed, served, shadows, assignment=assignment)
        if self.sees_all:
            found = replace(found, served=self._best(found.served, candidates))
        self.picks[:] = [found]
        return found, said

    def _best(self, scoring: Scoring, candidates: Candidates) -> Scoring:
        scores = np.array([self.seen[it] for it in candidates.ids])
        chosen = int(scores.argmax())
        sure = np.zeros(len(scores))
        sure[chosen] = 1.0
        expected = 2 * scores - 1  # a judge's 0 to 1 is an expected reward from -1 to 1
        return replace(scoring, probabilities=sure, scores=expected, chosen=chosen)
