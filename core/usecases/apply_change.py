"""Put a change in force that was asked for, or refuse it by its checks, made anew."""

from dataclasses import dataclass, replace

from core.bandit import catalogue
from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Policies, changed
from core.domain.ids import ChangeId
from core.domain.preflight import Check, blocked, unknown
from core.errors import Malformed
from core.usecases.acting import Act, Acts, may, reason_of
from core.usecases.propose_change import CheckChange, open_change, states
from core.usecases.redeploy import deployed, redeploy, told

PAST = {
    ChangeKind.PROMOTE: "promoted a policy",
    ChangeKind.DEMOTE: "demoted a policy",
    ChangeKind.ENABLE_SHADOW: "enabled a shadow",
    ChangeKind.DISABLE_SHADOW: "disabled a shadow",
}
"""What was done, as a deed says it."""


@dataclass(frozen=True, slots=True)
class ApplyChange:
    """Let a change be in force for all, in every process, from its commit on."""

    acts: Acts
    settings: Policies
    check: CheckChange

    async def __call__(self, actor: Actor, change_id: ChangeId, despite: str = "") -> Change:
        """Return the request, applied; or refused, when a check speaks against it.

        Args: despite is why it is to be in force although a check could not be made.
        Raises: NotAllowed, SignInAgain, NotFound; Malformed when it has ended, changes nothing any
        more, or `despite` is needed; StaleWrite when another change came between.
        """
        right, deed = Right.POLICIES_PROMOTE, Deed("applied a change", "policy", str(change_id))
        checks = await self._checks(change_id) if may(actor, right) else ()
        async with self.acts.begin(actor, right, deed) as act:
            change = await open_change(act.work.changes.get, change_id)
            ended = replace(
                change,
                checks=checks,
                despite=despite.strip(),
                ended_by=actor.name,
                ended_at=act.now,
            )
            act.deed = Deed(PAST[change.kind], "policy", change.policy, change.reason)
            if against := blocked(checks):
                ended = replace(ended, state=ChangeState.REFUSED)
                names = ", ".join(it.name for it in against)
                act.deed = replace(act.deed, after=states(checks), result=f"refused: {names}")
            else:
                ended = await self._put_in_force(act, ended)
            await act.work.changes.save(ended)
        return ended

    async def _checks(self, change_id: ChangeId) -> tuple[Check, ...]:
        """Return the checks as they stand now: since the request, a day may have passed."""
        async with self.acts.store.reading() as work:
            known = {it.id: it for it in await work.changes.all()}
        change = known.get(change_id)
        return await self.check(change.kind, change.policy) if change else ()

    async def _put_in_force(self, act: Act, change: Change) -> Change:
        if unknown(change.checks) and catalogue.learns(change.policy):
            change = replace(change, despite=_despite(change.despite))
        before = await deployed(act.work, act.now, self.settings)
        after = changed(before, change.kind, change.policy)
        at = await redeploy(act.work, act.now, change, after)
        said = states(change.checks) | ({"despite": change.despite} if change.despite else {})
        act.deed = replace(act.deed, before=told(before), after=told(after) | said)
        return replace(change, state=ChangeState.APPLIED, ended_at=at)


def _despite(text: str) -> str:
    try:
        return reason_of(text)
    except Malformed as error:
        raise Malformed("despite") from error
