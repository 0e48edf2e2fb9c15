"""Candidates as numbers, on cases small enough for paper."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from core.bandit.context import Context
from core.bandit.features import BASE
from core.domain.task import Due
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON

PARIS = Context(NOON, ZoneInfo("Europe/Paris"))
KIRITIMATI = Context(NOON, ZoneInfo("Pacific/Kiritimati"))


def value(name, task, context=PARIS):
    return BASE.matrix(context, (task,))[0, BASE.names.index(name)]


def test_the_five_features_have_names_and_an_order():
    assert BASE.names == (
        "is_overdue",
        "task_age_days",
        "priority",
        "hour_of_day",
        "day_of_week",
    )


def test_two_tasks_on_a_sunday_afternoon_are_two_rows_of_numbers():
    old = a_task(priority=4, added_at=NOON - timedelta(days=2, hours=12), due=Due("2026-11-21"))
    new = a_task("t2")

    x = BASE.matrix(PARIS, (old, new))

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
    assert value("task_age_days", a_task(added_at=NOON + timedelta(days=1))) == 0.0


def test_no_candidates_are_no_rows_but_all_columns():
    assert BASE.matrix(PARIS, ()).shape == (0, 5)
