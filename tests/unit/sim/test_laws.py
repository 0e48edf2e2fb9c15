"""How an answer follows from what somebody likes."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.task import Due
from core.sim.laws import likes, wants
from core.sim.persona import AREAS, TRAITS, Area
from core.sim.view import row, view
from core.sim.world import Law
from tests.fakes.builders import a_task
from tests.fakes.personas import BERLIN, PROJECTS, WORKING, a_persona, a_world

LOVES = {"urgent": 1.5, "quick": 0.4, "long": -0.6, "overdue": 0.8, "due_soon": 1.0, "old": -0.3}
LIVES = {
    "work": Area(0.25, like=0.3, like_free=-1.0),
    "home": Area(0.25, like=-0.2),
    "errands": Area(0.25, like=0.1),
    "self": Area(0.25, like_free=0.6),
}
EVENING = WORKING.replace(hour=21)
LATER = Due("2026-11-30")


def wanted(law, *tasks, here=WORKING, energy=1.0, **traits):
    known = {"likes": LOVES, "areas": LIVES, "energy_hours": (energy,) * 24, "eagerness": -0.2}
    persona = a_persona(**known | traits)
    seen = view([row(task, PROJECTS, BERLIN) for task in tasks], persona, here)
    return wants(law, likes(persona, a_world(), 0), seen)


def linear(here=WORKING, energy=1.0, **task):
    return wanted(Law.LINEAR, a_task(**task), here=here, energy=energy)[0]


def gated(here=WORKING, energy=1.0, **task):
    """What the gated law says of a task beyond what any task is wanted at that moment."""
    found = wanted(Law.GATED, a_task(**task), a_task(), here=here, energy=energy)
    return found[0] - found[1]


def ago(**span):
    return WORKING - timedelta(**span)


def due_in(hours):
    return Due((WORKING + timedelta(hours=hours)).replace(tzinfo=None).isoformat())


@pytest.mark.parametrize(
    ("task", "summed"),
    [
        ({}, 0.3),
        ({"priority": 4}, 0.3 + 1.5),
        ({"priority": 2}, 0.3 + 0.5),
        ({"project": "Office"}, 0.3 + 0.3),
        ({"project": "Moss"}, 0.3),
        ({"project": "Me"}, 0.3),
        ({"duration_min": 10}, 0.3 + 0.4),
        ({"duration_min": 90, "due": due_in(-1)}, 0.3 - 0.6 + 0.8),
        ({"due": due_in(5), "priority": 4, "project": "House"}, 0.3 + 1.0 + 1.5 - 0.2),
        ({"added_at": ago(days=100)}, 0.3 - 0.3),
    ],
)
def test_the_linear_law_adds_up(task, summed):
    assert linear(**task) == pytest.approx(summed)


@pytest.mark.parametrize(("energy", "summed"), [(0.0, -0.7), (0.5, -0.2), (1.5, 0.8)])
def test_energy_moves_every_task_alike(energy, summed):
    assert linear(energy=energy) == pytest.approx(summed)
    assert gated(energy=energy, project="House") == pytest.approx(-0.2)


def test_some_parts_of_a_life_are_liked_when_free_alone():
    assert linear(EVENING, project="Office") == pytest.approx(0.3 + 0.3 - 1.0)
    assert linear(EVENING, project="Me") == pytest.approx(0.3 + 0.6)


def test_every_trait_has_its_own_like():
    urgent = a_task(priority=4, due=due_in(3), duration_min=10)

    for name in TRAITS:
        liked = wanted(Law.LINEAR, urgent, likes={name: 2.0}, areas=a_persona().areas)[0]
        has = name in {"urgent", "due_soon", "timed", "quick", "urgent_morning"}
        assert liked == pytest.approx(0.3 + 2.0 * has), name


@pytest.mark.parametrize(
    ("hours", "worth"),
    [(-1, 0.8), (-24 * 7 + 1, 0.8), (-24 * 7, -0.8), (-24 * 30, -0.8)],
)
def test_gated_what_is_late_is_liked_for_a_week_and_then_given_up(hours, worth):
    assert gated(due=due_in(hours)) == pytest.approx(worth)


@pytest.mark.parametrize(("hours", "worth"), [(0, 1.5), (15, 0.75), (29, 0.05), (30, 0), (60, 0)])
def test_gated_a_deadline_presses_more_the_nearer_it_is(hours, worth):
    assert gated(due=due_in(hours)) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("due", "worth"),
    [
        (None, 0),
        (due_in(31), 0),
        (due_in(15), 0.75 + 1.5 * 1.5),
        (due_in(-2), 0.8 + 1.5 * 1.5),
        (due_in(-24 * 8), -0.8),
    ],
)
def test_gated_urgency_counts_only_around_a_due(due, worth):
    assert gated(priority=4, due=due) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("energy", "quick", "long"),
    [(0.44, 0.8, -0.6 - 2), (0.45, 0.4, -0.6), (0.59, 0.4, -0.6), (0.6, 0.0, -0.6 + 2)],
)
def test_gated_energy_decides_between_quick_and_long(energy, quick, long):
    assert gated(energy=energy, duration_min=15) == pytest.approx(quick)
    assert gated(energy=energy, duration_min=60) == pytest.approx(long)


@pytest.mark.parametrize(
    ("task", "worth"),
    [
        ({"added_at": ago(days=22)}, -0.3),
        ({"added_at": ago(days=21)}, 0),
        ({"added_at": ago(days=22), "due": LATER}, 0),
    ],
)
def test_gated_an_old_task_without_a_due_is_furniture(task, worth):
    assert gated(**task) == pytest.approx(worth)


@pytest.mark.parametrize(("hour", "worth"), [(8, -1.9), (9, 0.1), (19, 0.1), (20, -1.9)])
def test_gated_errands_wait_for_the_shops(hour, worth):
    assert gated(WORKING.replace(hour=hour), project="Shops") == pytest.approx(worth)


def test_gated_what_has_no_gate_does_not_count():
    ungated = {name: 3.0 for name in TRAITS if name not in LOVES}
    task = a_task(priority=4, due=Due("2026-11-30T09:00:00", recurring=True), described=True)

    found = wanted(Law.GATED, task, likes=ungated, areas=a_persona().areas)

    assert found == pytest.approx([0.3])


def test_the_careless_want_nothing():
    tasks = [a_task(priority=4, due=due_in(-1)), a_task(project="Office")]

    assert wanted(Law.CARELESS, *tasks).tolist() == [0.0, 0.0]


def test_a_shift_moves_everybodys_likes_also_those_they_never_stated():
    ana = a_persona(likes={"urgent": 1.0}, areas=LIVES)

    found = likes(ana, a_world(shift={"urgent": -0.5, "quick": 0.7, "work": 0.2}), 0)

    assert found.traits[TRAITS.index("urgent")] == pytest.approx(0.5)
    assert found.traits[TRAITS.index("quick")] == pytest.approx(0.7)
    assert found.areas == pytest.approx([0.5, -0.2, 0.1, 0.0, 0.0])
    assert found.areas_free == pytest.approx([-1.0, 0.0, 0.0, 0.6, 0.0])


@pytest.mark.parametrize(("day", "urgent", "work"), [(0, 1.0, 0.3), (6, 1.0, 0.3), (7, -1.0, 0.15)])
def test_likes_turn_on_their_day_and_not_before(day, urgent, work):
    world = a_world(turn_day=7, turn={"urgent": -1.0, "work": 0.5})

    found = likes(a_persona(likes={"urgent": 1.0}, areas=LIVES), world, day)

    assert found.traits[TRAITS.index("urgent")] == pytest.approx(urgent)
    assert found.areas[0] == pytest.approx(work)
    assert found.areas_free[0] == -1.0


def test_a_turn_turns_what_the_shift_has_made_of_a_like():
    world = a_world(shift={"urgent": 0.5}, turn_day=0, turn={"urgent": -2.0})

    found = likes(a_persona(likes={"urgent": 1.0}), world, 0)

    assert found.traits[TRAITS.index("urgent")] == pytest.approx(-3.0)


def test_a_world_without_a_turn_day_never_turns():
    world = a_world(turn={"urgent": -1.0})

    assert likes(a_persona(likes={"urgent": 1.0}), world, 999).traits.max() == 1.0


tasks = st.builds(
    a_task,
    priority=st.integers(1, 4),
    duration_min=st.none() | st.integers(1, 300),
    due=st.none() | st.floats(-400, 400).map(due_in),
    project=st.sampled_from((*PROJECTS, "")),
    added_at=st.none() | st.floats(0, 300).map(lambda days: ago(days=days)),
)
energies = st.floats(0, 1.5)


@given(st.sampled_from([*Law]), st.lists(tasks, min_size=1, max_size=5), energies)
def test_what_one_task_is_wanted_does_not_depend_on_others(law, found, energy):
    together = wanted(law, *found, energy=energy)

    assert np.isfinite(together).all()
    assert together == pytest.approx([wanted(law, it, energy=energy)[0] for it in found])


@given(st.sampled_from([Law.LINEAR, Law.GATED]), tasks, st.sampled_from(AREAS), st.floats(0.1, 3))
def test_liking_a_part_of_a_life_more_makes_its_tasks_wanted_more(law, task, area, more):
    areas = LIVES | {area: Area(0.25, like=LIVES[area].like + more)}
    plain = LIVES | {area: Area(0.25, like=LIVES[area].like)}

    gain = wanted(law, task, areas=areas) - wanted(law, task, areas=plain)

    assert gain == pytest.approx([more * (task.project == PROJECTS[AREAS.index(area)])])
