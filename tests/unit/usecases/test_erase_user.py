"""Leaving: at once, and for real (reliability D1, D2, D3, T5)."""

import pytest

from core.domain.erasure import RevocationState
from core.domain.integration import Provider
from core.domain.session import NOBODY
from core.errors import NotFound
from tests.fakes.builders import an_identity
from tests.fakes.providers import down
from tests.fakes.world import hash_of


@pytest.fixture
async def ada(world):
    user_id = await world.a_reader()
    await world.answer(user_id)
    await world.tip(user_id)
    return user_id


def kept_of(world, user_id):
    """Return the kinds of things in the store that still name a user."""
    room = world.store._store.room
    return {
        name
        for name, kept in room._kinds.items()
        for key, value in kept.values.items()
        if str(user_id) in f"{key!r} {value!r}"
    }


async def test_nothing_is_left_but_a_blank(world, ada):
    before = kept_of(world, ada)

    await world.core.erase_user(ada)

    assert {"sessions", "integrations", "task_lists", "tips", "reactions"} <= before
    assert kept_of(world, ada) == {"users", "outbox"}
    user = world.store._store.room.kind("users").values[ada]
    assert (user.timezone, user.disabled) == ("UTC", True)


async def test_every_session_ends_and_everybody_is_told(world):
    arrivals = [await world.sign_in() for _ in range(3)]
    ada = (await world.principal(arrivals[0])).user_id

    erasure = await world.core.erase_user(ada)

    assert {await world.principal(one) for one in arrivals} == {NOBODY}
    assert set(world.ended[-1]) == {hash_of(one) for one in arrivals}
    assert erasure.sessions_ended == 3


async def test_the_ledger_remembers_that_it_happened_and_not_whom(world, ada):
    erasure = await world.core.erase_user(ada)

    read = await world.core.read_erasure(erasure.receipt)
    assert read == erasure
    assert read.asked_at == world.clock.now()
    assert len(read.tombstones) == 2
    assert "ada" not in repr(read)
    assert str(ada) not in repr(read)


async def test_a_receipt_cannot_be_guessed(world, ada):
    eve = await world.a_person(an_identity("eve"))

    receipts = [(await world.core.erase_user(each)).receipt for each in (ada, eve)]

    assert receipts[0] != receipts[1]
    assert {len(receipt) for receipt in receipts} == {len("D-0000-0000-0000-0000")}


async def test_an_unknown_receipt_is_not_found(world):
    with pytest.raises(NotFound):
        await world.core.read_erasure("D-0000-0000-0000-0000")


async def test_todoist_confirms_the_revocation(world, ada):
    token = world.todoist.newest
    erasure = await world.core.erase_user(ada)

    await world.core.send_revocations()

    read = await world.core.read_erasure(erasure.receipt)
    assert erasure.revocation is RevocationState.PENDING
    assert (read.revocation, read.revoked_at) == (RevocationState.CONFIRMED, world.clock.now())
    assert world.todoist.revoked == [token]


async def test_a_todoist_that_is_down_keeps_nobody_from_leaving(world, ada):
    world.todoist.failure = down()
    erasure = await world.core.erase_user(ada)
    await world.core.send_revocations()
    pending = await world.core.read_erasure(erasure.receipt)

    world.todoist.failure = None
    world.clock.advance(minutes=10)
    await world.core.send_revocations()
    await world.core.send_revocations()

    assert pending.revocation is RevocationState.PENDING
    assert len(world.todoist.revoked) == 1
    read = await world.core.read_erasure(erasure.receipt)
    assert read.revocation is RevocationState.CONFIRMED


async def test_a_revocation_is_given_up_after_a_day_and_the_receipt_says_so(world, ada):
    world.todoist.failure = world.todoist.refresh_failure = down()
    erasure = await world.core.erase_user(ada)

    for _ in range(25):
        await world.core.send_revocations()
        world.clock.advance(hours=1)
    await world.core.send_revocations()

    read = await world.core.read_erasure(erasure.receipt)
    assert (read.revocation, read.revoked_at) == (RevocationState.GIVEN_UP, None)
    assert await world.waiting_revocations() == ()


async def test_an_expired_token_is_made_new_before_it_is_revoked(world, ada):
    world.todoist.failure = world.todoist.refresh_failure = down()
    await world.core.erase_user(ada)
    await world.core.send_revocations()
    world.clock.advance(hours=2)
    world.todoist.failure = world.todoist.refresh_failure = None

    await world.core.send_revocations()

    assert world.todoist.revoked == ["access-2"]


async def test_without_a_link_there_is_nothing_to_revoke(world):
    eve = await world.a_person(an_identity("eve"))

    erasure = await world.core.erase_user(eve)

    assert erasure.revocation is RevocationState.NOTHING


async def test_tokens_that_no_longer_open_keep_nobody_from_leaving(world, ada):
    world.store.break_tokens()

    erasure = await world.core.erase_user(ada)

    assert erasure.revocation is RevocationState.NOTHING
    assert kept_of(world, ada) == {"users", "outbox"}


async def test_others_stay_as_they_were(world, ada):
    eve = await world.a_reader(an_identity("eve"))
    shown = await world.tip(eve)
    before = await world.core.export_user(eve)

    await world.core.erase_user(ada)

    assert await world.core.export_user(eve) == before
    assert (await world.tip(eve)).tip_id == shown.tip_id


async def test_whoever_comes_back_is_somebody_new(world, ada):
    await world.core.erase_user(ada)

    arrival = await world.sign_in()

    back = (await world.principal(arrival)).user_id
    assert back != ada
    assert arrival.first
    assert await world.link(back) is None


async def test_leaving_twice_is_not_found(world, ada):
    await world.core.erase_user(ada)

    with pytest.raises(NotFound):
        await world.core.erase_user(ada)


async def test_a_sync_under_way_brings_nothing_back(world, ada):
    world.todoist.access.clear()
    world.clock.advance(minutes=1)
    world.store.before_writing = lambda: world.core.erase_user(ada)

    with pytest.raises(NotFound):
        await world.core.sync_tasks(ada, Provider.TODOIST)

    assert kept_of(world, ada) == {"users", "outbox"}


async def test_a_revocation_that_fails_oddly_does_not_stop_the_others(world, ada):
    eve = await world.a_reader(an_identity("eve"))
    await world.core.disconnect(ada, Provider.TODOIST)
    await world.core.disconnect(eve, Provider.TODOIST)
    claiming, first_written_down = 1, 1
    world.store.refuse_write(claiming + first_written_down)

    with pytest.raises(ExceptionGroup):
        await world.core.send_revocations()
    world.clock.advance(minutes=1)
    await world.core.send_revocations()

    assert await world.waiting_revocations() == ()
