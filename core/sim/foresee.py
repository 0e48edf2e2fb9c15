"""Foresee what a run takes, and the smallest difference that it can show."""

from core.analytics.power import detectable
from core.sim.plan import Plan

USUAL_SD = 0.25
"""How far people scatter around a difference of two learners, in shares of the gap: measured in the
comparison of docs/simulation, with two lists each."""
DECISIONS_A_SECOND = 600
"""What one core computes where rules judge, measured by `oo bench lab`."""
START_S = 4.0
"""Seconds until a process has been started and computes."""


def foreseen(plan: Plan) -> float | None:
    """Return the smallest difference, in shares of the gap, that a run will show in four of five.

    None when it compares nothing, or fewer than two people.
    """
    compared, people = len(plan.contestants) - 1, len(plan.people)
    if compared < 1 or people < 2:  # noqa: PLR2004 — one person does not scatter
        return None
    return detectable(USUAL_SD, people, comparisons=compared)


def decisions(plan: Plan) -> int:
    """Return how many decisions a run makes at most: a life may end earlier."""
    return len(plan.shards) * len(plan.policies) * plan.decisions


def takes_s(plan: Plan, processes: int) -> float:
    """Return about how many seconds it takes where rules judge."""
    return START_S + decisions(plan) / (DECISIONS_A_SECOND * processes)
