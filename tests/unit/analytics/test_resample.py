"""Whole people are drawn again."""

import numpy as np
import pytest

from core.analytics.resample import distance_bounds, percentiles, places_of, times_drawn


def test_each_draw_holds_as_many_people_as_there_are():
    assert (times_drawn(7, np.random.default_rng(1), 50).sum(axis=1) == 7).all()


def test_a_draw_may_be_of_another_size():
    drawn = times_drawn(7, np.random.default_rng(1), 50, size=20)

    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 20).all()


def test_people_are_counted_by_name():
    places, count = places_of(["b", "a", "b"])

    assert (places.tolist(), count) == ([1, 0, 1], 2)


def test_few_people_reach_out_further_than_plain_percentiles():
    replicas = np.linspace(0, 1, 1001)

    few, many = percentiles(replicas, 5, 0.95), percentiles(replicas, 10_000, 0.95)

    assert many == pytest.approx((0.025, 0.975), abs=1e-3)
    assert few[0] < 0.005
    assert few[1] > 0.995


def test_draws_without_a_figure_are_left_out():
    assert percentiles(np.array([np.nan, 0.5, np.nan]), 9, 0.95) == (0.5, 0.5)
    assert np.isnan(percentiles(np.array([np.nan]), 9, 0.95)).all()


def test_what_chance_alone_explains_may_be_nothing():
    replicas, chance = np.linspace(0.3, 0.5, 100), np.linspace(0.0, 0.25, 100)

    assert distance_bounds(0.2, replicas, chance, 30)[0] == 0.0
    assert distance_bounds(0.4, replicas, chance, 30)[0] > 0.25
