"""Distances of shares, and differences of means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from core.sim.closeness import Mean, floor_of_mean, pooled, share_distance


def rng(seed=1):
    return np.random.default_rng(seed)


def some_people(seed, share=(0.5, 0.4), people=30, tips=20):
    many = np.full((people, len(share)), tips)
    return np.stack([many, rng(seed).binomial(many, share)], axis=2).astype(float)


def test_a_distance_on_paper():
    one = np.array([[[2.0, 1], [4, 1]], [[2, 1], [0, 0]]])
    other = np.array([[[10.0, 9], [8, 4]], [[10, 7], [0, 0]]])

    found = share_distance(one, other, rng(), draws=50)

    assert pooled(one) == (0.5, 0.25)
    assert pooled(other) == (0.8, 0.5)
    assert found.found.value == pytest.approx((0.3 + 0.25) / 2)
    assert found.found.people == 2


def test_a_place_that_one_side_never_reached_is_left_out():
    one, other = np.array([[[4.0, 1], [0, 0]]] * 2), np.array([[[4.0, 3], [4, 4]]] * 2)

    found = share_distance(one, other, rng(), draws=50)

    assert np.isnan(pooled(one)[1])
    assert found.found.value == pytest.approx(0.5)


def test_nothing_in_common_has_no_distance():
    one, other = np.array([[[4.0, 1], [0, 0]]] * 2), np.array([[[0.0, 0], [4, 4]]] * 2)

    found = share_distance(one, other, rng(), draws=50)

    assert np.isnan([found.found.value, found.found.low, found.found.high]).all()


def test_people_of_one_kind_are_no_further_apart_than_the_floor():
    close = 0
    for seed in range(20):
        found = share_distance(some_people(seed), some_people(seed + 100), rng(), draws=200)
        close += found.found.low <= found.floor

    assert close >= 19


def test_people_of_another_kind_are():
    found = share_distance(some_people(1), some_people(2, (0.8, 0.1)), rng())

    assert found.found.low > 0.2 > found.floor
    assert found.found.holds(0.3)


def test_the_same_dice_give_the_same_interval():
    one, other = some_people(1), some_people(2)

    assert share_distance(one, other, rng()) == share_distance(one, other, rng())


@given(st.integers(0, 10**6))
def test_shares_are_never_further_apart_than_one_and_the_interval_holds_the_value(seed):
    found = share_distance(some_people(seed, people=4), some_people(seed + 1), rng(), draws=40)

    assert 0 <= found.found.low <= found.found.value <= found.found.high
    assert found.found.value <= 1


def test_a_difference_of_means_has_the_bounds_of_welch():
    one, other = rng(1).normal(0.2, 1, 12), rng(2).normal(0, 3, 30)

    found = Mean.of(one).minus(Mean.of(other)).estimate()

    bounds = ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((bounds.low, bounds.high))
    assert found.value == pytest.approx(one.mean() - other.mean())
    assert found.people == 12


def test_people_who_do_not_differ_leave_no_doubt():
    found = Mean.of(np.full(5, 0.5)).minus(Mean.of(np.full(5, 0.25))).estimate()

    assert (found.value, found.low, found.high) == (0.25, 0.25, 0.25)


def test_the_floor_of_two_people_is_what_they_differ_by():
    assert floor_of_mean(rng(), np.array([0.2, 0.6])) == pytest.approx(0.4)


def test_the_floor_of_shares_is_what_two_people_of_the_log_are_apart():
    log = np.array([[[10.0, 9]], [[10, 4]]])

    assert share_distance(log, log, rng(), draws=50).floor == pytest.approx(0.5)


def test_the_floor_of_a_difference_halves_both_sides():
    alike, two = np.full(6, 0.5), np.array([0.2, 0.6])

    assert floor_of_mean(rng(), alike, two) == pytest.approx(0.4)
    assert floor_of_mean(rng(), alike) == 0
