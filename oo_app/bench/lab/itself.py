"""Measure whether verdicts can be believed: a policy meets itself, and one that knows nothing."""

from core.analytics.verdict import Verdict
from core.sim.hand import RANDOM
from core.sim.null import Duel, Meetings, Share, meet, null_check
from oo_app.bench.figures import Figure, at_least, seen

POLICY = "bayes-v1"
"""Who meets itself."""
RUNS, SIGHTED = 200, 50
"""How often it meets itself, and how often chance."""
PROCESSES = 2
"""How many live at once."""
QUIET = 0.95
"""Share of the meetings with itself in which nothing may be found."""


def measure_itself() -> list[Figure]:
    """Return how often a difference is found where there is none, and where there is one."""
    itself = null_check(RUNS, policy=POLICY, processes=PROCESSES)
    chance = meet(Duel(RANDOM, POLICY, runs=SIGHTED), PROCESSES)
    return [*of_itself(itself), *of_chance(chance)]


def of_itself(met: Meetings) -> list[Figure]:
    """Return how often nothing was found, and whether p-values are as even as they must be.

    A verdict that keeps its promise of 5 % finds nothing in 95 % on average, so about every second
    such check ends below: the upper bound says whether that is more than luck.
    """
    quiet = met.share(Verdict.NO_EVIDENCE)
    head = f"{POLICY} against itself, {len(met.said)} runs"
    return [
        at_least(f"{head}: no evidence, {_bounds(quiet)}", quiet.value, "of 1", QUIET),
        at_least(f"{head}: no evidence, upper bound", quiet.high, "of 1", QUIET),
        *(
            seen(f"{head}: {verdict.value}", met.share(verdict).value, "of 1", "0.025 by chance")
            for verdict in (Verdict.BETTER, Verdict.WORSE)
        ),
        seen(f"{head}: chance of p-values as uneven as these", met.evenness(), "of 1"),
        seen(f"{head}: lives in which the dice made a difference", met.differ, "of 1"),
    ]


def of_chance(met: Meetings) -> list[Figure]:
    """Return how often a policy that learns was found to be better than chance."""
    better = met.share(Verdict.BETTER)
    name = f"{POLICY} against {RANDOM}, {len(met.said)} runs: better, {_bounds(better)}"
    return [seen(name, better.value, "of 1")]


def _bounds(share: Share) -> str:
    return f"[{share.low:.3f}, {share.high:.3f}]"
