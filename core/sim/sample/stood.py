"""Say which policies served and stood beside in the past that is made up."""

from datetime import datetime, timedelta

from core.domain.assignment import Experiment
from core.domain.deployment import Policies
from core.sim.sample.invented import Plan

EARLIER = (
    Policies("egreedy-v1", ("linucb-v1",)),
    Policies("linucb-v1", ("bayes-v1", "egreedy-v1")),
)
"""Who served before the deployment of now, the oldest first."""
TURNS = (0.35, 0.7)
"""Shares of the days after which each of them gave way to the next."""
EXPERIMENT = "bandit-or-rule"
"""Name of the one experiment."""
RESERVE, RESERVE_SHARE = "rule-v1", 0.25
"""Who serves those that are held back from learning, and how many these are."""
BANDIT_SHARE = 0.35
"""Share of people that the experiment gives the champion of now; the rest goes with the deployment."""
EXPERIMENT_AFTER = 0.45
"""Share of the days after which it began; it still runs."""


def policies_at(plan: Plan, now: Policies, at: datetime) -> Policies:
    """Return what served at a moment; `now` is what serves at the end."""
    for turn, earlier in zip(TURNS, EARLIER, strict=True):
        if at < _after(plan, turn):
            return earlier
    return now


def the_experiment(plan: Plan, now: Policies) -> Experiment:
    """Return the experiment of this past."""
    shares = ((RESERVE, RESERVE_SHARE), (now.served, BANDIT_SHARE))
    return Experiment(EXPERIMENT, shares, _after(plan, EXPERIMENT_AFTER))


def ran(experiment: Experiment, at: datetime) -> bool:
    """Return whether an experiment was running at a moment."""
    return experiment.began_at <= at and (experiment.ended_at is None or at < experiment.ended_at)


def _after(plan: Plan, share: float) -> datetime:
    return plan.since + timedelta(days=plan.days * share)
