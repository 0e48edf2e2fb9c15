"""Candidates as numbers, on cases small enough for paper."""

import math
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit import catalogue
from core.bandit.context import Context
from core.bandit.features import COLUMNS, FEATURES, GRID, NAMES, TIP, matrix
from core.bandit.projects import BUCKETS, NAMED, bucket
from core.domain.past import Past
from core.domain.task import Due
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON

PARIS = Context(NOON, ZoneInfo("Europe/Paris"))
KIRITIMATI = Context(NOON, ZoneInfo("Pacific/Kiritimati"))


def at(hour, day=23):
    """Return a moment in Paris; 23 November 2026 is a Monday."""
    here = datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Europe/Paris"))
    return Context(here.astimezone(UTC), ZoneInfo("Europe/Paris"))


def value(name, task, context=PARIS, past=None):
    sheet = matrix(context, (task,), {task.id: past} if past else {})
    return sheet[0, NAMES.index(name)]


def near(number):
    return pytest.approx(number, abs=0.5 / GRID)


def test_the_original_features_have_names_and_an_order():
    five = ("is_overdue", "task_age_days", "priority", "hour_of_day", "day_of_week")

    assert FEATURES["linucb-v1"].names == five
    assert FEATURES["egreedy-v1"].names == (*five, "day_sin", "day_cos")


def test_two_tasks_on_a_sunday_afternoon_are_two_rows_of_numbers():
    old = a_task(priority=4, added_at=NOON - timedelta(days=2, hours=12), due=Due("2026-11-21"))
    new = a_task("t2")

    x = matrix(PARIS, (old, new))[:, :5]

    assert x.dtype == np.float64
    assert x.tolist() == [[1.0, 2.5, 4.0, 13.0, 6.0], [0.0, 0.0, 1.0, 13.0, 6.0]]


@pytest.mark.parametrize(
    ("date", "passed"),
    [
        ("2026-11-21", 1.0),
        ("2026-11-22", 0.0),
        ("2026-11-22T12:59:59", 1.0),
        ("2026-11-22T13:00:00", 0.0),
        ("2026-11-22T11:59:59Z", 1.0),
        ("2026-11-22T12:00:00Z", 0.0),
    ],
)
def test_a_due_has_passed_when_its_moment_has(date, passed):
    assert value("is_overdue", a_task(due=Due(date))) == passed


def test_a_day_ends_earlier_where_the_sun_rises_earlier():
    task = a_task(due=Due("2026-11-22"))

    assert value("is_overdue", task, KIRITIMATI) == 1.0
    assert value("hour_of_day", task, KIRITIMATI) == 2.0
    assert value("day_of_week", task, KIRITIMATI) == 0.0


def test_a_task_from_the_future_has_no_age():
    task = a_task(added_at=NOON + timedelta(days=1))

    assert value("task_age_days", task) == value("age", task) == 0.0


@pytest.mark.parametrize(
    ("date", "soon"),
    [
        ("2026-11-21", 0.0),
        ("2026-11-22", 1.0),
        ("2026-11-23", 1.0),
        ("2026-11-23T23:59:00", 1.0),
        ("2026-11-24", 0.0),
        ("2026-11-22T12:00:00", 0.0),
    ],
)
def test_soon_is_today_or_tomorrow(date, soon):
    assert value("due_soon", a_task(due=Due(date))) == soon


@pytest.mark.parametrize(("priority", "urgency"), [(1, 0.0), (2, 1 / 3), (3, 2 / 3), (4, 1.0)])
def test_urgency_goes_from_nought_to_one(priority, urgency):
    assert value("urgency", a_task(priority=priority)) == near(urgency)


@pytest.mark.parametrize(
    ("minutes", "labels", "quick", "long"),
    [
        (15, (), 1.0, 0.0),
        (16, (), 0.0, 0.0),
        (60, (), 0.0, 1.0),
        (None, (), 0.0, 0.0),
        (None, ("5min",), 1.0, 0.0),
        (None, ("home", "90 m"), 0.0, 1.0),
        (None, ("0min", "minutes"), 0.0, 0.0),
        (30, ("5min",), 0.0, 0.0),
    ],
)
def test_a_task_or_its_label_says_how_long_it_takes(minutes, labels, quick, long):
    task = a_task(duration_min=minutes, labels=labels)

    assert (value("quick", task), value("long", task)) == (quick, long)


@pytest.mark.parametrize(
    ("minutes", "log"), [(25, 0.0), (1, -1.0), (625, 1.0), (10_000, 1.0), (None, 0.0), (5, -0.5)]
)
def test_minutes_are_measured_around_the_usual(minutes, log):
    assert value("minutes", a_task(duration_min=minutes)) == near(log)


@pytest.mark.parametrize(
    ("hour", "morning", "evening"),
    [(4, 0, 0), (5, 1, 0), (11, 1, 0), (12, 0, 0), (16, 0, 0), (17, 0, 1), (23, 0, 1), (0, 0, 0)],
)
def test_the_hour_counts_in_products_with_the_task(hour, morning, evening):
    task = a_task(duration_min=10, priority=4)

    assert value("urgent_morning", task, at(hour)) == morning
    assert value("quick_evening", task, at(hour)) == evening


@pytest.mark.parametrize(
    ("day", "hour", "free"), [(27, 12, 0), (27, 18, 1), (28, 12, 1), (29, 9, 1)]
)
def test_free_time_is_the_evening_and_the_weekend(day, hour, free):
    task = a_task(project="Garden")

    buckets = [value(f"project_{n}_free", task, at(hour, day)) for n in range(BUCKETS)]

    assert sum(buckets) == free


@pytest.mark.parametrize("project", ["Home", "Kestrel"])
def test_a_project_is_one_bucket(project):
    buckets = [value(f"project_{n}", a_task(project=project)) for n in range(BUCKETS)]

    assert sorted(buckets) == [*[0.0] * (BUCKETS - 1), 1.0]


def test_no_project_is_no_bucket():
    assert not any(value(f"project_{n}", a_task(project="")) for n in range(BUCKETS))


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("Work", "Arbeit 💼", "MY WORK", "仕事", "Boulot"), 0),
        (("Home", "Haushalt", "🏠 casa", "家"), 1),
        (("Errands", "Einkaufen", "Shopping list"), 2),
        (("Personal", "Moi", "Health & fitness"), 3),
    ],
)
def test_a_common_name_means_the_same_column_for_everybody(names, place):
    assert {bucket(name) for name in names} == {place}


def test_other_names_share_the_columns_that_mean_something_to_their_owner_alone():
    places = {bucket(f"Kestrel {n}") for n in range(100)}

    assert places == set(range(len(NAMED), BUCKETS))


@pytest.mark.parametrize(("days", "fresh"), [(0, 1.0), (1.5, 0.5), (3, 0.25)])
@pytest.mark.parametrize("dismissed", [False, True])
def test_the_memory_of_a_task_fades_by_half_in_a_day_and_a_half(days, fresh, dismissed):
    past = Past(1, NOON - timedelta(days=days), 0, dismissed)

    task = a_task()
    assert value("recovery", task, past=past) == near(fresh)
    assert value("recovery_dismissed", task, past=past) == near(fresh * dismissed)


def test_what_was_never_shown_is_not_remembered():
    assert value("recovery", a_task()) == value("shown", a_task()) == 0.0


@pytest.mark.parametrize(("times", "often"), [(0, 0), (1, 1 / 3), (3, 1), (40, 1)])
def test_often_is_three_times(times, often):
    past = Past(times, NOON, times)

    assert value("shown", a_task(), past=past) == near(often)
    assert value("snoozed", a_task(), past=past) == near(often)


def test_no_candidates_are_no_rows_but_all_columns():
    assert matrix(PARIS, ()).shape == (0, len(NAMES))


YEARS = timedelta(days=9000)
TASKS = st.builds(
    a_task,
    priority=st.integers(1, 4),
    project=st.text(max_size=5),
    labels=st.lists(st.text(max_size=6), max_size=2).map(tuple),
    duration_min=st.none() | st.integers(1, 14_400_000),
    described=st.booleans(),
    added_at=st.none() | st.timedeltas(-YEARS, YEARS).map(lambda it: NOON + it),
    due=st.none() | st.dates(date(2, 1, 2), date(9998, 1, 1)).map(lambda it: Due(str(it))),
)


@settings(deadline=None, max_examples=100)
@given(TASKS, st.integers(0, 60), st.floats(0, 4000))
def test_our_features_lie_on_the_grid_between_minus_one_and_one(task, shown, days):
    past = Past(shown, NOON - timedelta(days=days), shown, dismissed=True)

    row = matrix(PARIS, (task,), {task.id: past})[0]

    assert np.isfinite(row).all()
    assert (row * GRID == np.round(row * GRID)).all()
    assert (row.astype(np.float32) == row).all()
    ours = row[[NAMES.index(name) for name in TIP.names]]
    assert (np.abs(ours) <= 1).all()


def test_no_feature_of_ours_is_the_same_for_all_candidates_but_the_first():
    """What is the same for all cannot change a ranking (bandits.md 0.1)."""
    clocks = ("hour", "day_of", "day_sin", "day_cos")

    assert TIP.names[0] == "intercept"
    assert not any(name.startswith(clocks) for name in TIP.names)


@pytest.mark.parametrize("name", catalogue.names())
def test_every_policy_reads_columns_that_exist(name):
    assert set(FEATURES[name].names) <= set(COLUMNS)


def test_the_day_of_the_week_is_an_angle():
    sunday = math.tau * 6 / 7

    assert value("day_sin", a_task()) == near(math.sin(sunday))
    assert value("day_cos", a_task()) == near(math.cos(sunday))
