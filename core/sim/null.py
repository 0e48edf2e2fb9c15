"""Let a policy meet itself: a verdict that can be believed finds no evidence where there is none.

Both sides live with the same people, lists and luck, and throw dice of their own. The same duel with
two policies that do differ shows that the verdict is not blind either.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, kstest  # type: ignore[import-untyped]  # scipy ships no types

from core.analytics.differences import Difference, paired
from core.analytics.estimate import SURE
from core.analytics.verdict import Verdict, verdicts
from core.domain.pick import Floats
from core.sim.diary import Diary
from core.sim.hand import OTHER_DICE
from core.sim.in_memory import CastMaker, ShippedCast, evenly, run_in_memory
from core.sim.persona_file import digest
from core.sim.plan import Plan

PEOPLE = "training"
"""Who lives with both sides: nothing is learned of held-out people by this."""
DIFFERENT = 0.5
"""Share of lives below which two sides that differ by their dice hardly differ at all."""


@dataclass(frozen=True, slots=True)
class Duel:
    """Two contestants who meet in run after run; each run has lists and luck of its own."""

    one: str
    other: str
    world: str = "linear"
    runs: int = 200
    people: int = 30
    """Training personas, taken evenly from all groups."""
    decisions: int = 40


@dataclass(frozen=True, slots=True)
class Share:
    """In how many runs something came out, with the bounds of 95 % by Wilson."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Meetings:
    """What the runs of a duel said of the other against the one."""

    differences: tuple[Difference, ...]
    """Other minus one, in expected reward of a pick, run by run."""
    said: tuple[Verdict, ...]
    differ: float
    """Share of the lives in which the two did not pick the very same tasks."""

    @property
    def p(self) -> Floats:
        """Return the p-value of each run, (runs,)."""
        return np.array([it.p for it in self.differences])

    def share(self, verdict: Verdict) -> Share:
        """Return how often a verdict was given."""
        count, runs = self.said.count(verdict), len(self.said)
        bounds = binomtest(count, runs).proportion_ci(SURE, method="wilson")
        return Share(count / runs, float(bounds.low), float(bounds.high))

    def evenness(self) -> float:
        """Return the chance that even p-values lie as far from even as these (Kolmogorov-Smirnov).

        Where there is nothing to find, p-values are even: a tenth of them below 0.1, and so on.
        """
        return float(kstest(self.p, "uniform").pvalue)


def null_check(
    runs: int = 200,
    people: int = 30,
    decisions: int = 40,
    *,
    policy: str = "bayes-v1",
    world: str = "linear",
    processes: int = 1,
) -> Meetings:
    """Return how a policy fares against itself with other dice.

    Raises: ValueError when the dice make no other lives, so that nothing was checked.
    """
    one, other = (f"{policy}{OTHER_DICE}{dice}" for dice in (1, 2))
    met = meet(Duel(one, other, world, runs, people, decisions), processes)
    if met.differ < DIFFERENT:
        raise ValueError(policy, met.differ)
    return met


def meet(duel: Duel, processes: int = 1, *, maker: CastMaker | None = None) -> Meetings:
    """Return what the runs of a duel said; the maker takes the place of the shipped people.

    Raises: TooFewPeople below two.
    """
    make = maker or ShippedCast(PEOPLE, (duel.world,))
    (lives,) = run_in_memory(_plan(duel, make), make, processes)
    return meetings(lives.diaries[duel.one], lives.diaries[duel.other])


def meetings(one: tuple[Diary, ...], other: tuple[Diary, ...]) -> Meetings:
    """Return what lives say that lie side by side: a run is all lives of the same seed."""
    seeds = np.array([it.seed for it in one])
    mine, theirs = (np.array([it.column("worth").mean() for it in side]) for side in (one, other))
    found = tuple(paired(theirs[seeds == it], mine[seeds == it]) for it in np.unique(seeds))
    return Meetings(
        differences=found,
        said=tuple(verdicts({"other": it})[0].verdict for it in found),
        differ=float(np.mean([_differ(a, b) for a, b in zip(one, other, strict=True)])),
    )


def _differ(a: Diary, b: Diary) -> bool:
    return not np.array_equal(a.rows["task"], b.rows["task"])


def _plan(duel: Duel, make: CastMaker) -> Plan:
    """Return the plan of a duel: each run is a seed of it, and reads like any other comparison."""
    personas = tuple(make().personas.values())
    return Plan(
        policies=(duel.one, duel.other),
        worlds=(duel.world,),
        personas=PEOPLE,
        digest=digest(personas),
        people=tuple(it.id for it in evenly(personas, duel.people)),
        seeds=tuple(range(1, duel.runs + 1)),
        decisions=duel.decisions,
    )
