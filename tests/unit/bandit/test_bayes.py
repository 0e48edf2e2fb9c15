"""Thompson sampling from its own odds: on paper, against known laws, and over the years."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit.bayes import EPOCH_DAY, FLOOR, HALF_LIFE_DAYS, SPREAD, Bayes
from core.bandit.gaussian import posterior
from core.bandit.prior import Prior
from core.bandit.sums import Sums
from tests.fakes.lessons import on_grid, rng

EAST, NORTH = np.array([1.0, 0.0]), np.array([0.0, 1.0])
FLAT = Prior.flat(2, 1.0, 1.0)
TWIN = Prior.flat(2, 1.0, 0.25)
HOPE = Prior(np.array([0.8, 0.0]), np.diag([25.0, 25.0]), 0.25)


def phi(z):
    """Return the normal law's share below z."""
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def test_one_lesson_moves_the_mean_halfway():
    belief = posterior(FLAT, Sums.empty(2).plus(EAST, 0.5))

    assert np.allclose(belief.mean, [0.25, 0.0])
    assert np.allclose(belief.root @ belief.root.T, np.diag([0.5, 1.0]))
    assert np.isclose(belief.variance(EAST + NORTH), 1.5)


@pytest.mark.parametrize("scale", [0.01, 0.5, 1.0, 10.0, 1000.0])
@pytest.mark.parametrize("noise", [0.05, 1.0, 4.0])
def test_the_untrained_state_is_the_prior_for_every_regularisation(scale, noise):
    policy = Bayes.untrained(Prior.flat(2, scale, noise))

    assert policy.scores(np.eye(2)).tolist() == [0.0, 0.0]
    assert np.isclose(policy.spread(EAST), math.sqrt(scale))


def test_the_evidence_is_the_log_likelihood_of_the_lessons():
    """Against the density of the rewards, which are jointly normal with covariance s2 I + X S0 X'."""
    x, rewards = rng(1).normal(size=(6, 2)), rng(2).normal(size=6)
    prior = Prior(np.array([0.3, -0.2]), np.array([[2.0, 0.4], [0.4, 1.0]]), 0.7)

    told = posterior(prior, Sums.empty(2).plus_all(x, rewards)).evidence

    law = prior.noise * np.eye(6) + x @ np.linalg.inv(prior.precision) @ x.T
    off = rewards - x @ prior.mean
    density = -0.5 * (np.linalg.slogdet(law)[1] + off @ np.linalg.solve(law, off))
    assert np.isclose(told, density)


def test_two_candidates_are_picked_as_often_as_they_are_likely_to_be_better():
    """The difference of two scores is normal, so the share is known exactly."""
    policy = Bayes.untrained(FLAT).learn(EAST, 0.5)
    x = np.array([EAST, NORTH])

    shares = np.mean([policy.distribution(x, rng(seed))[0] for seed in range(400)])

    better = phi(0.25 / (SPREAD * math.sqrt(0.5 + 1.0)))
    assert abs(shares - ((1 - FLOOR) * better + FLOOR / 2)) < 0.005


def test_the_floor_goes_to_the_eight_best():
    policy = Bayes.untrained(Prior(np.arange(20.0), np.eye(20) * 1e6, 1.0))

    p = policy.distribution(np.eye(20), rng())

    assert np.isclose(p[19], 1 - FLOOR + FLOOR / 8)
    assert np.allclose(p[12:19], FLOOR / 8)
    assert (p[:12] == 0).all()


def test_a_new_person_is_met_with_what_is_known_of_people():
    policy = Bayes.untrained(HOPE, TWIN)

    p = policy.distribution(np.array([EAST, NORTH]), rng())

    assert p[0] > 0.8


def test_before_the_first_answer_the_prior_is_far_ahead():
    (_, trust), (_, doubt) = Bayes.untrained(HOPE, TWIN).beliefs

    assert np.isclose(trust, 1 / (1 + math.exp(-2.5)))
    assert np.isclose(doubt, 1 - trust)


def test_a_person_unlike_all_others_is_believed_over_the_prior():
    """The evidence switch (bandits.md A3)."""
    policy = Bayes.untrained(HOPE, TWIN)
    for _ in range(20):
        policy = policy.learn(EAST, -0.9).learn(NORTH, 0.9)

    (_, trust), (_, doubt) = policy.beliefs

    assert doubt > 0.999
    assert np.isclose(trust + doubt, 1.0)
    assert policy.distribution(np.array([EAST, NORTH]), rng())[1] > 0.9


def test_a_person_like_the_others_keeps_the_prior():
    policy = Bayes.untrained(HOPE, TWIN)
    for _ in range(20):
        policy = policy.learn(EAST, 0.8).learn(NORTH, 0.0)

    assert policy.beliefs[0][1] > 0.9


def test_no_doubt_is_too_large_for_a_number():
    policy = Bayes.untrained(Prior(np.array([1.0, 0.0]), np.eye(2) * 1e9, 1e-3), FLAT)

    for _ in range(300):
        policy = policy.learn(EAST, -1.0)

    assert policy.beliefs[0][1] < 1e-300
    assert np.isfinite(policy.scores(np.eye(2))).all()


DAYS = st.integers(0, 1500)


def on(day, policy):
    """Return the same policy as of another day."""
    return Bayes.load(policy.dump(), policy.prior, policy.twin, EPOCH_DAY + day)


@settings(deadline=None, max_examples=30)
@given(DAYS, DAYS)
def test_a_lesson_weighs_half_after_the_half_life(first, later):
    policy = on(first, Bayes.untrained(FLAT)).learn(EAST, 1.0)

    weighs = on(first + later, policy).today.count

    assert math.isclose(weighs, 2 ** (-later / HALF_LIFE_DAYS), rel_tol=0.002)


def test_what_fades_gives_way_to_the_prior():
    policy = on(0, Bayes.untrained(HOPE))
    for _ in range(30):
        policy = policy.learn(EAST, -1.0)

    soon, late = on(0, policy).weights[0], on(40 * HALF_LIFE_DAYS, policy).weights[0]

    assert soon < -0.5
    assert np.isclose(late, HOPE.mean[0], atol=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 365), st.integers(-1000, 1000)), min_size=2, max_size=30))
def test_a_lesson_of_any_day_is_unlearned_without_a_trace(lessons):
    rows = on_grid(rng(5).uniform(-1, 1, size=(len(lessons), 2)))
    policy = Bayes.untrained(FLAT)
    for row, (day, milli) in zip(rows[1:], lessons[1:], strict=True):
        policy = on(day, policy).learn(row, milli / 1000)
    before = policy.dump()

    day, milli = lessons[0]
    once = on(day, policy).learn(rows[0], milli / 1000)
    after = on(day, once).unlearn(rows[0], milli / 1000)

    assert after.dump() == before


@pytest.mark.parametrize("copies", [1, 5])
def test_copies_of_a_candidate_share_what_it_would_get_alone(copies):
    policy = Bayes.untrained(FLAT).learn(EAST, 0.3)
    alone = np.array([EAST, NORTH, on_grid(EAST + NORTH)])

    p = policy.distribution(alone, rng(2))
    shared = policy.distribution(np.concatenate((alone, [EAST] * copies)), rng(2))

    assert abs(shared[[0, *range(3, 3 + copies)]].sum() - p[0]) <= FLOOR
    assert len(set(shared[[0, *range(3, 3 + copies)]])) == 1
