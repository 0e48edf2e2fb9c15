"""How long a session lives, and what it may do (reliability S2)."""

from datetime import timedelta

import pytest

from core.domain.session import NOBODY, principal_of
from core.domain.user import Role
from tests.fakes.builders import a_session
from tests.fakes.clock import NOON

A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("role", "idle"), [(Role.USER, timedelta(days=14)), (Role.ADMIN, timedelta(minutes=30))]
)
def test_a_session_that_lies_unused_ends(role, idle):
    session = a_session(role)

    assert session.alive(NOON + idle - A_SECOND)
    assert not session.alive(NOON + idle)


@pytest.mark.parametrize(
    ("role", "limit"), [(Role.USER, timedelta(days=60)), (Role.ADMIN, timedelta(hours=12))]
)
def test_a_session_in_use_ends_too(role, limit):
    session = a_session(role, seen_at=NOON + limit - A_SECOND)

    assert session.alive(NOON + limit - A_SECOND)
    assert not session.alive(NOON + limit)


def test_an_ended_session_speaks_for_nobody():
    assert principal_of(a_session(ended_at=NOON), NOON) is NOBODY


def test_no_session_speaks_for_nobody():
    assert principal_of(None, NOON) is NOBODY
    assert NOBODY.rights == frozenset()


def test_an_admin_is_also_a_user():
    assert principal_of(a_session(Role.ADMIN), NOON).rights == {"user", "admin"}


def test_a_user_is_no_admin():
    session = a_session(Role.USER)

    who = principal_of(session, NOON)

    assert (who.user_id, who.session, who.rights) == (session.user_id, session.hash, {"user"})
