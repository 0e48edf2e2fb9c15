"""Say which policies served and stood beside in the past that is made up, and since when."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from core.domain.assignment import Experiment
from core.domain.deployment import RESERVE, Policies
from core.sim.sample.invented import LONGEST_BEFORE_D, Plan

EARLIER = (
    Policies("egreedy-v1", ("linucb-v1",)),
    Policies("linucb-v1", ("bayes-v1", "egreedy-v1")),
)
"""Who served before the deployment of now, the oldest first."""
TURNS = (0.35, 0.7)
"""Shares of the days after which each of them gave way to the next."""
EXPERIMENT = "bandit-or-rule"
"""Name of the one experiment."""
HELD_BACK = 0.25
"""Share of people in it whom a rule serves: what learning gains is measured against them."""
BANDIT_SHARE = 0.35
"""Share that gets the champion of now; the rest goes with the deployment."""
EXPERIMENT_AFTER = 0.45
"""Share of the days after which it began; it still runs."""


def stood(plan: Plan, now: Policies) -> Iterator[tuple[datetime, datetime, Policies]]:
    """Yield since when, and until when, which policies stood; `now` is what stands at the end."""
    first = plan.since - timedelta(days=LONGEST_BEFORE_D)
    begins = (first, *(_after(plan, turn) for turn in TURNS))
    ends = (*begins[1:], plan.until)
    yield from zip(begins, ends, (*EARLIER, now), strict=True)


def policies_at(plan: Plan, now: Policies, at: datetime) -> Policies:
    """Return what served at a moment."""
    return next((it for _, end, it in stood(plan, now) if at < end), now)


def the_experiment(plan: Plan, now: Policies) -> Experiment:
    """Return the experiment of this past."""
    shares = ((RESERVE, HELD_BACK), (now.served, BANDIT_SHARE))
    return Experiment(EXPERIMENT, shares, _after(plan, EXPERIMENT_AFTER), holdback=RESERVE)


def _after(plan: Plan, share: float) -> datetime:
    return plan.since + timedelta(days=plan.days * share)
