"""Every use case that somebody acts through holds each role to the table by itself (R1)."""

import inspect

import pytest

from core.domain.access import GRANTS, Right
from core.domain.audit import Actor, Sought
from core.domain.ids import UserId, new_id
from core.domain.user import Role
from core.errors import NotAllowed, OoError
from tests.fakes.access import BECAUSE, an_actor
from tests.fakes.world import a_world

KNOWN = {
    "find_people.in_console": Right.USERS_READ,
    "find_people.with_address": Right.ROLES_WRITE,
    "read_audit.count": Right.AUDIT_READ,
    "read_audit.export": Right.AUDIT_READ,
    "read_audit.page": Right.AUDIT_READ,
    "reveal_identity": Right.IDENTITIES_REVEAL,
    "reveal_identity.still": Right.IDENTITIES_REVEAL,
    "set_role": Right.ROLES_WRITE,
    "verify_audit": Right.AUDIT_VERIFY,
}
"""What these ask for first; others are found by themselves, and must agree with the table."""
INNER = {"write_denial", "write_denial.of"}
"""Those that nobody acts through: they write down that somebody else was refused."""
GIVEN = {UserId: UserId(new_id()), str: BECAUSE, Role: Role.VIEWER, Sought: Sought(), int: 1}
"""An argument of each kind; what is missing here is made of nothing."""


def acting_on(core):
    """Return by name what takes an actor first: use cases, and their further verbs."""
    found = {}
    for name, usecase in vars(core).items():
        if type(usecase).__module__.startswith("core.usecases.") and not name.startswith("_"):
            for verb in ("__call__", *(it for it in dir(usecase) if not it.startswith("_"))):
                method = getattr(usecase, verb, None)
                if takes_an_actor(method):
                    found[name if verb == "__call__" else f"{name}.{verb}"] = method
    return {name: method for name, method in found.items() if name not in INNER}


def takes_an_actor(method):
    if not inspect.ismethod(method):
        return False
    first = next(iter(inspect.signature(method).parameters.values()), None)
    return first is not None and first.annotation in {Actor, "Actor"}


async def asked(method, actor):
    """Call with any arguments, and return the right that was missed; None when none was."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    given = [
        GIVEN.get(it.annotation)
        for it in parameters
        if it.default is inspect.Parameter.empty and it.kind is it.POSITIONAL_OR_KEYWORD
    ]
    try:
        await method(actor, *given)
    except NotAllowed as refused:
        return refused.right
    except (OoError, TypeError, ValueError, AttributeError):
        return None  # the rights were there, the arguments made no sense
    return None


NAMES = sorted(acting_on(a_world().core))


def test_the_known_ones_are_found():
    assert set(KNOWN) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
async def test_each_refuses_exactly_the_roles_without_its_right(name):
    world = a_world()
    method = acting_on(world.core)[name]
    right = await asked(method, an_actor(Role.USER))

    assert right in set(Right), "it must refuse whoever has no role, and say what is missing"
    assert right == KNOWN.get(name, right)
    for role in Role:
        actor = an_actor(role)
        missed = await asked(method, actor)
        if right in GRANTS[role]:
            assert missed in {None, *(set(Right) - {right})}, role
        else:
            assert missed == right, role


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", ["", "admin", "system"])
async def test_none_takes_a_role_that_does_not_exist(name, role):
    method = acting_on(a_world().core)[name]

    assert await asked(method, Actor(UserId(new_id()), role, fresh=True)) in set(Right)
