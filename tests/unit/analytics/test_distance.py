"""How far a simulation is from the log, and the log from itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

from core.analytics.distance import categorical_distance, wasserstein
from core.analytics.refusals import TooFewPeople


def rng():
    return np.random.default_rng(16)


def answers(dice, shares, people=20, each=25):
    return np.array(
        [dice.multinomial(each, dice.dirichlet(20 * np.array(shares))) for _ in range(people)],
        dtype=float,
    )


def dwells(dice, middle, people=20, each=10):
    return [dice.normal(middle + dice.normal(0, 0.3), 1.0, each) for _ in range(people)]


counts = st.lists(st.lists(st.integers(1, 20), min_size=3, max_size=3), min_size=2, max_size=6)
seconds = st.lists(
    st.lists(st.floats(-3, 8), min_size=1, max_size=5).map(np.array), min_size=2, max_size=5
)


def test_the_same_is_at_no_distance_and_nothing_in_common_is_one_bit():
    left, right = np.array([[3.0, 0.0], [1.0, 0.0]]), np.array([[0.0, 2.0], [0.0, 5.0]])

    assert categorical_distance(left, left, rng()).found.value == 0.0
    assert categorical_distance(left, right, rng()).found.value == pytest.approx(1.0)


def test_half_against_all_on_paper():
    found = categorical_distance(np.array([[2.0, 2], [3, 3]]), np.array([[4.0, 0], [4, 0]]), rng())

    assert found.found.value == pytest.approx(
        0.5 * np.log2(1 / 0.75) + 0.5 * (0.5 * np.log2(0.5 / 0.75) + 0.5 * np.log2(0.5 / 0.25))
    )


@settings(deadline=None, max_examples=40)
@given(counts, counts)
def test_the_divergence_is_scipys_squared_and_mutual(one, other):
    one, other = np.array(one, float), np.array(other, float)

    forth = categorical_distance(one, other, rng(), draws=20).found
    back = categorical_distance(other, one, rng(), draws=20).found

    with np.errstate(invalid="ignore"):
        theirs = jensenshannon(one.sum(axis=0), other.sum(axis=0), base=2)
    assert forth.value == pytest.approx(np.nan_to_num(theirs) ** 2, abs=1e-6)
    assert forth.value == pytest.approx(back.value, abs=1e-12)
    assert 0 <= forth.low <= forth.value + 1e-12


@settings(deadline=None, max_examples=40)
@given(seconds, seconds)
def test_what_is_moved_is_scipys(one, other):
    found = wasserstein(one, other, rng(), draws=20).found

    theirs = wasserstein_distance(np.concatenate(one), np.concatenate(other))
    assert found.value == pytest.approx(theirs, abs=1e-9)
    assert found.people == len(other)


def test_a_draw_counts_people_as_scipys_weights_would():
    dice = rng()
    one, other = dwells(dice, 0.0, people=3), dwells(dice, 1.0, people=3)

    repeated = wasserstein([one[0], one[0], one[2]], other, rng(), draws=20).found.value

    weights = np.repeat([2.0, 1.0], 10)
    theirs = wasserstein_distance(
        np.concatenate([one[0], one[2]]), np.concatenate(other), u_weights=weights
    )
    assert repeated == pytest.approx(theirs)


def test_everything_a_second_later_is_moved_by_one():
    log = dwells(rng(), 1.0)

    found = wasserstein([it + 1 for it in log], log, rng())

    assert found.found.value == pytest.approx(1.0)
    assert found.found.low < 1 < found.found.high
    assert found.floor < 0.5


def test_a_person_may_have_no_number_at_all():
    log = [np.array([1.0]), np.array([]), np.array([1.0])]

    found = wasserstein(log, log, rng())

    assert found.found.value == 0.0
    assert found.floor == 0.0


def test_halves_of_one_persons_numbers_are_no_yardstick():
    log = [np.array([1.0]), np.array([])]

    assert np.isnan(wasserstein(log, log, rng()).floor)


def test_the_floor_of_a_log_is_what_two_samples_of_it_differ_by():
    dice = rng()
    log = answers(dice, [0.5, 0.3, 0.2], people=40)

    halves = [
        categorical_distance(
            answers(dice, [0.5, 0.3, 0.2]), answers(dice, [0.5, 0.3, 0.2]), dice, draws=20
        ).found.value
        for _ in range(60)
    ]

    assert categorical_distance(log, log, rng()).floor == pytest.approx(np.mean(halves), rel=0.6)


def test_people_who_agree_with_each_other_give_a_log_without_noise():
    log = np.tile([2.0, 3.0], (6, 1))

    assert categorical_distance(log, log, rng()).floor == 0.0


def test_the_same_dice_give_the_same_distance():
    log, simulated = answers(rng(), [0.5, 0.5]), answers(rng(), [0.3, 0.7])

    assert categorical_distance(simulated, log, rng()) == categorical_distance(
        simulated, log, rng()
    )


def test_too_little_is_refused():
    with pytest.raises(TooFewPeople):
        categorical_distance(np.ones((1, 2)), np.ones((5, 2)), rng())
    with pytest.raises(TooFewPeople):
        wasserstein([np.ones(3)] * 2, [np.ones(3)], rng())
    with pytest.raises(ValueError, match="0"):
        categorical_distance(np.zeros((2, 2)), np.ones((2, 2)), rng())
    with pytest.raises(ValueError, match="0"):
        wasserstein([np.ones(1)] * 2, [np.array([])] * 2, rng())


@pytest.mark.parametrize("middle", [0.0, 0.3, 1.0])
def test_intervals_hold_the_true_distance_of_dwells(middle):
    dice = rng()

    found = [
        wasserstein(dwells(dice, middle), dwells(dice, 0.0), dice, draws=200).found
        for _ in range(60)
    ]

    assert np.mean([it.low - 1e-9 <= middle <= it.high for it in found]) >= 0.9
