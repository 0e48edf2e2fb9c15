"""Put policies in force: what stands ends, what is wanted begins, in one transaction."""

from datetime import datetime

from core.domain.annotation import AnnotationKind, marked
from core.domain.change import Change, ChangeKind
from core.domain.deployment import Deployment, Policies, Standing, next_moment
from core.domain.ids import ChangeId, DeploymentId, new_id
from core.ports import Work

AT_FIRST = "as the settings said at the first start"
"""Why the first deployment stands."""


async def deployed(work: Work, now: datetime, settings: Policies) -> Policies:
    """Return what stands; before the first deployment, what the settings say, written down."""
    known = await work.deployments.policies()
    if known is not None:
        return known
    first = Policies(settings.served, settings.beside(settings.served))
    rows = [_row(role, policy, now, reason=AT_FIRST) for role, policy in _places(first)]
    await work.deployments.begin(tuple(rows))
    return first


async def redeploy(work: Work, now: datetime, change: Change, wanted: Policies) -> datetime:
    """Put a change in force, and return since when it is.

    Raises: StaleWrite when another change came between.
    """
    rows = await work.deployments.all()
    at = next_moment(rows, now)
    places = _places(wanted)
    standing = [it for it in rows if it.until is None]
    ended = tuple(it for it in standing if (it.role, it.policy) not in places)
    kept = {(it.role, it.policy) for it in standing} - {(it.role, it.policy) for it in ended}
    begun = [
        _row(role, policy, at, by=change.asked_by, change=change.id, reason=change.reason)
        for role, policy in places
        if (role, policy) not in kept
    ]
    await work.deployments.end(ended, at)
    await work.deployments.begin(tuple(begun))
    await work.annotations.add(marked(at, kind_of(change.kind), words_of(change), str(change.id)))
    return at


def kind_of(kind: ChangeKind) -> AnnotationKind:
    """Return under which kind a change stands on the charts."""
    beside = kind in {ChangeKind.ENABLE_SHADOW, ChangeKind.DISABLE_SHADOW}
    return AnnotationKind.SHADOW if beside else AnnotationKind.PROMOTION


def words_of(change: Change) -> str:
    """Return a change in a few words."""
    match change.kind:
        case ChangeKind.PROMOTE:
            return f"{change.policy} promoted"
        case ChangeKind.DEMOTE:
            return f"{change.policy} demoted"
        case ChangeKind.ENABLE_SHADOW:
            return f"{change.policy} stands beside"
        case ChangeKind.DISABLE_SHADOW:
            return f"{change.policy} stands beside no more"
        case ChangeKind.ROLL_BACK:
            return f"rolled back to {change.policy}"


def told(policies: Policies) -> dict[str, str]:
    """Return what stands as a deed keeps it."""
    return {"champion": policies.served, "shadows": ", ".join(policies.shadows)}


def _places(policies: Policies) -> tuple[tuple[Standing, str], ...]:
    beside = policies.beside(policies.served)
    return (Standing.CHAMPION, policies.served), *((Standing.SHADOW, it) for it in beside)


def _row(
    role: Standing,
    policy: str,
    at: datetime,
    *,
    by: str = "system",
    change: ChangeId | None = None,
    reason: str = "",
) -> Deployment:
    return Deployment(DeploymentId(new_id()), role, policy, at, None, by, change, reason)
