"""Say what the policy that serves a user has learned about them: numbers and feature names only."""

from datetime import datetime

from core.bandit import catalogue
from core.bandit.bayes import Bayes
from core.bandit.policy import is_linear
from core.domain.fact import Fact
from core.domain.posterior import PopulationPrior, Posterior
from core.domain.reasons import meaning
from core.domain.user_fact import UserFact
from core.domain.user_panel import Habit, LearnedView
from core.errors import PosteriorCorrupt
from core.ports import Work
from core.usecases.learned import loaded

STRONGEST = 3
"""Habits that are named."""
LEAST_WEIGHT = 0.005
"""A weight that would be written as nothing names no habit."""


async def learned_view(work: Work, fact: UserFact, now: datetime) -> LearnedView | None:
    """Return what the policy that last served a user knows, or the one that knows most.

    None when nobody has learned anything about them.
    """
    kept = await work.posteriors.of(fact.user_id)
    posterior = kept.get(fact.policy) or max(
        kept.values(), key=lambda it: (it.version, it.policy), default=None
    )
    if posterior is None:
        return None
    rewarded = _rewarded(await work.facts.of_user(fact.user_id))
    prior = None
    if catalogue.takes_prior(posterior.policy):
        prior = await work.priors.newest(catalogue.TAUGHT_PRIOR)
    return _view(posterior, prior, rewarded, now)


def _rewarded(facts: tuple[Fact, ...]) -> int:
    return sum(it.reward_milli is not None for it in facts)


def _view(
    posterior: Posterior, prior: PopulationPrior | None, settled: int, now: datetime
) -> LearnedView:
    name = posterior.policy
    people = None
    if catalogue.takes_prior(name):
        people = prior.people if prior else 0
    try:
        policy = loaded(name, posterior.blob, prior, now.toordinal())
    except (KeyError, PosteriorCorrupt):
        return LearnedView(name, posterior.version, posterior.at, settled, people, readable=False)
    trust = policy.beliefs[0][1] if isinstance(policy, Bayes) else None
    weights = policy.weights.tolist() if is_linear(policy) else []
    habits = _habits(dict(zip(catalogue.features(name).names, weights, strict=False)))
    return LearnedView(name, posterior.version, posterior.at, settled, people, trust, habits)


def _habits(weights: dict[str, float]) -> tuple[Habit, ...]:
    """Return the features that weigh most, of those that tell tasks apart; one for each label."""
    found: dict[str, Habit] = {}
    for name, weight in sorted(weights.items(), key=lambda it: -abs(it[1])):
        meant = meaning(name)
        if meant is not None and not meant.silent and abs(weight) >= LEAST_WEIGHT:
            found.setdefault(meant.label, Habit(meant.label, weight))
    return tuple(found.values())[:STRONGEST]
