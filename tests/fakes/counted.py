"""What a world has counted, and how to ask for it."""

from core.domain.rollup import Grain
from core.domain.rollup_query import SumsWanted
from core.domain.user_query import UsersWanted

ALWAYS = (0, 10**9)
"""A period that everything lies in."""
SHELVES = ("facts", "slots", "target_slots", "bins", "user_facts", "user_days", "actives")
"""Where everything lies that is counted."""


async def settle_down(world):
    """Let all that was told have its effect."""
    while await world.core.relay_events():
        pass


async def counted(world):
    """Return everything that is counted."""

    async def shelves(work):
        return {name: dict(getattr(work.facts.draft, name).items()) for name in SHELVES}

    return await world.look(shelves)


async def the_sums(world, **wanted):
    """Return the sums over all days; None when nothing is counted."""
    asked = SumsWanted(Grain.DAY, *ALWAYS, **wanted)
    rows = await world.look(lambda work: work.rollups.sums(asked))
    assert len(rows) <= 1
    return rows[0].sums if rows else None


async def told(world):
    """Return what is counted at all, by name, without what is nought."""
    await settle_down(world)
    sums = await the_sums(world)
    names = (*(it for it in type(sums).__slots__ if it != "tips"), "tips")
    return {name: getattr(sums, name) for name in names if getattr(sums, name)}


async def the_fact(world, tip_id):
    """Return one tip's fact."""
    await settle_down(world)
    return (await world.look(lambda work: work.facts.get([tip_id])))[tip_id]


async def the_user(world, user_id):
    """Return what is known of one user."""
    await settle_down(world)
    asked = UsersWanted(search=str(user_id))
    (found,) = await world.look(lambda work: work.user_facts.page(asked))
    return found
