"""The deletion ledger, and what is left of a user, in every home."""

from dataclasses import replace

import pytest

from core.domain.erasure import Erasure, RevocationState
from core.domain.events import SignedIn, UserErased
from core.domain.integration import Provider
from core.errors import NotFound
from core.ports import Reply
from tests.services.storage.things import (
    HOUR,
    NOW,
    a_command,
    a_reaction,
    a_session,
    a_task_list,
    a_user,
    an_attempt,
    an_identity,
    connected,
    signed_up,
    tipped,
)


async def test_an_erasure_is_kept_and_confirmed(store):
    erasure = Erasure("receipt-1", ("b", "a"), NOW, 2, RevocationState.PENDING)
    confirmed = replace(erasure, revocation=RevocationState.CONFIRMED, revoked_at=NOW + HOUR)
    async with store.writing() as work:
        await work.ledger.save(erasure)
        assert await work.ledger.find("receipt-1") == erasure
        await work.ledger.save(confirmed)

    async with store.reading() as work:
        assert await work.ledger.find("receipt-1") == confirmed
        assert await work.ledger.find("receipt-2") is None
        assert await work.ledger.tombstones() == {"a", "b"}


async def test_the_living_are_those_who_have_not_left(store):
    """Reliability D3: whom a restored copy brings back can be found."""
    stayer, leaver = a_user(), a_user()
    async with store.writing() as work:
        await work.users.add(stayer, an_identity(subject="stayer"))
        await work.users.add(leaver, an_identity(subject="leaver"))
        await work.ledger.purge(leaver.id, NOW)

    async with store.reading() as work:
        assert await work.ledger.living() == (stayer.id,)


async def test_who_comes_back_may_leave_again(store):
    """The digest of an identity is the same both times."""
    async with store.writing() as work:
        await work.ledger.save(Erasure("receipt-1", ("same",), NOW, 0))
        await work.ledger.save(Erasure("receipt-2", ("same",), NOW, 0))

    async with store.reading() as work:
        assert await work.ledger.tombstones() == {"same"}


async def test_nothing_of_a_purged_user_is_found(store):
    """Reliability D1."""
    user, identity = a_user(), an_identity()
    async with store.writing() as work:
        await work.users.add(user, identity)
    session, attempt = a_session(user), an_attempt(user_id=user.id)
    await connected(store, user)
    tip = await tipped(store, user)
    async with store.writing() as work:
        await work.sessions.save(session)
        await work.attempts.add(attempt)
        await work.reactions.add(a_reaction(tip))
        await work.replies.keep(user.id, "key", Reply("digest", "{}", NOW))
        await work.outbox.tell(SignedIn(NOW, user.id, "https://issuer.example", True))
        await work.commands.add(a_command(user))

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW + HOUR)

    async with store.writing() as work:
        assert await work.users.of_identity(identity.issuer, identity.subject) is None
        assert await work.sessions.find(session.hash) is None
        assert await work.attempts.take(attempt.state_hash) is None
        assert await work.integrations.of(user.id) == ()
        assert await work.tasks.of(user.id, Provider.TODOIST) is None
        assert await work.history.tips(user.id) == ()
        assert await work.history.reactions(user.id) == ()
        assert await work.history.identities(user.id) == ()
        assert await work.replies.find(user.id, "key") is None
        assert await work.outbox.claim(NOW, NOW, 9) == ()
        assert await work.commands.claim(NOW, NOW, 9) == ()
        with pytest.raises(NotFound):
            await work.users.get(user.id)


async def test_nothing_can_be_written_for_a_purged_user_but_that_they_left(store):
    user = await signed_up(store)
    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)
        await work.outbox.tell(UserErased(NOW, user.id))

    async with store.writing() as work:
        with pytest.raises(NotFound):
            await work.users.save(user)
        with pytest.raises(NotFound):
            await work.tasks.keep(user.id, Provider.TODOIST, a_task_list())
    with pytest.raises(NotFound):
        async with store.writing() as work:
            await work.sessions.save(a_session(user))
    async with store.writing() as work:
        assert len(await work.outbox.claim(NOW, NOW, 9)) == 1


async def test_the_same_person_may_sign_up_again_as_somebody_new(store):
    user, again, identity = a_user(), a_user(), an_identity()
    async with store.writing() as work:
        await work.users.add(user, identity)
    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    async with store.writing() as work:
        await work.users.add(again, identity)

    async with store.reading() as work:
        assert await work.users.of_identity(identity.issuer, identity.subject) == again
