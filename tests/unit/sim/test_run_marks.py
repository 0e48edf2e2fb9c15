"""What the charts say of a simulation: each turn of its fate once, however many look."""

import asyncio

import pytest

from core.domain.annotation import AnnotationKind
from core.errors import BudgetSpent
from tests.fakes.clock import NOON
from tests.unit.sim.test_run import Hall


async def words(hall):
    async with hall.store.reading() as work:
        found = await work.annotations.between(NOON, NOON.replace(year=2030))
    assert all(it.kind is AnnotationKind.SIMULATION for it in found)
    assert {it.link for it in found} == {str(hall.run.id)}
    return [it.words.split()[-1] for it in found]


async def test_a_run_is_begun_and_finished_once():
    hall = await Hall().begin()
    await hall.work()

    await asyncio.gather(*(hall.see() for _ in range(3)))

    assert await words(hall) == ["begun", "finished"]


async def test_a_run_whose_judge_is_spent_has_stopped():
    hall = await Hall().begin()
    hall.fails["p0", 1] = BudgetSpent(1, 1)

    with pytest.raises(BudgetSpent):
        await hall.work()

    assert await words(hall) == ["begun", "stopped"]
