"""Which traits a task has, here and now."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.task import Due
from core.sim.persona import AREAS, TRAITS
from core.sim.view import NOWHERE, row, view
from tests.fakes.builders import a_task, daily
from tests.fakes.personas import BERLIN, PROJECTS, WORKING, a_persona

EVENING = WORKING.replace(hour=17)
NIGHT = WORKING.replace(hour=4)
SATURDAY = WORKING.replace(day=10)


def look(*tasks, here=WORKING, **traits):
    rows = [row(task, PROJECTS, here.tzinfo) for task in tasks]
    return view(rows, a_persona(**traits), here)


def trait(name, here=WORKING, **task):
    return look(a_task(**task), here=here).trait(TRAITS.index(name))[0]


@pytest.mark.parametrize(
    ("due", "overdue", "soon"),
    [
        ("2026-10-06", 1, 0),
        ("2026-10-07", 0, 1),
        ("2026-10-07T09:29:00", 1, 0),
        ("2026-10-07T09:30:00", 0, 1),
        ("2026-10-07T07:29:00Z", 1, 0),
        ("2026-10-08", 0, 1),
        ("2026-10-08T23:59:00", 0, 1),
        ("2026-10-09T00:00:00", 0, 1),
        ("2026-10-09T00:01:00", 0, 0),
        ("2026-10-09", 0, 0),
    ],
)
def test_a_task_is_late_once_its_due_has_passed_and_soon_until_tomorrow_ends(due, overdue, soon):
    assert trait("overdue", due=Due(due)) == overdue
    assert trait("due_soon", due=Due(due)) == soon


@pytest.mark.parametrize(
    ("zone", "eve"),
    [
        ("Europe/Berlin", "2026-10-24"),
        ("Europe/Berlin", "2026-10-25"),
        ("Europe/Berlin", "2026-03-28"),
        ("Europe/Berlin", "2026-03-29"),
        ("America/Los_Angeles", "2026-10-31"),
        ("America/Los_Angeles", "2026-03-08"),
    ],
)
@pytest.mark.parametrize("hour", [0, 1, 9, 23])
def test_tomorrow_ends_at_midnight_also_when_the_clock_changes(zone, eve, hour):
    here = datetime.fromisoformat(eve).replace(hour=hour, tzinfo=ZoneInfo(zone))
    tomorrow, after = (here.date() + timedelta(days=n) for n in (1, 2))

    assert trait("due_soon", here, due=Due(tomorrow.isoformat())) == 1
    assert trait("due_soon", here, due=Due(f"{after}T00:01:00")) == 0


def test_a_task_without_a_due_is_neither_late_nor_soon():
    seen = look(a_task())

    assert trait("overdue") == trait("due_soon") == trait("timed") == 0
    assert math.isnan(seen.hours_left[0])


def test_hours_left_are_counted_to_the_due():
    seen = look(a_task(due=Due("2026-10-07T11:00:00")), a_task(due=Due("2026-10-07T09:00:00")))

    assert seen.hours_left == pytest.approx([1.5, -0.5])


@pytest.mark.parametrize(("priority", "urgent"), [(1, 0), (2, 1 / 3), (3, 2 / 3), (4, 1)])
def test_urgency_comes_in_thirds(priority, urgent):
    assert trait("urgent", priority=priority) == pytest.approx(urgent)


@pytest.mark.parametrize(
    ("days", "old"),
    [(0, 0), (1, math.log(2) / 4), (20, math.log(21) / 4), (53, math.log(54) / 4), (54, 1)],
)
def test_age_counts_by_its_logarithm_until_two_months_are_old(days, old):
    added_at = WORKING.astimezone(UTC) - timedelta(days=days)

    assert trait("old", added_at=added_at) == pytest.approx(old)
    assert look(a_task(added_at=added_at)).age_days == pytest.approx([days])


@pytest.mark.parametrize("added_at", [None, WORKING + timedelta(days=3)])
def test_a_task_of_unknown_age_is_new(added_at):
    assert trait("old", added_at=added_at) == 0


@pytest.mark.parametrize(
    ("told", "quick", "long"),
    [
        ({"duration_min": 15}, 1, 0),
        ({"duration_min": 16}, 0, 0),
        ({"duration_min": 59}, 0, 0),
        ({"duration_min": 60}, 0, 1),
        ({"labels": ("green", "10min")}, 1, 0),
        ({"labels": ("90min",)}, 0, 1),
        ({"labels": ("10min",), "duration_min": 90}, 0, 1),
        ({"labels": ("min", "vitamin", "-5min", "1.5min")}, 0, 0),
        ({}, 0, 0),
    ],
)
def test_minutes_come_from_the_task_or_else_from_a_label(told, quick, long):
    assert (trait("quick", **told), trait("long", **told)) == (quick, long)


@pytest.mark.parametrize("told", [{}, {"labels": ("soonmin",)}, {"labels": ("0min",)}])
def test_minutes_that_nobody_told_are_unknown(told):
    assert math.isnan(look(a_task(**told)).minutes[0])


@pytest.mark.parametrize(
    ("hour", "morning", "evening"),
    [(4, 0, 0), (5, 1, 0), (11, 1, 0), (12, 0, 0), (16, 0, 0), (17, 0, 1), (23, 0, 1), (0, 0, 0)],
)
def test_traits_meet_the_hour(hour, morning, evening):
    here = WORKING.replace(hour=hour)

    assert trait("urgent_morning", here, priority=3) == pytest.approx(morning * 2 / 3)
    assert trait("quick_evening", here, duration_min=5) == evening
    assert trait("long_morning", here, duration_min=90) == morning
    assert trait("long_evening", here, duration_min=90) == evening


@pytest.mark.parametrize(
    ("here", "free"),
    [(WORKING, 0), (EVENING, 1), (NIGHT, 0), (SATURDAY, 1), (SATURDAY + timedelta(days=2), 0)],
)
def test_people_are_free_in_the_evening_and_at_weekends(here, free):
    assert look(a_task(), here=here).free == free


def test_what_a_task_is_stays_with_it():
    assert trait("timed", due=Due("2026-10-09T09:00:00")) == 1
    assert trait("timed", due=Due("2026-10-09")) == 0
    assert (trait("recurring", due=daily()), trait("recurring")) == (1, 0)
    assert (trait("described", described=True), trait("described")) == (1, 0)


def test_a_project_says_which_part_of_a_life_a_task_belongs_to():
    seen = look(*(a_task(project=name) for name in (*PROJECTS, "Moss", "")))

    assert seen.area.tolist() == [*range(len(AREAS)), NOWHERE, NOWHERE]
    assert len(seen) == 6


def test_energy_is_that_of_the_hour_times_that_of_the_weekday():
    hours = tuple(hour / 100 for hour in range(24))

    seen = look(a_task(), energy_hours=hours, energy_weekdays=(0, 0, 1.5, 0, 0, 0, 0))

    assert seen.energy == pytest.approx(0.09 * 1.5)


dues = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 — wall time
    lambda it: Due(it.isoformat(timespec="seconds"))
)
tasks = st.builds(
    a_task,
    due=dues,
    priority=st.integers(1, 4),
    duration_min=st.none() | st.integers(1, 600),
    added_at=st.none() | st.datetimes(datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 — the zone comes beside
)


@given(st.lists(tasks, min_size=1, max_size=5), st.integers(0, 24 * 365))
def test_every_trait_is_a_number_from_0_to_1_and_knows_no_neighbours(found, hours):
    here = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).astimezone(BERLIN)

    seen = look(*found, here=here)

    assert ((seen.traits >= 0) & (seen.traits <= 1)).all()
    assert seen.traits.tolist() == [look(it, here=here).traits[0].tolist() for it in found]
