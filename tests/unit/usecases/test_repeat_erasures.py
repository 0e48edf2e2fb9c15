"""A restored backup deletes again whom it brought back (reliability D3)."""

from copy import deepcopy

import pytest

from core.domain.user import Identity
from core.errors import NotFound


async def test_whoever_was_deleted_after_the_backup_is_deleted_again(world):
    leaver = await world.a_reader()
    stayer = await world.a_person(Identity("issuer", "stayer"))
    backup = deepcopy(world.store._store.room)
    await world.core.erase_user(leaver)
    world.store._store.move_into(backup)

    repeated = await world.core.repeat_erasures()

    assert repeated == 1
    with pytest.raises(NotFound):
        await world.core.read_person(leaver)
    assert (await world.core.read_person(stayer)).user.id == stayer


async def test_without_a_restore_nobody_is_touched(world):
    leaver = await world.a_reader()
    await world.a_person(Identity("issuer", "stayer"))
    await world.core.erase_user(leaver)

    assert await world.core.repeat_erasures() == 0


async def test_a_deletion_that_missed_its_copy_is_copied_at_the_next_start(world):
    leaver = await world.a_reader()
    erasure = await world.core.erase_user(leaver)
    world.core.ports.ledger._kept.clear()

    await world.core.repeat_erasures()

    assert set(erasure.tombstones) <= await world.core.ports.ledger.tombstones()
