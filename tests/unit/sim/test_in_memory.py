"""A whole plan at once, over processes."""

from dataclasses import replace

import pytest

from core.errors import NotFound
from core.sim.hand import REFERENCES
from core.sim.in_memory import ShippedCast, evenly, run_in_memory
from core.sim.persona_file import read_personas
from core.sim.plan import Plan
from tests.fakes.personas import a_persona

WORLDS = ("linear", "gated")


@pytest.fixture(scope="module")
def maker():
    return ShippedCast("training", WORLDS)


@pytest.fixture(scope="module")
def plan(maker):
    people = tuple(maker().personas)[:3]
    return Plan(REFERENCES, WORLDS, "training", "", people, seeds=(1, 2), decisions=3)


def rows_of(lives):
    return [
        (one.world, one.personas, policy, [diary.rows.tobytes() for diary in diaries])
        for one in lives
        for policy, diaries in one.diaries.items()
    ]


def test_a_plan_comes_back_as_its_worlds_people_seeds_and_policies(plan, maker):
    lives = run_in_memory(plan, maker)

    assert tuple(one.world for one in lives) == WORLDS
    for one in lives:
        assert one.policies == REFERENCES
        assert one.people == tuple(sorted(plan.people))
        assert [diary.seed for diary in one.diaries["oracle"]] == [1, 2] * 3
        assert {len(diary) for diary in one.diaries["oracle"]} == {3}


def test_two_processes_live_the_same_lives_as_one_and_hand_them_back_in_order(plan):
    worlds = ("sparse", "linear", "gated")
    wider = replace(plan, seeds=(1,), people=plan.people[:1], worlds=worlds)
    maker = ShippedCast("training", worlds)

    alone, together = run_in_memory(wider, maker), run_in_memory(wider, maker, 2)

    assert tuple(one.world for one in together) == worlds
    assert rows_of(alone) == rows_of(together)


def test_who_is_not_in_the_cast_cannot_live(plan, maker):
    with pytest.raises(NotFound):
        run_in_memory(replace(plan, people=("nobody",)), maker)


def test_some_people_come_from_every_group():
    everybody = read_personas("training")

    six = evenly(everybody, 6)

    assert {it.group for it in six} == {it.group for it in everybody}
    assert evenly(everybody, 100) == everybody


def test_some_people_are_all_different_and_in_order():
    people = [a_persona(id=f"p{n}") for n in range(7)]

    for count in range(1, 8):
        places = [people.index(it) for it in evenly(people, count)]

        assert len(places) == count
        assert places == sorted(set(places))
