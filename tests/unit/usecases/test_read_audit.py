"""The whole course of the audit is for whoever may read it, and for nobody else."""

import pytest

from core.domain.audit import EVERYTHING, Sought
from core.domain.chain import head_of
from core.domain.user import Role
from core.errors import NotAllowed
from core.usecases.audited import write_down
from tests.fakes.access import a_deed, an_actor
from tests.fakes.world import a_world


@pytest.fixture
async def world():
    world = a_world()
    for number in range(130):
        deed = a_deed(reads=number % 2 == 0)
        await world.do(
            lambda work, deed=deed: write_down(work, world.clock.now(), an_actor(), deed)
        )
    return world


async def test_a_course_is_longer_than_a_page(world):
    analyst = an_actor(Role.ANALYST)

    every = await world.core.read_audit.course(analyst, EVERYTHING)
    reads = await world.core.read_audit.course(analyst, Sought(reads=True), 3)

    assert (len(every), every[0].seq) == (130, 130)
    assert [it.seq for it in reads] == [129, 127, 125]
    assert await world.core.read_audit.head(analyst) == head_of(every[0])


@pytest.mark.parametrize("ask", ["course", "page", "count"])
async def test_a_viewer_reads_no_deed(world, ask):
    with pytest.raises(NotAllowed):
        await getattr(world.core.read_audit, ask)(an_actor(Role.VIEWER), EVERYTHING)


async def test_a_viewer_reads_no_head(world):
    with pytest.raises(NotAllowed):
        await world.core.read_audit.head(an_actor(Role.VIEWER))
