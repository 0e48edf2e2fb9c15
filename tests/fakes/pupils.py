"""Let a user teach, and compare what policies know with what they should know."""

from core.domain.reaction import ReactionKind
from core.usecases.learned import lessons, taught

BAYES, RIDGE = "bayes-v1", "linucb-v1"


async def answered(world, user_id, kind=ReactionKind.DONE):
    """Answer a tip, let it teach, and return its id."""
    shown, _ = await world.answer(user_id, kind)
    while await world.core.relay_events():
        pass
    world.clock.advance(minutes=5)
    return shown.tip_id


async def blobs(world, user_id):
    kept = await world.look(lambda work: work.posteriors.of(user_id))
    return {name: it.blob for name, it in kept.items()}


async def expected(world, user_id, *names):
    """Return what those would know who had only ever seen what still teaches."""
    found = {}
    for name in names:
        rest = await world.look(lambda work, it=name: lessons(work, user_id, it))
        found[name] = taught(name, rest).dump()
    return found
