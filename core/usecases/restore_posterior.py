"""Undo a reset within a week: what was learned comes back, and what came since is learned on top."""

from dataclasses import dataclass, replace

from core.bandit import catalogue
from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.ids import ResetId, UserId
from core.domain.posterior import Posterior
from core.domain.reset import Changed, Forgotten, Reset, Snapshot, changed_since
from core.errors import NotFound, PosteriorCorrupt
from core.ports import Work
from core.usecases.acting import Act, Acts, reason_of
from core.usecases.learned import teaches
from core.usecases.settle_pick import relearned


@dataclass(frozen=True, slots=True)
class RestorePosterior:
    """Put a user's newest reset aside; every policy is as if it had never been.

    When nothing was settled since, the bytes are those of before. Otherwise every reward that came,
    changed or went since is learned or unlearned on top: sums are exact, so the order is the same
    to them (decision 0032).
    """

    acts: Acts

    async def __call__(
        self, actor: Actor, user_id: UserId, reset_id: ResetId, reason: str
    ) -> tuple[str, ...]:
        """Return the names of the policies that know the user again.

        Raises: NotAllowed, SignInAgain, Malformed; NotFound when that reset does not stand, is not
        the newest, or its week is over.
        """
        deed = Deed("restored a posterior", "user", str(user_id), reason)
        async with self.acts.begin(actor, Right.POSTERIORS_RESET, deed) as act:
            reason_of(reason)
            resets = await act.work.resets.of(user_id)
            reset = Forgotten(resets).last
            if reset is None or reset.id != reset_id or act.now >= reset.kept_until:
                raise NotFound("reset")
            await act.work.resets.restored(reset, act.now)
            rest = Forgotten(tuple(it for it in resets if it.id != reset.id))
            restored = await _restore(act, reset, rest)
            after = {"reset": str(reset.id), "policies": ", ".join(restored)}
            act.deed = replace(deed, after=after)
        return restored


async def _restore(act: Act, reset: Reset, rest: Forgotten) -> tuple[str, ...]:
    work, user_id = act.work, reset.user_id
    kept = await work.posteriors.of(user_id)
    for name in filter(reset.concerns, kept):
        await work.posteriors.drop(user_id, name)
    changes = changed_since(await work.rewards.of(user_id), reset.newest)
    restored = []
    for it in await work.resets.snapshots(user_id, reset.id):
        try:
            blob = await _on_top(work, it, changes, rest)
        except PosteriorCorrupt:
            continue  # it is built anew from the rewards at the user's next tip
        await work.posteriors.keep(Posterior(user_id, it.policy, 1, blob, act.now))
        restored.append(it.policy)
    return tuple(restored)


async def _on_top(
    work: Work, snapshot: Snapshot, changes: tuple[Changed, ...], rest: Forgotten
) -> bytes:
    """Return what a snapshot has become by all that was settled since. Raises: PosteriorCorrupt."""
    blob = snapshot.blob
    for old, new in changes:
        tip = await work.tips.get(new.user_id, new.tip_id)
        if teaches(new) and rest.teaches(snapshot.policy, tip.served_at):
            blob = relearned(snapshot.policy, blob, old, new)
    catalogue.load(snapshot.policy, blob)
    return blob
