"""Write down who served in the past that is made up, as promotions would have: rows, changes, marks."""

from datetime import datetime

from core.domain.annotation import AnnotationKind, marked
from core.domain.change import Change, ChangeKind, ChangeState
from core.domain.deployment import Deployment, Policies, Standing, changed_at
from core.domain.ids import ChangeId, DeploymentId, new_id
from core.ports import Work
from core.sim.sample.invented import Plan
from core.sim.sample.stood import stood, the_experiment

WHY = "invented, with the people of this past"
"""The reason that every change of it gives."""
SYSTEM = "system"
"""Who asked for them."""


async def steer_past(work: Work, plan: Plan, now: Policies) -> None:
    """Write the past's deployments and experiment down, unless one was written down before.

    The last one ends where the deployment of now began, so that somebody served at every moment.
    """
    experiment = the_experiment(plan, now)
    if any(it.name == experiment.name for it in await work.experiments.all()):
        return
    await work.experiments.save(experiment)
    words = f"experiment {experiment.name} began"
    mark = marked(experiment.began_at, AnnotationKind.EXPERIMENT, words, experiment.name)
    await work.annotations.add(mark)
    here = min(changed_at(await work.deployments.all()), default=plan.until)
    for number, (since, until, policies) in enumerate(stood(plan, now)):
        change = None
        if number:
            change = _promoted(policies.served, since)
            await work.changes.save(change)
            promoted = f"{policies.served} promoted"
            await work.annotations.add(
                marked(since, AnnotationKind.PROMOTION, promoted, str(change.id))
            )
        end = here if until == plan.until else until
        await work.deployments.begin(_rows(policies, since, end, change))


def _promoted(policy: str, at: datetime) -> Change:
    return Change(
        id=ChangeId(new_id()),
        kind=ChangeKind.PROMOTE,
        policy=policy,
        asked_by=SYSTEM,
        asked_at=at,
        reason=WHY,
        state=ChangeState.APPLIED,
        ended_by=SYSTEM,
        ended_at=at,
    )


def _rows(
    policies: Policies, since: datetime, until: datetime, change: Change | None
) -> tuple[Deployment, ...]:
    beside = policies.beside(policies.served)
    places = ((Standing.CHAMPION, policies.served), *((Standing.SHADOW, it) for it in beside))
    by = change.id if change else None
    return tuple(
        Deployment(DeploymentId(new_id()), role, policy, since, until, SYSTEM, by, WHY)
        for role, policy in places
    )
