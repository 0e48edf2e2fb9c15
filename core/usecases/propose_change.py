"""Ask for a change of the deployment, with its checks; or take the request back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from core.bandit import catalogue
from core.domain.access import Right
from core.domain.audit import Actor, Deed
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Policies, changed
from core.domain.ids import ChangeId, new_id
from core.domain.preflight import NOTHING_KNOWN, Check, Evidence, preflight
from core.errors import Malformed
from core.usecases.acting import Acts, may, reason_of
from core.usecases.redeploy import deployed

EvidenceOf = Callable[[str], Awaitable[Evidence]]
"""Tells all that is known of a policy against the champion of now (`core.usecases.read_evidence`)."""


async def nothing_known(_policy: str) -> Evidence:
    """Know nothing of a policy."""
    return NOTHING_KNOWN


@dataclass(frozen=True, slots=True)
class CheckChange:
    """Make the checks of a change: only a promotion puts users under a policy that learned."""

    read_evidence: EvidenceOf = nothing_known

    async def __call__(self, kind: ChangeKind, policy: str) -> tuple[Check, ...]:
        """Return the checks; none where nothing has to be proved."""
        if kind is not ChangeKind.PROMOTE or not catalogue.knows(policy):
            return ()
        return preflight(await self.read_evidence(policy))


@dataclass(frozen=True, slots=True)
class ProposeChange:
    """Ask for a change; it is in force only when somebody applies it."""

    acts: Acts
    settings: Policies
    check: CheckChange

    async def __call__(self, actor: Actor, kind: ChangeKind, policy: str, reason: str) -> Change:
        """Return the open request with its checks as they stand.

        Raises: NotAllowed; Malformed for an unknown policy, no reason, or no change.
        """
        right, deed = Right.POLICIES_PROPOSE, Deed(f"asked to {kind}", "policy", policy, reason)
        allowed = may(actor, right, fresh=False)
        checks = await self.check(kind, policy) if allowed else ()
        async with self.acts.begin(actor, right, deed, fresh=False) as act:
            if not catalogue.knows(policy):
                raise Malformed("policy")
            if kind is ChangeKind.ROLL_BACK:
                raise Malformed("change")
            changed(await deployed(act.work, act.now, self.settings), kind, policy)
            change = Change(
                id=ChangeId(new_id()),
                kind=kind,
                policy=policy,
                asked_by=actor.name,
                asked_at=act.now,
                reason=reason_of(reason),
                checks=checks,
            )
            await act.work.changes.save(change)
            act.deed = replace(deed, after={"change": str(change.id)} | states(checks))
        return change


@dataclass(frozen=True, slots=True)
class WithdrawChange:
    """Take a request back that was not applied."""

    acts: Acts

    async def __call__(self, actor: Actor, change_id: ChangeId) -> Change:
        """Return the withdrawn request. Raises: NotAllowed, NotFound; Malformed when it has ended."""
        deed = Deed("withdrew a change", "policy", str(change_id))
        async with self.acts.begin(actor, Right.POLICIES_PROPOSE, deed, fresh=False) as act:
            change = await open_change(act.work.changes.get, change_id)
            ended = replace(
                change, state=ChangeState.WITHDRAWN, ended_by=actor.name, ended_at=act.now
            )
            await act.work.changes.save(ended)
            act.deed = replace(deed, object=change.policy, after={"change": str(change_id)})
        return ended


async def open_change(get: Callable[[ChangeId], Awaitable[Change]], change_id: ChangeId) -> Change:
    """Return a change that has not ended. Raises: NotFound; Malformed when it has."""
    change = await get(change_id)
    if change.state is not ChangeState.OPEN:
        raise Malformed("change")
    return change


def states(checks: tuple[Check, ...]) -> dict[str, str]:
    """Return what checks found as a deed keeps it."""
    return {it.name: it.state.value for it in checks}
