"""Closed days lie in files: each once, again when it changed, and without who has left."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.errors import Malformed
from core.memory.day_files import MemoryDayFiles
from core.usecases.export_days import ExportDays, Exported
from tests.fakes.builders import an_identity
from tests.fakes.clock import NOON
from tests.fakes.counted import settle_down

TODAY = NOON.toordinal()
HERE = Path("anywhere")


@pytest.fixture
def files():
    return MemoryDayFiles()


@pytest.fixture
def export(world, files):
    return ExportDays(world.store, world.clock, ZoneInfo("UTC"), lambda _: files)


@pytest.fixture
async def people(world):
    """Two people who were tipped on one day, one of them on the next as well."""
    ada, bob = await world.a_reader(), await world.a_reader(an_identity("bob"))
    for person in (ada, bob):
        await world.answer(person)
    world.clock.advance(days=1)
    await world.answer(ada)
    await settle_down(world)
    return ada, bob


async def test_a_day_is_written_when_all_its_windows_have_closed(world, export, files, people):
    assert await export(HERE) == Exported(0, 0, 0)
    world.clock.advance(days=1)

    assert await export(HERE) == Exported(1, 0, 0)
    assert [len(facts) for _, facts in files.days.values()] == [2]
    assert list(files.days) == [TODAY]


async def test_a_day_that_stands_is_not_written_again(world, export, people):
    world.clock.advance(days=2)
    await export(HERE)

    assert await export(HERE) == Exported(0, 2, 0)


async def test_a_day_that_changed_is_written_again(world, export, files, people):
    world.clock.advance(days=2)
    await export(HERE)
    await world.core.close_windows()
    await settle_down(world)

    assert await export(HERE) == Exported(2, 0, 0)
    assert all(fact.final for _, facts in files.days.values() for fact in facts)


async def test_who_has_left_is_not_in_the_files_any_more(world, export, files, people):
    ada, bob = people
    world.clock.advance(days=2)
    await export(HERE)
    await world.core.erase_user(ada)

    assert await export(HERE) == Exported(1, 0, 1)
    assert {fact.user_id for _, facts in files.days.values() for fact in facts} == {bob}


async def test_nothing_is_written_while_a_part_is_missing(world, export, people):
    await world.do(lambda work: work.counting.restart("UTC"))

    with pytest.raises(Malformed):
        await export(HERE)


async def test_a_day_has_all_its_hours_where_the_console_is(world, files, people):
    zone = ZoneInfo("America/Los_Angeles")
    export = ExportDays(world.store, world.clock, zone, lambda _: files)

    first, end = export._begins(TODAY), export._begins(TODAY + 1)

    assert (end - first, first.hour) == (timedelta(days=1), 8)
