"""What is counted of a pick: its numbers, and its features in words."""

import math
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bandit.choice import choice_of, target_of
from core.bandit.context import Context
from core.bandit.features import NAMES, matrix
from core.domain.assignment import AssignedBy, Assignment
from core.domain.fact import NO_HOUR, UNKNOWN, DueIn, Length
from core.domain.ids import TaskId
from core.domain.pick import Barred, Pick, Scoring
from core.domain.task import Due
from tests.fakes.builders import a_task
from tests.fakes.clock import NOON

PARIS = ZoneInfo("Europe/Paris")


def a_scoring(p, scores=None, chosen=0, **traits):
    p = np.array(p)
    scores = np.zeros(len(p)) if scores is None else np.array(scores)
    return Scoring(traits.pop("policy", "bayes-v1"), p, scores, chosen, **traits)


def a_pick(served, *shadows, task=None, **traits):
    tasks = [task or a_task()] * len(served.probabilities)
    known = {
        "candidates": tuple(TaskId(f"t{n}") for n in range(len(tasks))),
        "features_version": "sheet",
        "feature_names": NAMES,
        "features": matrix(Context(NOON, PARIS), tasks),
        "seed": 1,
        "served": served,
        "day": NOON.toordinal(),
        "shadows": shadows,
    }
    return Pick(**known | traits)


def words(**task):
    choice = choice_of(a_pick(a_scoring([1.0]), task=a_task(**task)))
    return choice.priority, choice.due, choice.minutes


def test_what_a_pick_logged_is_taken_over():
    by = Assignment("linucb-v1", AssignedBy.EXPERIMENT, "first", 0.5)
    served = a_scoring([0.2, 0.8], [0.1, 0.4], chosen=0, fallback="slow")
    pick = a_pick(served, assignment=by, barred=(Barred(TaskId("x"), "rests"),), took_us=99)

    choice = choice_of(pick)

    assert (choice.known, choice.assigned, choice.experiment) == (True, "linucb-v1", "first")
    assert (choice.assigned_by, choice.barred, choice.took_us) == ("experiment", 1, 99)
    assert (choice.fallback, choice.explored, choice.hour) == ("slow", True, 13)


def test_the_martingale_parts_are_those_of_the_distribution():
    choice = choice_of(a_pick(a_scoring([0.5, 0.3, 0.2], chosen=1)))

    assert (choice.greedy, choice.greedy_p) == (False, 0.5)
    assert choice.expected_p == pytest.approx(0.38)
    assert choice.variance_p == pytest.approx(0.125 + 0.027 + 0.008 - 0.38**2)


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=9))
def test_mean_and_variance_are_those_of_drawing(weights):
    p = np.array(weights) / sum(weights)

    choice = choice_of(a_pick(a_scoring(p)))

    assert choice.expected_p == pytest.approx(p @ p)
    assert choice.variance_p == pytest.approx(p @ (p - p @ p) ** 2, abs=1e-12)
    assert choice.greedy_p == p.max()


def test_equally_good_is_not_exploring():
    """Chance alone scores all alike; so do candidates of one kind."""
    assert not choice_of(a_pick(a_scoring([0.5, 0.5], chosen=1))).explored
    assert choice_of(a_pick(a_scoring([0.5, 0.5], [0.2, 0.1], chosen=1))).explored


def due(**later):
    return Due((NOON + timedelta(**later)).isoformat(timespec="seconds"))


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ({"priority": 4}, ("p1", DueIn.LATER, UNKNOWN)),
        ({"priority": 1}, ("p4", DueIn.LATER, UNKNOWN)),
        ({"due": Due("2026-11-22")}, ("p4", DueIn.SOON, UNKNOWN)),
        ({"due": Due("2026-11-23")}, ("p4", DueIn.SOON, UNKNOWN)),
        ({"due": Due("2026-11-25")}, ("p4", DueIn.LATER, UNKNOWN)),
        ({"due": Due("2026-11-20")}, ("p4", DueIn.OVERDUE_3D, UNKNOWN)),
        ({"due": Due("2026-11-18")}, ("p4", DueIn.OVERDUE_MORE, UNKNOWN)),
        ({"due": Due("2025-11-18")}, ("p4", DueIn.OVERDUE_MORE, UNKNOWN)),
        ({"duration_min": 15}, ("p4", DueIn.LATER, Length.SHORT)),
        ({"duration_min": 45}, ("p4", DueIn.LATER, Length.MEDIUM)),
        ({"duration_min": 60}, ("p4", DueIn.LATER, Length.LONG)),
    ],
)
def test_features_are_told_in_words(task, said):
    assert words(**task) == said


def test_a_sheet_without_these_columns_leaves_them_unknown():
    features = np.zeros((1, 2))

    choice = choice_of(a_pick(a_scoring([1.0]), feature_names=("a", "b"), features=features))

    assert choice.known
    assert (choice.hour, choice.priority, choice.due, choice.minutes) == (NO_HOUR, *[UNKNOWN] * 3)


def test_a_shadow_is_told_by_what_it_would_have_done():
    served = a_scoring([0.5, 0.5, 0.0], chosen=0)
    shadow = a_scoring([0.2, 0.3, 0.5], [0.5, -2.0, 1.0], chosen=2, policy="egreedy-v1")

    target = target_of(shadow, served)

    assert (target.policy, target.chance, target.agrees) == ("egreedy-v1", 0.2, False)
    assert (target.unsupported, target.expected) == (0.5, 0.5)
    assert target.direct == pytest.approx(0.2 * 0.5 + 0.3 * -1.0 + 0.5 * 1.0)


def test_scores_that_are_no_numbers_expect_nothing():
    shadow = a_scoring([0.5, 0.5], [math.nan, math.inf])

    target = target_of(shadow, a_scoring([1.0, 0.0]))

    assert (target.expected, target.direct) == (0.0, 0.5)
