"""The simpler linear policies, on cases small enough for paper."""

import numpy as np
import pytest

from core.bandit.egreedy import EGreedy
from core.bandit.linucb import LinUcb, LinUcbMix
from core.bandit.rule import Rule
from core.bandit.squarecb import SquareCb
from tests.fakes.lessons import candidates, rng

EAST, NORTH = np.array([1.0, 0.0]), np.array([0.0, 1.0])
PLANE = np.array([EAST, NORTH])
RIDGES = [0.01, 0.3, 1.0, 4.0, 100.0]


@pytest.mark.parametrize("kind", [EGreedy, LinUcb, LinUcbMix, SquareCb])
@pytest.mark.parametrize("ridge", RIDGES)
def test_the_untrained_state_is_right_for_every_regularisation(kind, ridge):
    policy = kind.untrained(2, ridge)

    assert policy.scores(PLANE).tolist() == [0.0, 0.0]
    assert np.allclose(policy.inverse, np.eye(2) / ridge)
    assert np.isclose(policy.spread(3 * EAST), 3 / np.sqrt(ridge))
    assert policy.distribution(PLANE, rng()).tolist() == [0.5, 0.5]


def test_one_lesson_halves_what_is_unknown_of_its_direction():
    policy = LinUcb.untrained(2).learn(EAST, 0.5)

    assert policy.scores(PLANE).tolist() == [0.25, 0.0]
    assert np.isclose(policy.spread(EAST), np.sqrt(1 / 2))
    assert policy.spread(NORTH) == 1.0


def test_linucb_prefers_the_unknown_over_the_middling():
    policy = LinUcb.untrained(2).learn(EAST, 0.5)

    p = policy.distribution(PLANE, rng())

    # 0.25 + sqrt(1/2) = 0.957 is less than 0 + 1
    assert p.tolist() == [0.0, 1.0]


def test_linucb_prefers_the_good_over_the_unknown():
    policy = LinUcb.untrained(2).learn(EAST, 0.6)

    p = policy.distribution(PLANE, rng())

    # 0.3 + sqrt(1/2) = 1.007 is more than 0 + 1
    assert p.tolist() == [1.0, 0.0]


def test_the_mix_keeps_a_floor_under_the_eight_best():
    x = np.diag(np.arange(12, 0, -1.0))

    p = LinUcbMix.untrained(12).distribution(x, rng())

    assert np.isclose(p[0], 0.98 + 0.02 / 8)
    assert np.allclose(p[1:8], 0.02 / 8)
    assert (p[8:] == 0).all()


def test_egreedy_gives_every_tenth_pick_to_chance():
    policy = EGreedy.untrained(2).learn(EAST, 0.5)

    p = policy.distribution(np.array([EAST, NORTH, -EAST, NORTH + NORTH]), rng())

    assert np.allclose(p, [0.925, 0.025, 0.025, 0.025])


def test_squarecb_pays_for_a_gap():
    policy = SquareCb(EGreedy.untrained(2).learn(EAST, 0.5).sums, gamma=2.0)

    p = policy.distribution(PLANE, rng())

    worse = 1 / (2 + 2 * np.sqrt(2) * 0.25)
    assert np.allclose(p, [1 - worse, worse])


@pytest.mark.parametrize("kind", [EGreedy, LinUcb, SquareCb])
def test_one_by_one_is_the_same_as_all_at_once(kind):
    x, rewards = candidates("linucb-v1", 40), rng(2).integers(-1000, 1001, 40) / 1000
    one_by_one = kind.untrained(5)
    for row, reward in zip(x, rewards, strict=True):
        one_by_one = one_by_one.learn(row, float(reward))

    at_once = kind(kind.untrained(5).sums.plus_all(x, rewards))

    assert at_once.dump() == one_by_one.dump()


def test_ridge_regression_is_the_textbooks():
    x, rewards = rng(3).normal(size=(50, 4)), rng(4).normal(size=50)
    policy = EGreedy(EGreedy.untrained(4).sums.plus_all(x, rewards), 0.7)

    expected = np.linalg.solve(x.T @ x + 0.7 * np.eye(4), x.T @ rewards)

    assert np.allclose(policy.weights, expected)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((1, 0, 0), (0, 1, 1)),
        ((0, 2 / 3, 0), (0, 1 / 3, 1)),
        ((0, 1 / 3, 0.5), (0, 1 / 3, 0.25)),
        ((1, 1, 1), (1, 1, 0)),
    ],
)
def test_the_rule_puts_overdue_before_urgent_before_old(better, worse):
    p = Rule().distribution(np.array([worse, better], dtype=float), rng())

    assert p.tolist() == [0.0, 1.0]
