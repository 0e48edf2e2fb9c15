"""Whether things happen as often as they were given a chance to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from core.analytics.reliability import Bin, Bins, reliability


def rng():
    return np.random.default_rng(14)


def predictions(dice, people=15, each=20, off=0.0):
    """Return probabilities of people, what happened, and whose each is; `off` is promised too much."""
    p = dice.uniform(0.2, 1.0, people * each)
    y = (dice.random(len(p)) < p - off).astype(float)
    return p, y, np.repeat(np.arange(people), each)


def test_two_bins_on_paper():
    predicted = np.array([0.1, 0.15, 0.8, 0.85])
    happened = np.array([0.0, 1.0, 1.0, 1.0])

    found = reliability(predicted, happened, [1, 2, 3, 4], rng())

    assert found.table == (
        Bin(pytest.approx(0.125), 0.5, 2),
        Bin(pytest.approx(0.825), 1.0, 2),
    )
    assert found.error.value == pytest.approx((0.375 * 2 + 0.175 * 2) / 4)
    assert found.brier == pytest.approx((0.01 + 0.7225 + 0.04 + 0.0225) / 4)


def test_an_edge_belongs_to_the_bin_above_and_one_to_the_last():
    found = reliability(np.array([0.0, 0.1, 0.95, 1.0]), np.zeros(4), range(4), rng())

    assert [it.n for it in found.table] == [1, 1, 2]


def test_bins_of_equal_mass_hold_equally_many_and_never_part_equals():
    even = reliability(np.linspace(0, 0.2, 100), np.zeros(100), range(100), rng(), bins=Bins.MASS)
    ties = reliability(np.full(100, 0.3), np.zeros(100), range(100), rng(), bins=Bins.MASS)

    assert [it.n for it in even.table] == [10] * 10
    assert [it.n for it in ties.table] == [100]


def test_certain_and_right_is_perfect():
    happened = np.array([0.0, 1.0, 1.0])

    found = reliability(happened, happened, range(3), rng())

    assert (found.error.value, found.error.low, found.error.high, found.brier) == (0, 0, 0, 0)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=40))
def test_the_error_lies_between_the_overall_bias_and_one(rows):
    predicted, happened = (np.array(it, float) for it in zip(*rows, strict=True))

    for bins in Bins:
        found = reliability(predicted, happened, range(len(rows)), rng(), bins=bins, draws=20)

        assert abs(predicted.mean() - happened.mean()) - 1e-12 <= found.error.value <= 1
        assert sum(it.n for it in found.table) == len(rows)
        assert found.brier == pytest.approx(brier_score_loss(happened, predicted))


def test_one_person_has_an_error_without_bounds():
    found = reliability(np.array([0.2, 0.4]), np.array([0.0, 1.0]), ["a", "a"], rng()).error

    assert np.isnan([found.low, found.high]).all()


@pytest.mark.parametrize(
    ("predicted", "happened"),
    [([], []), ([0.1], [1.0, 0.0]), ([1.1], [1.0]), ([0.5], [2.0]), ([np.nan], [1.0])],
)
def test_what_is_no_probability_is_refused(predicted, happened):
    with pytest.raises(ValueError, match=r"."):
        reliability(np.array(predicted), np.array(happened), range(len(predicted)), rng())


@pytest.mark.parametrize("off", [0.0, 0.2])
@pytest.mark.parametrize("bins", Bins)
def test_intervals_hold_the_truth_also_when_it_is_no_error_at_all(bins, off):
    dice = rng()

    found = [
        reliability(*predictions(dice, off=off), dice, bins=bins, draws=150) for _ in range(200)
    ]

    assert np.mean([it.error.value for it in found]) > off - 0.005
    assert np.mean([it.error.holds(off) for it in found]) >= 0.92
