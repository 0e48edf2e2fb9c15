"""Bring policies to what they have learned about one user; build anew what was never kept."""

from collections.abc import Iterable
from datetime import datetime

from core.bandit import catalogue
from core.bandit.catalogue import Terms
from core.bandit.choose import Learned
from core.bandit.features import FEATURES_VERSION
from core.bandit.policy import Policy
from core.bandit.prior import Prior
from core.domain.ids import UserId
from core.domain.posterior import PopulationPrior, Posterior
from core.domain.reset import Forgotten
from core.domain.reward import Reward
from core.errors import PosteriorCorrupt
from core.ports import Work


async def read_learned(
    work: Work, user_id: UserId, names: Iterable[str], now: datetime
) -> dict[str, Learned]:
    """Return each of these policies as it stands for the user, ready to be asked at this moment.

    One that was never kept, though there are rewards, is built from them and kept: the transaction
    must be one that writes.
    """
    names = tuple(dict.fromkeys(names))
    kept = await work.posteriors.of(user_id)
    asked = any(map(catalogue.takes_prior, names))
    prior = await work.priors.newest(catalogue.TAUGHT_PRIOR) if asked else None
    found = {}
    for name in names:
        posterior = kept.get(name)
        if posterior is None and catalogue.learns(name):
            posterior = await build(work, user_id, name, now)
        begun_with = prior if catalogue.takes_prior(name) else None
        found[name] = _learned(name, posterior, begun_with, now.toordinal())
    return found


async def build(work: Work, user_id: UserId, name: str, now: datetime) -> Posterior | None:
    """Keep and return a posterior made of all rewards that teach; None when there is none."""
    standing = tuple(filter(teaches, await lessons(work, user_id, name)))
    if not standing:
        return None
    blob = taught(name, standing).dump()
    posterior = Posterior(user_id, name, 1, blob, now)
    await work.posteriors.keep(posterior)
    return posterior


async def lessons(work: Work, user_id: UserId, name: str) -> tuple[Reward, ...]:
    """Return the standing rewards of the picks since a policy was last told to forget its user."""
    since = Forgotten(await work.resets.of(user_id)).since(name)
    return await work.rewards.standing(user_id, since)


def teaches(reward: Reward) -> bool:
    """Return whether a reward's features mean what they mean now: an older sheet teaches nobody."""
    return reward.features_version == FEATURES_VERSION


def taught(name: str, rewards: Iterable[Reward]) -> Policy:
    """Return the policy that has learned exactly those of these rewards that teach."""
    names = catalogue.features(name).names
    blob = catalogue.make(name).dump()
    for reward in rewards:
        if reward.value is not None and teaches(reward):
            policy = catalogue.load(name, blob, Terms(reward.day))
            blob = policy.learn(reward.columns(names), reward.value).dump()
    return catalogue.load(name, blob)


def loaded(name: str, blob: bytes | None, prior: PopulationPrior | None, day: int) -> Policy:
    """Return a policy with what it has learned, or untrained; as of a day. Raises: PosteriorCorrupt."""
    terms = Terms(day, Prior.load(prior.blob) if prior else None)
    return catalogue.make(name, terms) if blob is None else catalogue.load(name, blob, terms)


def _learned(
    name: str, posterior: Posterior | None, prior: PopulationPrior | None, day: int
) -> Learned:
    version = posterior.version if posterior else 0
    state = posterior.state if posterior else ""
    prior_id = prior.id if prior else ""
    try:
        policy = loaded(name, posterior.blob if posterior else None, prior, day)
    except PosteriorCorrupt as error:
        flaw = type(error).__name__
        return Learned(name, catalogue.make(name), version, state, prior_id, flaw)
    return Learned(name, policy, version, state, prior_id)
