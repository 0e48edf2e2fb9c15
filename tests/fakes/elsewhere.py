"""What tests of completions elsewhere do again and again: serve, sync, settle, look."""

from core.domain.integration import Provider
from tests.fakes.builders import a_task, daily
from tests.fakes.world import a_world


def a_daily_world():
    return a_world(a_task("r", "Water the plants", due=daily()))


async def sync(world, user_id, **hints):
    await world.core.sync_tasks(user_id, Provider.TODOIST, **hints)


async def carried(world):
    """Let every event have its effect."""
    while await world.core.relay_events():
        pass


async def served(world, user_id):
    """Show a tip and return it."""
    shown = await world.tip(user_id)
    return await world.look(lambda work: work.tips.get(user_id, shown.tip_id))


async def reward(world, tip):
    found = await world.look(lambda work: work.rewards.of_tip(tip.user_id, tip.id))
    return found.milli if found else None


async def state(world, tip):
    return (await world.look(lambda work: work.rewards.of_tip(tip.user_id, tip.id))).state


async def kinds(world, tip):
    every = await world.look(lambda work: work.outcomes.of_tip(tip.user_id, tip.id))
    return [it.kind for it in every]


async def answer(world, tip, kind):
    return await world.core.record_reaction(tip.user_id, tip.id, kind, f"{kind}-{tip.id}")


async def settled(world, tip):
    """Sync, let everything have its effect, and return the reward."""
    await sync(world, tip.user_id)
    await carried(world)
    return await reward(world, tip)
