"""Go back to the deployment before, at once: what has served can serve again without a check."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Policies, before_that, changed_at
from core.domain.ids import ChangeId, new_id
from core.errors import NotFound
from core.usecases.acting import Acts, reason_of
from core.usecases.redeploy import deployed, redeploy, told


@dataclass(frozen=True, slots=True)
class RollBack:
    """Undo the change that is in force; a second time, the one before it."""

    acts: Acts
    settings: Policies

    async def __call__(self, actor: Actor, reason: str, *, seen: datetime | None) -> Change:
        """Return the roll back, applied.

        Args: seen is since when the deployment stands that is to be undone (`Live.since`), so that
        a second click undoes nothing more.
        Raises: NotAllowed, SignInAgain; Malformed without a reason; NotFound when that one stands no
        more, or nothing came before it; StaleWrite when another change came between.
        """
        deed = Deed("rolled back", "policy", "deployment", reason)
        async with self.acts.begin(actor, Right.POLICIES_PROMOTE, deed) as act:
            standing = await deployed(act.work, act.now, self.settings)
            rows = await act.work.deployments.all()
            before = before_that(rows, await act.work.changes.all())
            if before is None or seen != max(changed_at(rows), default=None):
                raise NotFound("deployment")
            change = Change(
                id=ChangeId(new_id()),
                kind=ChangeKind.ROLL_BACK,
                policy=before.served,
                asked_by=actor.name,
                asked_at=act.now,
                reason=reason_of(reason),
                state=ChangeState.APPLIED,
                ended_by=actor.name,
            )
            at = await redeploy(act.work, act.now, change, before)
            change = replace(change, ended_at=at)
            await act.work.changes.save(change)
            act.deed = replace(
                deed, object=before.served, before=told(standing), after=told(before)
            )
        return change
