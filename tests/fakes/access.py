"""Actors of every role, and deeds, for tests of what the console may do."""

from core.domain.audit import SYSTEM, Actor, Deed
from core.domain.ids import UserId, new_id
from core.domain.user import Role
from tests.fakes.builders import an_identity

BECAUSE = "access request 31"


def an_actor(role=Role.OWNER, **changes):
    return Actor(**{"user_id": UserId(new_id()), "role": role.value, "fresh": True} | changes)


def a_deed(**changes):
    return Deed(**{"action": "promoted a policy", "kind": "policy", "object": "bayes-v1"} | changes)


async def with_role(world, role, subject=None):
    """Sign somebody in, give them a role, and return them as a fresh actor."""
    user_id = await world.a_person(an_identity(subject or f"somebody-{new_id()}"))
    if role is not Role.USER:
        await world.core.set_role(SYSTEM, user_id, role)
    return an_actor(role, user_id=user_id)


async def entries(world, **sought):
    """Return what was written down, oldest first."""
    found = await world.look(lambda work: work.audit.walk(0, 1000))
    return [it for it in found if all(getattr(it, name) == value for name, value in sought.items())]
