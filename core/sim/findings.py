"""Say what a run showed: every policy in every world, and what may be said of all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.analytics.curves import Curve
from core.analytics.differences import Difference
from core.analytics.estimate import Estimate
from core.analytics.groups import WorstGroup
from core.analytics.kappa import JudgeAgreement
from core.analytics.ranking import RankAgreement
from core.analytics.reliability import Reliability
from core.analytics.verdict import Comparison, Shipped, Verdict
from core.sim.diary import KINDS
from core.sim.plan import Plan

PHASES = ("first 15", "16 to 60", "the rest")
"""What the three phases of a life are called."""
ANSWERS = (*(it.value for it in KINDS), "ignored", "unjudged")
"""What may become of a tip, in the order of a diary's codes."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one policy came to in one world; an Estimate is over people, per decision."""

    policy: str
    worth: Estimate
    """Expected reward of its picks, as the judge sees it."""
    reward: Estimate
    """Reward of the answers as they fell, luck and all."""
    gap: Estimate | None
    """Share of the gap from chance to the oracle; None where there is no clear gap."""
    phases: tuple[Estimate | None, ...]
    """The same in each of `PHASES`."""
    regret: Difference
    answers: tuple[Estimate, ...]
    """Share of each of `ANSWERS`."""
    worst: WorstGroup | None
    calibration: Reliability | None
    """Of the chance of "done" that its score stands for; None when it keeps no score for that."""
    curve: Curve
    decisions: int
    """How many there were, all lives together."""
    fallbacks: int
    """Picks that chance made because the policy failed."""
    by_persona: tuple[tuple[str, float], ...]
    """Each persona's share of their own gap."""


@dataclass(frozen=True, slots=True)
class WorldFindings:
    """What one world showed."""

    world: str
    people: int
    lives: int
    clear: bool
    """Whether there is a gap to close; where there is none, nothing is said in shares of it."""
    lines: tuple[Line, ...]
    comparisons: tuple[Comparison, ...]
    """Each contestant minus the first one, in shares of the gap (of reward where none is clear)."""
    detectable: float | None
    """The smallest difference that these people show in four of five runs, in the same unit; None
    when nothing is compared."""

    def verdict_on(self, policy: str) -> Verdict:
        """Return the verdict on a policy against the first contestant. Raises: StopIteration."""
        return next(it.verdict for it in self.comparisons if it.name == policy)

    def line(self, policy: str) -> Line:
        """Return what a policy came to. Raises: StopIteration when it was not there."""
        return next(it for it in self.lines if it.policy == policy)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run showed."""

    plan: Plan
    worlds: tuple[WorldFindings, ...]
    conclusions: Mapping[str, Shipped]
    """By policy: what holds against the first contestant in every world with a gap."""
    ranking: RankAgreement | None
    """Whether the worlds put the policies in the same order; None with one world or one policy."""
    judges: JudgeAgreement | None = None
    """How far the judge and the rules answer alike; None where the rules judged alone."""
