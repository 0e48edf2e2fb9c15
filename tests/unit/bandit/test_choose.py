"""One choice, what stands in when a policy fails, and those that stand beside."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit import catalogue
from core.bandit.choose import BUDGET_S, Candidates, Chooser, Learned
from core.bandit.context import Context
from core.bandit.features import FEATURES_VERSION, NAMES, matrix
from core.bandit.policy import is_distribution
from core.domain.assignment import AssignedBy, Assignment
from core.domain.pick import Barred
from tests.fakes.builders import tasks
from tests.fakes.clock import NOON
from tests.fakes.lessons import trained

MOMENT = Context(NOON, ZoneInfo("Europe/Paris"))


class Oracle:
    """Says what it is told to say, and takes as long as it is told to take."""

    def __init__(self, says, scores=None, took_s=0.0):
        self.clock_s = 0.0
        self._says, self._scores, self._took_s = says, scores, took_s

    def distribution(self, x, rng):
        self.clock_s += self._took_s
        if isinstance(self._says, Exception):
            raise self._says
        return self._says

    def scores(self, x):
        return np.zeros(len(x)) if self._scores is None else self._scores


def candidates(count, barred=()):
    every = tasks(count)
    ids = tuple(task.id for task in every)
    return Candidates(ids, matrix(MOMENT, every), NOON.toordinal(), barred)


def oracle(policy):
    return Learned("random", policy, 3)


def known(name, lessons=0):
    return Learned(name, trained(name, lessons), 3, "state", "prior")


def pick(learned, count=3, seed=7, *shadows):
    policy = learned.policy
    elapsed = (lambda: policy.clock_s) if isinstance(policy, Oracle) else (lambda: 0.0)
    return Chooser(elapsed).pick(candidates(count), seed, learned, shadows)[0]


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
    made = pick(oracle(Oracle(says)))

    assert (made.policy, made.fallback) == ("random", why)
    assert made.probabilities.tolist() == [1 / 3, 1 / 3, 1 / 3]


@pytest.mark.parametrize("scores", [np.array([np.nan, 0, 0]), np.zeros(2), np.zeros((3, 1))])
def test_chance_stands_in_for_a_policy_whose_scores_are_none(scores):
    made = pick(oracle(Oracle(np.array([1.0, 0.0, 0.0]), scores)))

    assert (made.policy, made.fallback) == ("random", "not_scores")


def test_chance_stands_in_for_a_policy_that_thinks_too_long():
    made = pick(oracle(Oracle(np.array([1.0, 0.0]), took_s=BUDGET_S + 0.001)), 2)

    assert made.fallback == "slow"
    assert made.probabilities.tolist() == [0.5, 0.5]


def test_chance_stands_in_for_a_policy_whose_bytes_cannot_be_read():
    broken = Learned("bayes-v1", catalogue.make("bayes-v1"), 3, flaw="PosteriorCorrupt")

    made = pick(broken)

    assert (made.policy, made.fallback) == ("random", "PosteriorCorrupt")
    assert made.probabilities.tolist() == [1 / 3, 1 / 3, 1 / 3]


def test_a_policy_within_its_time_is_served():
    made = pick(oracle(Oracle(np.array([0.0, 1.0]), took_s=BUDGET_S)), 2)

    assert (made.fallback, made.chosen, made.propensity) == ("", 1, 1.0)


@pytest.mark.parametrize("name", catalogue.names())
@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**63 - 1), st.integers(1, 40))
def test_the_same_seed_gives_the_same_pick(name, seed, count):
    made = [pick(known(name, 9), count, seed) for _ in range(2)]

    assert made[0].chosen == made[1].chosen
    assert made[0].probabilities.tobytes() == made[1].probabilities.tobytes()


def test_other_seeds_give_other_picks():
    chosen = {pick(known("random"), 10, seed).chosen for seed in range(100)}

    assert chosen == set(range(10))


def test_a_pick_says_all_that_made_it():
    out = (Barred(tasks(4)[3].id, "snooze"),)
    assignment = Assignment("bayes-v1", AssignedBy.EXPERIMENT, "autumn", 0.5)

    made, _ = Chooser(lambda: 0.0).pick(
        candidates(3, out), 7, known("bayes-v1", 5), assignment=assignment
    )

    assert made.candidates == tuple(task.id for task in tasks(3))
    assert made.features.shape == (3, len(NAMES))
    assert (made.feature_names, made.features_version) == (NAMES, FEATURES_VERSION)
    assert (made.policy, made.policy_version, made.seed) == ("bayes-v1", 3, 7)
    assert (made.served.state, made.served.prior) == ("state", "prior")
    assert (made.barred, made.assignment) == (out, assignment)
    assert made.propensity == made.probabilities[made.chosen] > 0
    assert made.served.scores.shape == (3,)
    assert made.day == NOON.toordinal()
    assert np.__version__ in made.code
    assert is_distribution(made.probabilities)


def test_others_stand_beside_and_change_nothing():
    alone = pick(known("bayes-v1", 9), 20)

    beside = pick(known("bayes-v1", 9), 20, 7, known("egreedy-v1"), known("linucb-v1", 9))

    assert [it.policy for it in beside.shadows] == ["egreedy-v1", "linucb-v1"]
    assert all(is_distribution(it.probabilities) for it in beside.shadows)
    assert beside.chosen == alone.chosen
    assert beside.probabilities.tobytes() == alone.probabilities.tobytes()


def test_one_that_fails_beside_keeps_its_name_and_costs_no_tip():
    made = pick(known("bayes-v1"), 3, 7, Learned("linucb-v1", Oracle(ZeroDivisionError())))

    (shadow,) = made.shadows
    assert (shadow.policy, shadow.fallback) == ("linucb-v1", "ZeroDivisionError")
    assert made.fallback == ""


@pytest.mark.parametrize("name", catalogue.names())
def test_one_candidate_is_certain(name):
    made = pick(known(name), 1)

    assert made.chosen == 0
    assert np.isclose(made.propensity, 1.0, atol=1e-15)


def test_ten_thousand_candidates_are_none_too_many():
    made = pick(known("random"), 10_000)

    assert (made.fallback, made.propensity) == ("", 1 / 10_000)
