"""Say which policies a deployment has serve, since when, and who was live at any time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.assignment import Experiment
from core.domain.change import Change, ChangeKind
from core.domain.ids import ChangeId, DeploymentId
from core.errors import Malformed

TICK = timedelta(microseconds=1)
"""The least by which one change of a deployment follows another, whatever a clock says."""


RESERVE = "rule-v1"
"""What serves when a champion steps back: it decides by rule, and cannot have learned wrongly."""
MAX_SHADOWS = 4
"""Each shadow scores every tip's candidates: more would be felt."""


class Standing(StrEnum):
    """What a policy does in a deployment."""

    CHAMPION = "champion"
    SHADOW = "shadow"


@dataclass(frozen=True, slots=True)
class Deployment:
    """One policy's time as champion or as shadow; it stands while `until` is None."""

    id: DeploymentId
    role: Standing
    policy: str
    at: datetime
    until: datetime | None = None
    by: str = "system"
    """A pseudonym: who asked for it can be told from the audit alone."""
    change: ChangeId | None = None
    """The change request that began it; None for what the settings said at the first start."""
    reason: str = ""

    def stood(self, at: datetime) -> bool:
        """Return whether it was in force at a moment."""
        return self.at <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Reign:
    """How long a policy was champion; it still is while `until` is None."""

    policy: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Policies:
    """The policy that serves in this deployment, and those that stand beside it."""

    served: str
    shadows: tuple[str, ...] = ()

    def beside(self, served: str) -> tuple[str, ...]:
        """Return who stands beside the policy that serves this user, itself left out."""
        return tuple(name for name in dict.fromkeys(self.shadows) if name != served)


@dataclass(frozen=True, slots=True)
class Live:
    """Who was live at a moment: the champion, the shadows, and the experiments that served."""

    at: datetime
    policies: Policies
    experiments: tuple[Experiment, ...] = ()
    since: datetime | None = None
    """When the deployment last changed before that."""


def changed(policies: Policies, kind: ChangeKind, policy: str) -> Policies:
    """Return what stands after a change.

    Raises: Malformed when nothing would change, or the policy does not stand where it must.
    """
    shadows = dict.fromkeys(it for it in policies.shadows if it != policies.served)
    rest = tuple(it for it in shadows if it != policy)
    match kind:
        case ChangeKind.PROMOTE if policy != policies.served:
            return Policies(policy, rest)
        case ChangeKind.DEMOTE if policy == policies.served != RESERVE:
            return Policies(RESERVE, (*(it for it in rest if it != RESERVE), policy))
        case ChangeKind.ENABLE_SHADOW if policy not in {*shadows, policies.served}:
            if len(shadows) >= MAX_SHADOWS:
                raise Malformed("shadows")
            return Policies(policies.served, (*shadows, policy))
        case ChangeKind.DISABLE_SHADOW if policy in shadows:
            return Policies(policies.served, rest)
    raise Malformed("change")


def policies_of(standing: Iterable[tuple[Standing, str]]) -> Policies | None:
    """Return what these say together, oldest first; None when no champion is among them."""
    places = tuple(standing)
    champion = next((policy for role, policy in places if role is Standing.CHAMPION), None)
    if champion is None:
        return None
    return Policies(champion, tuple(policy for role, policy in places if role is Standing.SHADOW))


def stood(deployments: Iterable[Deployment], at: datetime) -> Policies | None:
    """Return what was in force at a moment; None before the first deployment."""
    rows = sorted((it for it in deployments if it.stood(at)), key=lambda it: (it.at, it.id))
    return policies_of((it.role, it.policy) for it in rows)


def who_was_live(
    deployments: Iterable[Deployment], experiments: Iterable[Experiment], at: datetime
) -> Live | None:
    """Return who was live at a moment; None before the first deployment."""
    rows = tuple(deployments)
    policies = stood(rows, at)
    if policies is None:
        return None
    changes = [moment for moment in changed_at(rows) if moment <= at]
    ran = tuple(it for it in experiments if it.serves(at))
    return Live(at, policies, ran, max(changes, default=None))


def reigns(deployments: Iterable[Deployment]) -> tuple[Reign, ...]:
    """Return who stood when, oldest first, of deployments in one role; who follows itself stood once."""
    told: list[Reign] = []
    for it in sorted(deployments, key=lambda it: it.at):
        since = it.at
        if told and (told[-1].policy, told[-1].until) == (it.policy, it.at):
            since = told.pop().since
        told.append(Reign(it.policy, since, it.until))
    return tuple(told)


def promoted_at(deployments: Iterable[Deployment]) -> dict[str, datetime]:
    """Return when each policy last became champion, the newest promotion first."""
    newest: dict[str, datetime] = {}
    for one in reversed(reigns(it for it in deployments if it.role is Standing.CHAMPION)):
        newest.setdefault(one.policy, one.since)
    return newest


def changed_at(deployments: Iterable[Deployment]) -> frozenset[datetime]:
    """Return every moment at which a policy began or ended."""
    return frozenset(
        moment for it in deployments for moment in (it.at, it.until) if moment is not None
    )


def next_moment(deployments: Iterable[Deployment], now: datetime) -> datetime:
    """Return when a change takes force: now, but after the last one even if a clock was set back."""
    last = max(changed_at(deployments), default=None)
    return now if last is None else max(now, last + TICK)


def before_that(deployments: Sequence[Deployment], changes: Iterable[Change]) -> Policies | None:
    """Return what stood before the change in force; None when that was the first.

    A roll back takes a change away: two of them go two changes back, not there and back again.
    """
    first = min(changed_at(deployments), default=None)
    if first is None:
        return None
    moments = [first]
    applied = [it for it in changes if it.applied_at is not None]
    for change in sorted(applied, key=lambda it: (it.applied_at or first, it.id)):
        if change.kind is ChangeKind.ROLL_BACK:
            moments = moments[:-1] or moments
        elif change.applied_at is not None:
            moments.append(change.applied_at)
    if len(moments) == 1:
        return None
    return stood(deployments, moments[-1] - TICK)
