"""Read one policy in full: what it is made of, who uses it, and the checks of its promotion."""

from dataclasses import dataclass
from datetime import datetime

from core.bandit import catalogue, shipped
from core.domain.assignment import Experiment
from core.domain.change import ChangeKind
from core.domain.deployment import Policies
from core.domain.policy_panel import PolicyCard
from core.domain.preflight import Check
from core.domain.trial import ReadTrial, never_tried
from core.domain.user_query import UserField, UsersWanted
from core.errors import NotFound
from core.ports import Store, Work
from core.usecases.propose_change import CheckChange


@dataclass(frozen=True, slots=True)
class ReadPolicyCard:
    """Read the card of a policy; its checks are made anew."""

    store: Store
    settings: Policies
    check: CheckChange
    read_trial: ReadTrial = never_tried

    async def __call__(self, name: str) -> PolicyCard:
        """Return it. Raises: NotFound when there is no such policy, or no such pair."""
        if not catalogue.knows(name):
            raise NotFound("policy")
        async with self.store.reading() as work:
            champion = (await work.deployments.policies() or self.settings).served
            experiments = await work.experiments.running()
            users = await _users(work, name)
            learned = await _prior(work, name)
        features = catalogue.features(name)
        serves = name == champion
        return PolicyCard(
            name=name,
            features=features.names if catalogue.learns(name) or name == "rule-v1" else (),
            sheet=features.version,
            learns=catalogue.learns(name),
            prior=shipped.whole().made_of if catalogue.takes_prior(name) else "",
            prior_learned_at=learned,
            experiments=_shares(name, experiments),
            users=users,
            checks=() if serves else await self.checks(name),
            trial=None if serves else await self.read_trial(name, champion),
        )

    async def checks(self, name: str) -> tuple[Check, ...]:
        """Return the checks of a policy's promotion as they stand now."""
        return await self.check(ChangeKind.PROMOTE, name)


def _shares(name: str, experiments: tuple[Experiment, ...]) -> tuple[tuple[str, float], ...]:
    return tuple(
        (it.name, share) for it in experiments for policy, share in it.shares if policy == name
    )


async def _users(work: Work, name: str) -> int:
    """Return how many users a policy served last."""
    facets = await work.user_facts.facet(UsersWanted(), UserField.POLICY)
    return next((it.count for it in facets if it.value == name), 0)


async def _prior(work: Work, name: str) -> datetime | None:
    """Return when a prior was learned from people who allowed it; None where none was."""
    newest = await work.priors.newest(name) if catalogue.takes_prior(name) else None
    return newest.at if newest else None
