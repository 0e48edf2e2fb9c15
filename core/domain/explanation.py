"""Say what spoke for a pick, in numbers that sum up: one record for its user and for an admin."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature contributed to the score, and to the lead over the runner-up."""

    name: str
    value: float
    """The feature itself."""
    amount: float
    """Weight times value; all amounts sum to the score."""
    lead: float = 0.0
    """Weight times the difference to the runner-up's value; all leads sum to the lead."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why this candidate: exact for a linear policy; without parts for one that weighs nothing."""

    score: float = 0.0
    runner_up: float | None = None
    """The best score among the others; None when there was no other."""
    greedy: bool = True
    """Whether no candidate scored higher: otherwise the pick was made to learn."""
    rank: int = 1
    """How many candidates scored at least as high."""
    spread: float = 0.0
    """Standard deviation of the score, by the policy's own account."""
    parts: tuple[Part, ...] = ()
    """Largest first, by absolute amount."""

    @property
    def weighed(self) -> bool:
        """Return whether anything was weighed: a policy that does so has parts, or at least doubts."""
        return bool(self.parts) or self.spread > 0

    @property
    def lead(self) -> float:
        """Return by how much the score exceeds the runner-up's; negative when it does not."""
        return 0.0 if self.runner_up is None else self.score - self.runner_up


UNEXPLAINED = Explanation()
