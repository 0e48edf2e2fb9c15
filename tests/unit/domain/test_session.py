"""How long a session lives, and what it may do (reliability S2)."""

from datetime import timedelta

import pytest

from core.domain.access import GRANTS
from core.domain.pseudonym import pseudonym
from core.domain.session import ABSOLUTE, IDLE, NOBODY, actor_of, principal_of
from core.domain.user import CONSOLE, Role
from tests.fakes.builders import a_session
from tests.fakes.clock import NOON

A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("role", "idle"), [(Role.USER, timedelta(days=14)), (Role.OWNER, timedelta(minutes=30))]
)
def test_a_session_that_lies_unused_ends(role, idle):
    session = a_session(role)

    assert session.alive(NOON + idle - A_SECOND)
    assert not session.alive(NOON + idle)


@pytest.mark.parametrize(
    ("role", "limit"), [(Role.USER, timedelta(days=60)), (Role.OWNER, timedelta(hours=12))]
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


@pytest.mark.parametrize("role", Role)
def test_whoever_has_a_role_is_also_a_user(role):
    who = principal_of(a_session(role), NOON)

    assert who.rights == {"user", *GRANTS[role]}
    assert (who.role, who.signed_in_at) == (role, NOON)


@pytest.mark.parametrize("role", sorted(CONSOLE))
def test_every_role_of_the_console_has_short_sessions(role):
    assert (IDLE[role], ABSOLUTE[role]) == (timedelta(minutes=30), timedelta(hours=12))


def test_a_sign_in_is_fresh_for_a_quarter_of_an_hour():
    who = principal_of(a_session(Role.OWNER), NOON)

    fresh = [
        actor_of(who, NOON + timedelta(minutes=15) - step).fresh
        for step in (A_SECOND, 0 * A_SECOND)
    ]

    assert fresh == [True, False]
    assert not actor_of(who, NOON - A_SECOND).fresh
    assert not actor_of(NOBODY, NOON).fresh


def test_an_actor_is_traced_by_a_part_of_the_hash_and_named_by_a_pseudonym():
    session = a_session(Role.VIEWER, hash="ab" * 32)

    actor = actor_of(principal_of(session, NOON), NOON)

    assert (actor.user_id, actor.role, actor.request) == (
        session.user_id,
        "viewer",
        "session abababababab",
    )
    assert actor.name == pseudonym(session.user_id)
    assert len(actor.name) == 10


def test_a_user_has_no_right_of_the_console():
    session = a_session(Role.USER)

    who = principal_of(session, NOON)

    assert (who.user_id, who.session, who.rights) == (session.user_id, session.hash, {"user"})
