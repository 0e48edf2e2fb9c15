"""Give a pick its one reward: the only door through which a policy learns, and unlearns."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.bandit import catalogue
from core.bandit.catalogue import Terms
from core.domain.events import TipSettled, TipUnsettled
from core.domain.ids import RewardId, TipId, UserId, new_id
from core.domain.outcome import OutcomeKind
from core.domain.pick import Pick
from core.domain.posterior import Posterior
from core.domain.reaction import Reaction
from core.domain.reset import Forgotten
from core.domain.reward import Reward, RewardState
from core.errors import NotFound, PosteriorCorrupt
from core.ports import Clock, Store, Work
from core.rewards.evidence import Evidence, reward_of, weighed
from core.rewards.ladder import REWARD_SPEC
from core.rewards.window import WINDOW
from core.usecases.learned import build, lessons, taught, teaches


@dataclass(frozen=True, slots=True)
class SettlePick:
    """Infer the reward from all evidence that stands; the same evidence settles once.

    A reward that replaces another, or takes it back, leaves every policy as if only the last one
    had ever been learned.
    """

    store: Store
    clock: Clock

    async def __call__(self, user_id: UserId, tip_id: TipId) -> int | None:
        """Return the reward in thousandths; None while there is no evidence, or no such user."""
        async with self.store.writing() as work:
            return await self.within(work, user_id, tip_id)

    async def within(self, work: Work, user_id: UserId, tip_id: TipId) -> int | None:
        """Do the same in a transaction that is already open."""
        reaction = await work.reactions.of_tip(user_id, tip_id)
        before = await work.rewards.of_tip(user_id, tip_id)
        served_at, evidence = await _evidence(work, user_id, tip_id, reaction)
        milli = reward_of(evidence)
        if (before.milli if before else None) == milli:
            return milli
        pick = await _pick(work, user_id, tip_id)
        reward = self._again(before, milli) if before else self._first(user_id, tip_id, milli, pick)
        if reward is None:
            return milli  # the numbers behind this pick are gone: nothing can be learned from it
        if (before and before.state is RewardState.FINAL) or self._closed(served_at):
            reward = replace(reward, state=RewardState.FINAL)
        await work.rewards.add(reward)
        await self._write_down(work, reaction, reward)
        await _teach(work, pick, before, reward)
        return milli

    def _closed(self, served_at: datetime | None) -> bool:
        """Return whether the window of a tip is known to have closed."""
        return served_at is not None and self.clock.now() - served_at >= WINDOW

    def _again(self, before: Reward, milli: int | None) -> Reward:
        return replace(
            before,
            id=RewardId(new_id()),
            at=self.clock.now(),
            spec=REWARD_SPEC,
            milli=milli,
            state=RewardState.PROVISIONAL,
        )

    def _first(
        self, user_id: UserId, tip_id: TipId, milli: int | None, pick: Pick | None
    ) -> Reward | None:
        if pick is None:
            return None
        return Reward(
            id=RewardId(new_id()),
            user_id=user_id,
            tip_id=tip_id,
            at=self.clock.now(),
            spec=REWARD_SPEC,
            milli=milli,
            state=RewardState.PROVISIONAL,
            day=pick.day,
            features_version=pick.features_version,
            feature_names=pick.feature_names,
            vector=pick.vector,
        )

    async def _write_down(self, work: Work, reaction: Reaction | None, reward: Reward) -> None:
        if reward.milli is None:
            await work.outbox.tell(TipUnsettled(reward.at, reward.user_id, reward.tip_id))
            return
        if reaction is not None:
            await work.reactions.save(replace(reaction, reward_milli=reward.milli))
        settled = TipSettled(reward.at, reward.user_id, reward.tip_id, reward.milli)
        await work.outbox.tell(settled)


async def _evidence(
    work: Work, user_id: UserId, tip_id: TipId, answer: Reaction | None
) -> tuple[datetime | None, Evidence]:
    """Return all that stands of what is known of a tip; when it was served, if that mattered."""
    outcomes = await work.outcomes.of_tip(user_id, tip_id)
    if not any(it.kind is OutcomeKind.COMPLETED for it in outcomes):
        return None, Evidence(answer)
    tip = await work.tips.get(user_id, tip_id)
    return tip.served_at, weighed(answer, tip.served_at, outcomes)


async def _pick(work: Work, user_id: UserId, tip_id: TipId) -> Pick | None:
    """Return the pick behind a tip; None when it is no longer kept."""
    try:
        return await work.tips.pick_of(user_id, tip_id)
    except NotFound:
        return None


async def _teach(work: Work, pick: Pick | None, before: Reward | None, reward: Reward) -> None:
    """Let all learn who have learned about this user, who served this pick, or stood beside."""
    if not teaches(reward):
        return
    forgotten = Forgotten(await work.resets.of(reward.user_id))
    served_at = await _served_at(work, reward, forgotten)
    kept = await work.posteriors.of(reward.user_id)
    present = (pick.assignment.policy, *(it.policy for it in pick.shadows)) if pick else ()
    for name in dict.fromkeys((*kept, *present)):
        if served_at is not None and not forgotten.teaches(name, served_at):
            continue  # a reset came after this pick: late evidence for it teaches nobody
        if name in kept:
            blob = await _relearned(work, kept[name], before, reward)
            version = kept[name].version + 1
            await work.posteriors.keep(Posterior(reward.user_id, name, version, blob, reward.at))
        elif catalogue.learns(name):  # from all standing rewards: this one is among them
            await build(work, reward.user_id, name, reward.at)


async def _served_at(work: Work, reward: Reward, forgotten: Forgotten) -> datetime | None:
    """Return when the pick was served, if that matters: where a reset stands."""
    if forgotten.last is None:
        return None
    return (await work.tips.get(reward.user_id, reward.tip_id)).served_at


async def _relearned(work: Work, kept: Posterior, before: Reward | None, reward: Reward) -> bytes:
    try:
        return relearned(kept.policy, kept.blob, before, reward)
    except PosteriorCorrupt:
        return taught(kept.policy, await lessons(work, reward.user_id, kept.policy)).dump()


def relearned(name: str, blob: bytes, before: Reward | None, after: Reward) -> bytes:
    """Return what a policy has learned when one reward of a pick gives way to another.

    Raises: PosteriorCorrupt.
    """
    x = after.columns(catalogue.features(name).names)
    policy = catalogue.load(name, blob, Terms(after.day))
    if before is not None and before.value is not None:
        policy = policy.unlearn(x, before.value)
    if after.value is not None:
        policy = policy.learn(x, after.value)
    return policy.dump()
