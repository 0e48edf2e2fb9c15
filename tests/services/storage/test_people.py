"""Users, consents, sessions and attempts, in every home."""

from dataclasses import replace

import pytest

from core.domain.attempt import AttemptKind
from core.domain.consent import Consent, Purpose
from core.domain.ids import ConsentId, UserId, new_id
from core.domain.user import Role
from core.errors import NotFound, StaleWrite
from tests.services.storage.things import (
    HOUR,
    NOW,
    a_session,
    a_user,
    an_attempt,
    an_identity,
    signed_up,
)


async def test_a_user_is_found_by_id_and_by_identity(store):
    user, identity = a_user(quiet_until=NOW + HOUR, timezone="Asia/Tokyo"), an_identity()
    async with store.writing() as work:
        await work.users.add(user, identity)

    async with store.reading() as work:
        assert await work.users.get(user.id) == user
        assert await work.users.of_identity(identity.issuer, identity.subject) == user
        assert await work.history.identities(user.id) == (identity,)
        assert await work.users.of_identity("https://other.example", identity.subject) is None


async def test_an_unknown_user_is_not_found(store):
    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.users.get(UserId(new_id()))


async def test_one_identity_belongs_to_one_user(store):
    identity = an_identity()
    async with store.writing() as work:
        await work.users.add(a_user(), identity)

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.users.add(a_user(), identity)


async def test_a_users_traits_are_saved(store):
    user = await signed_up(store)
    changed = replace(user, role=Role.OWNER, letters=False, welcomed=True, disabled=True)

    async with store.writing() as work:
        assert await work.users.with_role(Role.OWNER) == ()
        await work.users.save(changed)

    async with store.reading() as work:
        assert await work.users.get(user.id) == changed
        assert await work.users.with_role(Role.OWNER) == (changed,)


async def test_saving_an_unknown_user_is_refused(store):
    async with store.writing() as work:
        with pytest.raises(NotFound):
            await work.users.save(a_user())


async def test_consents_come_back_oldest_first(store):
    user = await signed_up(store)
    yes = Consent(ConsentId(new_id()), user.id, Purpose.TIPS, True, "3", NOW)
    no = Consent(ConsentId(new_id()), user.id, Purpose.TIPS, False, "3", NOW + HOUR)
    async with store.writing() as work:
        await work.consents.add(no)
        await work.consents.add(yes)

    async with store.reading() as work:
        assert await work.consents.of(user.id) == (yes, no)


async def test_nothing_is_written_for_somebody_who_is_not_there(store):
    stranger = a_user()

    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.sessions.save(a_session(stranger))


async def test_a_session_is_found_by_its_hash_and_touched(store):
    user = await signed_up(store)
    session = a_session(user)
    async with store.writing() as work:
        await work.sessions.save(session)
        await work.sessions.save(replace(session, seen_at=NOW + HOUR))

    async with store.reading() as work:
        assert await work.sessions.find(session.hash) == replace(session, seen_at=NOW + HOUR)
        assert await work.sessions.find("another") is None


async def test_ending_all_sessions_names_the_living_ones(store):
    user, other = await signed_up(store), await signed_up(store)
    living, dead = a_session(user), a_session(user, ended_at=NOW)
    async with store.writing() as work:
        for session in (living, dead, a_session(other)):
            await work.sessions.save(session)

    async with store.writing() as work:
        ended = await work.sessions.end_all(user.id, NOW + HOUR)

    assert ended == (living.hash,)
    async with store.reading() as work:
        ends = {session.hash: session.ended_at for session in await work.sessions.of(user.id)}
        assert ends == {living.hash: NOW + HOUR, dead.hash: NOW}
        assert [it.ended_at for it in await work.sessions.of(other.id)] == [None]


async def test_a_late_touch_does_not_bring_an_ended_session_back(store):
    """Reliability S2: end means end, also for a request that read the session before."""
    user = await signed_up(store)
    session = a_session(user)
    async with store.writing() as work:
        await work.sessions.save(session)
        await work.sessions.end_all(user.id, NOW + HOUR)

    async with store.writing() as work:
        await work.sessions.save(replace(session, seen_at=NOW + 2 * HOUR))

    async with store.reading() as work:
        found = await work.sessions.find(session.hash)
        assert found is not None
        assert found.ended_at == NOW + HOUR


async def test_an_attempt_is_taken_once_with_all_its_secrets(store):
    user = await signed_up(store)
    attempt = an_attempt(
        kind=AttemptKind.CONNECT, user_id=user.id, email="ada@example.org", return_path="/tip"
    )
    async with store.writing() as work:
        await work.attempts.add(attempt)

    async with store.writing() as work:
        assert await work.attempts.take(attempt.state_hash) == attempt
    async with store.writing() as work:
        assert await work.attempts.take(attempt.state_hash) is None


async def test_expired_attempts_are_swept(store):
    old, young = an_attempt(expires_at=NOW), an_attempt(expires_at=NOW + HOUR)
    async with store.writing() as work:
        await work.attempts.add(old)
        await work.attempts.add(young)

    async with store.writing() as work:
        assert await work.attempts.sweep(NOW) == 1
        assert await work.attempts.take(old.state_hash) is None
        assert await work.attempts.take(young.state_hash) == young
