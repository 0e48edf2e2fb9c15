"""Let policies forget a user: a dry run first, then for real, with a week to think better of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from core.bandit import catalogue
from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.ids import ResetId, UserId, new_id
from core.domain.posterior import Posterior
from core.domain.reset import EVERY_POLICY, SNAPSHOTS_KEPT, Reset, Snapshot
from core.errors import Malformed
from core.ports import Work
from core.usecases.acting import Acts, reason_of
from core.usecases.learned import lessons, teaches


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a reset would do; nothing has happened yet."""

    policies: tuple[str, ...]
    """Which policies would forget."""
    settled: int
    """How many rewarded picks would teach no more."""
    falls_back_to: str
    """What expects the user's next answers instead: the id of a prior, or "shipped"."""
    restorable_until: datetime


@dataclass(frozen=True, slots=True)
class ResetPosterior:
    """Drop what was learned about a user, and let the rewards behind it teach no more."""

    acts: Acts

    async def ask(self, actor: Actor, user_id: UserId, policy: str = EVERY_POLICY) -> Forecast:
        """Return what the reset would do. Raises: NotAllowed, NotFound, Malformed."""
        deed = Deed("asked what a reset would forget", "user", str(user_id))
        async with self.acts.begin(actor, Right.POSTERIORS_RESET, deed, fresh=False) as act:
            await act.work.users.get(user_id)
            kept = await concerned(act.work, user_id, policy)
            prior = await act.work.priors.newest(catalogue.TAUGHT_PRIOR)
            return Forecast(
                policies=tuple(kept),
                settled=await forgettable(act.work, user_id, policy),
                falls_back_to=prior.id if prior else "shipped",
                restorable_until=act.now + SNAPSHOTS_KEPT,
            )

    async def __call__(
        self, actor: Actor, user_id: UserId, reason: str, policy: str = EVERY_POLICY
    ) -> Reset:
        """Return the reset; the user's next pick is a new user's.

        Raises: NotAllowed, SignInAgain, NotFound; Malformed without a reason or for a policy that
        does not learn.
        """
        deed = Deed("reset a posterior", "user", str(user_id), reason)
        async with self.acts.begin(actor, Right.POSTERIORS_RESET, deed) as act:
            reason_of(reason)
            await act.work.users.get(user_id)
            settled = await forgettable(act.work, user_id, policy)
            reset, policies = await forget(act.work, user_id, policy, (act.now, actor.name))
            after = {"reset": str(reset.id), "policies": ", ".join(policies)}
            act.deed = replace(deed, before={"settled picks": str(settled)}, after=after)
        return reset


async def concerned(work: Work, user_id: UserId, policy: str) -> Mapping[str, Posterior]:
    """Return what is known of a user to the policies that a reset means. Raises: Malformed."""
    if policy and not (catalogue.knows(policy) and catalogue.learns(policy)):
        raise Malformed("policy")
    kept = await work.posteriors.of(user_id)
    return {name: it for name, it in kept.items() if policy in {EVERY_POLICY, name}}


async def forgettable(work: Work, user_id: UserId, policy: str) -> int:
    """Return how many picks teach now that a reset would forget."""
    return sum(map(teaches, await lessons(work, user_id, policy)))


async def forget(
    work: Work, user_id: UserId, policy: str, signed_at: tuple[datetime, str]
) -> tuple[Reset, tuple[str, ...]]:
    """Write a reset down and return it with the names of those that forgot."""
    now, by = signed_at
    kept = await concerned(work, user_id, policy)
    newest = max((it.id for it in await work.rewards.of(user_id)), default=None)
    reset = Reset(ResetId(new_id()), user_id, policy, now, by, newest)
    snapshots = tuple(Snapshot(reset.id, user_id, it.policy, it.blob, now) for it in kept.values())
    await work.resets.add(reset, snapshots)
    for name in kept:
        await work.posteriors.drop(user_id, name)
    return reset, tuple(kept)
