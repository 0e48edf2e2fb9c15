"""One choice, and what stands in when a policy fails."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit import catalogue
from core.bandit.choose import BUDGET_S, Chooser
from core.bandit.context import Context
from core.bandit.features import BASE
from core.bandit.policy import is_distribution
from tests.fakes.builders import tasks
from tests.fakes.clock import NOON

MOMENT = Context(NOON, ZoneInfo("Europe/Paris"))
QUICK_S = (0.0, BUDGET_S)
SLOW_S = (0.0, BUDGET_S + 0.001)


class Oracle:
    """Says what it is told to say."""

    def __init__(self, says):
        self._says = says

    def distribution(self, x, rng):
        if isinstance(self._says, Exception):
            raise self._says
        return self._says


def chooser(policy, times=QUICK_S, version=3):
    return Chooser("random", policy, version, iter(times).__next__)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (ZeroDivisionError(), "ZeroDivisionError"),
        (MemoryError(), "MemoryError"),
        (np.array([np.nan, 0.5, 0.5]), "not_a_distribution"),
        (np.array([np.inf, 0.0, 0.0]), "not_a_distribution"),
        (np.array([0.5, 0.5]), "not_a_distribution"),
        (np.array([[0.2, 0.3, 0.5]]), "not_a_distribution"),
        (np.array([1.5, -0.5, 0.0]), "not_a_distribution"),
        (np.array([0.2, 0.2, 0.2]), "not_a_distribution"),
        (np.array([]), "not_a_distribution"),
        (1.0, "not_a_distribution"),
        (None, "not_a_distribution"),
        ("nonsense", "ValueError"),
        ([object(), object(), object()], "TypeError"),
    ],
)
def test_chance_stands_in_for_a_policy_that_fails_and_the_reason_is_logged(says, why):
    pick = chooser(Oracle(says)).pick(MOMENT, tasks(3), seed=7)

    assert (pick.policy, pick.fallback) == ("random", why)
    assert pick.probabilities.tolist() == [1 / 3, 1 / 3, 1 / 3]


def test_chance_stands_in_for_a_policy_that_thinks_too_long():
    policy = Oracle(np.array([1.0, 0.0]))

    pick = chooser(policy, SLOW_S).pick(MOMENT, tasks(2), seed=7)

    assert pick.fallback == "slow"
    assert pick.probabilities.tolist() == [0.5, 0.5]


def test_a_policy_within_its_time_is_served():
    policy = Oracle(np.array([0.0, 1.0]))

    pick = chooser(policy, QUICK_S).pick(MOMENT, tasks(2), seed=7)

    assert (pick.fallback, pick.chosen, pick.propensity) == ("", 1, 1.0)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**63 - 1), st.integers(1, 40))
def test_the_same_seed_gives_the_same_pick(seed, count):
    picks = [
        chooser(catalogue.make("random")).pick(MOMENT, tasks(count), seed=seed) for _ in range(2)
    ]

    assert picks[0].chosen == picks[1].chosen
    assert (picks[0].probabilities == picks[1].probabilities).all()


def test_other_seeds_give_other_picks():
    chosen = {
        chooser(catalogue.make("random")).pick(MOMENT, tasks(10), seed=seed).chosen
        for seed in range(100)
    }

    assert chosen == set(range(10))


def test_a_pick_says_all_that_made_it():
    pick = chooser(catalogue.make("random")).pick(MOMENT, tasks(3), seed=7)

    assert pick.candidates == tuple(task.id for task in tasks(3))
    assert pick.features.shape == (3, len(BASE.names))
    assert (pick.feature_names, pick.features_version) == (BASE.names, BASE.version)
    assert (pick.policy, pick.policy_version, pick.seed) == ("random", 3, 7)
    assert pick.propensity == pick.probabilities[pick.chosen]
    assert is_distribution(pick.probabilities)


def test_one_candidate_is_certain():
    pick = chooser(catalogue.make("random")).pick(MOMENT, tasks(1), seed=7)

    assert (pick.chosen, pick.propensity) == (0, 1.0)


def test_ten_thousand_candidates_are_none_too_many():
    pick = chooser(catalogue.make("random")).pick(MOMENT, tasks(10_000), seed=7)

    assert (pick.fallback, pick.propensity) == ("", 1 / 10_000)
