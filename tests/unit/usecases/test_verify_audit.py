"""The whole chain is looked over, and its head is remembered outside the database (R3)."""

from dataclasses import replace

import pytest

from core.domain.audit import SYSTEM, Sought
from core.domain.chain import Fault, Tamper, hash_of
from core.domain.user import Role
from core.errors import NotAllowed
from core.usecases.audited import write_down
from core.usecases.verify_audit import MirrorHead
from tests.fakes.access import a_deed, an_actor, entries


@pytest.fixture
async def five(world):
    """Return a world with five deeds, whose head was remembered at the third and the fifth."""
    for number in range(1, 6):
        await world.do(lambda work: write_down(work, world.clock.now(), SYSTEM, a_deed()))
        if number in {3, 5}:
            await mirrored(world)
    return world


async def mirrored(world):
    return await MirrorHead(world.store, world.core.ports.heads)()


async def heads(world):
    return [it.seq for it in await world.core.ports.heads.heads()]


async def tamper(world, seq, **changes):
    """Write over an entry as whoever has the database can."""
    old = (await entries(world, seq=seq))[0]
    world.store._store.room.kind("deeds").put(seq, replace(old, **changes))


def cut(world, *numbers):
    for number in numbers:
        world.store._store.room.kind("deeds").drop(number)


async def faults(world):
    return (await world.core.verify_audit(SYSTEM)).faults


async def test_an_empty_chain_is_whole(world):
    found = await world.core.verify_audit(SYSTEM)

    assert found.whole
    assert (found.rows, found.head, await heads(world)) == (0, None, [])


async def test_a_chain_that_nobody_touched_is_whole_and_its_head_remembered(five):
    await five.do(lambda work: write_down(work, five.clock.now(), SYSTEM, a_deed()))

    found = await five.core.verify_audit(an_actor(Role.ANALYST))

    assert found.whole
    assert (found.rows, found.head.seq) == (6, 6)
    assert await heads(five) == [3, 5, 6]


async def test_looking_twice_remembers_once(five):
    await five.core.verify_audit(SYSTEM)
    await five.core.verify_audit(SYSTEM)

    assert await heads(five) == [3, 5]


async def test_an_edited_entry_is_found(five):
    await tamper(five, 2, reason="another")

    assert await faults(five) == (Fault(2, Tamper.ALTERED),)


async def test_a_deleted_entry_is_found(five):
    cut(five, 4)

    assert await faults(five) == (Fault(4, Tamper.MISSING),)


async def test_reordered_entries_are_found(five):
    second, third = await entries(five, seq=2), await entries(five, seq=3)
    await tamper(five, 2, id=third[0].id, hash=third[0].hash)
    await tamper(five, 3, id=second[0].id, hash=second[0].hash)

    assert {it.seq for it in await faults(five)} >= {2, 3}


async def test_a_chain_cut_at_its_end_is_found_by_what_was_remembered(five):
    cut(five, 4, 5)

    assert await faults(five) == (Fault(4, Tamper.CUT),)


async def test_a_chain_that_was_emptied_is_found(five):
    cut(five, 1, 2, 3, 4, 5)

    assert await faults(five) == (Fault(1, Tamper.CUT),)


async def test_a_cut_chain_that_grew_again_is_found_and_not_remembered(five):
    cut(five, 5)
    for _ in range(3):
        await five.do(lambda work: write_down(work, five.clock.now(), SYSTEM, a_deed(object="lie")))

    assert await faults(five) == (Fault(5, Tamper.FORGED),)
    assert await heads(five) == [3, 5]


async def test_a_chain_forged_to_its_end_is_found(five):
    head = ""
    for seq in range(1, 6):
        old = (await entries(five, seq=seq))[0]
        lie = replace(old, action="did nothing" if seq == 1 else old.action, previous=head)
        head = hash_of(lie)
        await tamper(five, seq, action=lie.action, previous=lie.previous, hash=head)

    assert await faults(five) == (Fault(3, Tamper.FORGED), Fault(5, Tamper.FORGED))


async def test_the_head_is_remembered_when_it_has_moved(five):
    assert await mirrored(five) == 0

    await five.do(lambda work: write_down(work, five.clock.now(), SYSTEM, a_deed()))

    assert await mirrored(five) == 1
    assert await heads(five) == [3, 5, 6]


async def test_the_audit_is_read_and_handed_out_by_whoever_may(five):
    analyst = an_actor(Role.ANALYST)

    page = await five.core.read_audit.page(analyst, limit=2)
    count = await five.core.read_audit.count(analyst, Sought(result="refused"))
    handed_out = await five.core.read_audit.export(analyst)

    assert ([it.seq for it in page], count, len(handed_out)) == ([5, 4], 0, 5)
    entry = (await entries(five))[-1]
    assert (entry.action, entry.actor_id, entry.after) == (
        "exported",
        analyst.user_id,
        {"rows": "5"},
    )


async def test_whoever_may_not_read_the_audit_is_refused(five):
    viewer = an_actor(Role.VIEWER)

    for asked in (
        five.core.read_audit.page,
        five.core.read_audit.count,
        five.core.read_audit.export,
    ):
        with pytest.raises(NotAllowed):
            await asked(viewer)
    with pytest.raises(NotAllowed):
        await five.core.verify_audit(viewer)
