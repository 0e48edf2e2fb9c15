"""Act as an admin, and read what was written down of it."""

from core.domain.audit import Actor
from core.domain.ids import UserId, new_id

REASON = "the figures say so"


def an_actor(role="operator", **traits):
    return Actor(**{"user_id": UserId(new_id()), "role": role, "fresh": True} | traits)


async def deeds(world):
    """Return what was written down, oldest first."""
    entries = await world.look(lambda work: work.audit.walk(0, 1000))
    return list(entries)


async def results(world):
    return [it.result for it in await deeds(world)]
