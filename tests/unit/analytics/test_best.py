"""Which arm is the best, and when it has won."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from core.analytics.best import Call, Contender, Rules, call, chances

RULES = Rules(days=21, exposures=400)
steps = st.integers(-1024, 1024).map(lambda it: it / 1024)
arms = st.lists(
    st.tuples(steps, st.one_of(st.just(0.0), st.floats(0.001, 1))),
    min_size=1,
    max_size=6,
)


def likely(*pairs):
    means, errors = zip(*pairs, strict=True)
    return chances(np.array(means), np.array(errors))


def experiment(lead, exposures=(500, 500)):
    return [
        Contender("bayes", 0.1 + lead, 0.02, exposures[0]),
        Contender("rule", 0.1, 0.02, exposures[1]),
    ]


def test_two_arms_on_paper():
    found = likely((0.3, 0.03), (0.2, 0.04))

    assert found[0] == pytest.approx(norm.cdf(0.1 / 0.05), abs=2e-4)


def test_equal_arms_are_equally_likely():
    assert likely((0.1, 0.2), (0.1, 0.2), (0.1, 0.2)) == pytest.approx([1 / 3] * 3)


def test_certain_arms_are_simply_compared():
    assert likely((0.1, 0.0), (0.2, 0.0)).tolist() == [0, 1]
    assert likely((0.2, 0.0), (0.2, 0.0), (0.2, 0.0), (0.1, 0.0)) == pytest.approx(
        [1 / 3, 1 / 3, 1 / 3, 0]
    )


def test_three_arms_agree_with_dice():
    means, errors = np.array([0.189, 0.176, 0.121]), np.array([0.015, 0.016, 0.19])
    dice = np.random.default_rng(1).normal(means, errors, (400_000, 3))

    found = chances(means, errors)

    assert found == pytest.approx(np.bincount(dice.argmax(axis=1)) / 400_000, abs=0.004)


@given(arms)
def test_chances_sum_to_one(pairs):
    found = likely(*pairs)

    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


@given(arms, st.randoms(use_true_random=False))
def test_the_order_of_arms_and_a_shift_of_all_make_no_difference(pairs, dice):
    order = dice.sample(range(len(pairs)), len(pairs))

    found = likely(*((pairs[at][0] * 4 + 3, pairs[at][1] * 4) for at in order))

    assert found == pytest.approx(likely(*pairs)[order], abs=1e-3)


@given(steps, steps, st.floats(0.01, 1))
def test_of_arms_known_as_well_the_higher_is_the_likelier(one, other, error):
    found = likely((one, error), (other, error))

    assert one == other or (found[0] > found[1] - 1e-9) == (one > other - 1e-9)


def test_one_arm_alone_is_the_best():
    assert likely((0.1, 0.5)).tolist() == [1]


def test_a_sure_leader_wins_when_days_and_picks_are_reached():
    assert call(experiment(0.1), 21, RULES).won
    assert call(experiment(0.1), 21, RULES).leader == "bayes"


def test_a_likely_leader_does_not_win():
    found = call(experiment(0.02), 21, RULES)

    assert found.chance == pytest.approx(norm.cdf(0.02 / math.hypot(0.02, 0.02)), abs=1e-3)
    assert not found.won


def test_nobody_wins_early_or_on_few_picks():
    early, thin = call(experiment(0.1), 16, RULES), call(experiment(0.1, (900, 390)), 30, RULES)

    assert (early.won, early.days_left, early.exposures_left) == (False, 5, 0)
    assert (thin.won, thin.days_left, thin.exposures_left) == (False, 0, 10)


def test_exactly_sure_enough_is_enough():
    even = [Contender("a", 0.0, 0.1, 500), Contender("b", 0.0, 0.1, 500)]

    assert call(even, 21, Rules(21, 400, sure=0.5)) == Call("a", 0.5, True, 0, 0)


def test_what_is_no_arm_is_refused():
    with pytest.raises(ValueError, match=r"\[\]"):
        chances(np.empty(0), np.empty(0))
    with pytest.raises(ValueError, match="nan"):
        likely((0.1, math.nan), (0.1, 0.1))
    with pytest.raises(ValueError, match="-1"):
        likely((0.1, -1.0), (0.1, 0.1))
