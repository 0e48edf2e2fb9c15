"""Live a part of a plan: one persona in one world with one seed, under every policy."""

from collections.abc import AsyncIterator

from core.domain.ids import RunId
from core.domain.sim_run import SimLife
from core.sim.cast import Cast
from core.sim.diary import Diary
from core.sim.hand import arm
from core.sim.life import lived
from core.sim.plan import Plan


async def live_part(plan: Plan, cast: Cast, run_id: RunId, place: int) -> AsyncIterator[SimLife]:
    """Yield the life under each policy, in the plan's order.

    Args: place of the part in the plan.   Raises: NotFound when the cast does not know somebody;
    BudgetSpent and IntegrationFault when the judge stops.
    """
    part = cast.part(plan.shards[place])
    for policy in plan.policies:
        rows = await lived(cast.setting(part, plan.decisions, plan.days), arm(policy))
        yield SimLife(
            run_id=run_id,
            place=place,
            policy=policy,
            world=part.world.name,
            persona=part.persona.id,
            seed=part.seed,
            decisions=len(rows),
            columns=Diary(part.world.name, part.persona.id, part.seed, policy, rows).pack(),
        )
