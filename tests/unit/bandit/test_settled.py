"""Settled picks in one line, and logs that contradict themselves."""

from dataclasses import replace

import numpy as np
import pytest

from core.bandit.refusals import NoPicks
from core.bandit.settled import SettledPicks
from tests.fakes.logs import NAMES, a_settled


def two_picks():
    x = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    log = [
        a_settled([0.5, 0.5], 1, 0.5, features=x, whose="bob"),
        a_settled([0.2, 0.3, 0.5], 0, -0.5, whose="ada"),
        a_settled([1.0], 0, 0.0, whose="bob"),
    ]
    return SettledPicks.of(log, NAMES)


def test_candidates_stand_below_each_other_in_the_order_of_their_picks():
    picks = two_picks()

    assert picks.propensities.tolist() == [0.5, 0.5, 0.2, 0.3, 0.5, 1.0]
    assert picks.of_chosen(picks.propensities).tolist() == [0.5, 0.2, 1.0]
    assert picks.of_chosen(picks.features)[0].tolist() == [4.0, 5.0, 6.0]
    assert picks.summed(picks.propensities) == pytest.approx([1, 1, 1])
    assert picks.users.tolist() == [0, 1, 0]


def test_only_the_features_that_are_asked_for_come_along():
    log = [a_settled([0.5, 0.5], features=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])]

    picks = SettledPicks.of(log, ("noise", "priority"))

    assert picks.features.tolist() == [[3.0, 1.0], [6.0, 4.0]]


def test_a_feature_that_was_not_logged_cannot_be_asked_for():
    with pytest.raises(ValueError, match="not in tuple"):
        SettledPicks.of([a_settled()], ("mood",))


def test_no_picks_are_no_log():
    with pytest.raises(NoPicks):
        SettledPicks.of([], NAMES)
    with pytest.raises(NoPicks):
        SettledPicks(np.zeros((0, 1)), *(np.zeros(0, dtype=int) for _ in range(5)))


@pytest.mark.parametrize(
    "change",
    [
        {"chosen": np.array([2, 0, 0])},
        {"chosen": np.array([-1, 0, 0])},
        {"rewards": np.array([0.0, np.nan, 0.0])},
        {"rewards": np.array([0.0, np.inf, 0.0])},
        {"rewards": np.zeros(2)},
        {"users": np.zeros(4, dtype=int)},
        {"sizes": np.array([2, 3, 2])},
        {"features": np.zeros((5, 3))},
        {"propensities": np.array([0.5, 0.5, 0.2, 0.3, 0.4, 1.0])},
        {"propensities": np.array([1.5, -0.5, 0.2, 0.3, 0.5, 1.0])},
        {"propensities": np.array([np.nan, 0.5, 0.2, 0.3, 0.5, 1.0])},
        {"propensities": np.array([1.0, 0.0, 0.2, 0.3, 0.5, 1.0])},
    ],
)
def test_a_log_that_contradicts_itself_is_refused(change):
    with pytest.raises(ValueError):  # noqa: PT011 — the values say which numbers
        replace(two_picks(), **change)
