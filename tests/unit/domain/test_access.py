"""One table says who may do what; what it does not know is denied (reliability R1)."""

from itertools import pairwise

import pytest

from core.domain.access import GRANTS, Right, granted, may, must
from core.domain.audit import SYSTEM, Actor
from core.domain.user import Role
from core.errors import NotAllowed, SignInAgain
from tests.fakes.access import an_actor

COUNTS = {"user": 0, "viewer": 8, "analyst": 16, "operator": 23, "owner": 24}


def test_the_table_is_as_long_as_it_was_drawn():
    assert {role.value: len(rights) for role, rights in GRANTS.items()} == COUNTS
    assert GRANTS[Role.OWNER] == set(Right)


def test_each_role_may_what_the_one_before_it_may_and_more():
    in_order = [GRANTS[role] for role in Role]

    assert all(less < more for less, more in pairwise(in_order))


def test_only_owners_give_roles():
    assert [role for role in Role if Right.ROLES_WRITE in GRANTS[role]] == [Role.OWNER]


@pytest.mark.parametrize("role", ["", "admin", "system", "Owner", "root", "owner "])
def test_a_role_that_does_not_exist_may_nothing(role):
    assert granted(role) == frozenset()
    assert not any(may(Actor(an_actor().user_id, role, fresh=True), right) for right in Right)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_whoever_lacks_a_right_is_told_which(role, right):
    actor = an_actor(role)

    if right in GRANTS[role]:
        must(actor, right, fresh=True)
        return
    with pytest.raises(NotAllowed) as refused:
        must(actor, right)
    assert refused.value.right == right


def test_an_old_sign_in_is_not_enough_for_what_asks_for_a_fresh_one():
    actor = an_actor(fresh=False)

    must(actor, Right.ROLES_WRITE)
    with pytest.raises(SignInAgain):
        must(actor, Right.ROLES_WRITE, fresh=True)


def test_whoever_lacks_the_right_is_not_sent_to_sign_in_again():
    with pytest.raises(NotAllowed):
        must(an_actor(Role.VIEWER, fresh=False), Right.ROLES_WRITE, fresh=True)


def test_the_machine_itself_may_everything():
    for right in Right:
        must(SYSTEM, right, fresh=True)


@pytest.mark.parametrize("role", ["", "owner", "user"])
def test_nobody_may_nothing_whatever_role_is_claimed(role):
    assert not any(may(Actor(None, role, fresh=True), right) for right in Right)


def test_a_user_who_is_called_system_is_not_the_machine():
    assert not may(an_actor(Role.USER), Right.OVERVIEW_READ)
    assert not may(Actor(an_actor().user_id, "system", fresh=True), Right.OVERVIEW_READ)
