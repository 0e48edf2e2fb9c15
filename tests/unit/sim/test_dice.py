"""Dice that are keyed by what happens: the same everywhere, and each key by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from core.sim.dice import Dice, generator, normal, uniform

parts = st.one_of(st.text(max_size=6), st.integers(-100, 100))
KNOWN = [0.5743673472999427, 0.2528982072266568, 0.19006379278558272, 0.1875042326102757]
"""Another value here means other worlds than the ones that were reported."""
KNOWN_INTEGERS = [14659, 872478, 727852]

keys = st.lists(parts, max_size=4).map(tuple)


def test_known_throws_stay_what_they_are():
    found = [uniform(1, "ana", "react"), uniform(), uniform("é", -3), normal(1, "ana", "react")]

    assert found == KNOWN
    assert generator(1, "ana", "tasks").integers(1_000_000, size=3).tolist() == KNOWN_INTEGERS


def test_throws_are_uniform():
    found = [uniform(7, "ana", n, "react") for n in range(20_000)]

    assert stats.kstest(found, "uniform").pvalue > 0.01


def test_normal_throws_are_normal():
    found = [normal(7, "ana", n, "taste") for n in range(20_000)]

    assert stats.kstest(found, "norm").pvalue > 0.01


def test_purposes_know_nothing_of_each_other():
    dice = Dice(7, "ana")

    found = np.array([[dice.uniform(n, why) for why in ("react", "dwell")] for n in range(20_000)])

    assert abs(np.corrcoef(found.T)[0, 1]) < 0.02


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", "b"), ("ab",)),
        ((1, 2), (12,)),
        ((1,), ("1",)),
        (("1;",), (1,)),
        (("1:a",), ("a",)),
        (("",), ()),
        ((-1,), (1,)),
    ],
)
def test_no_key_sounds_like_another(one, other):
    assert uniform(*one) != uniform(*other)


@given(keys, keys)
def test_only_equal_keys_give_equal_throws(one, other):
    assert (uniform(*one) == uniform(*other)) == (one == other)


@given(keys, keys)
def test_a_persons_dice_are_the_same_throws_only_quicker(first, rest):
    dice = Dice(*first)

    assert dice.uniform(*rest) == uniform(*first, *rest)
    assert dice.normal(*rest) == normal(*first, *rest)
    assert dice.generator(*rest).random() == generator(*first, *rest).random()


@given(keys)
def test_a_throw_stays_within_its_bounds(key):
    assert 0 <= uniform(*key) < 1
    assert np.isfinite(normal(*key))


class _Stuck(Dice):
    """Dice on which every half is the same."""

    __slots__ = ("half",)

    def _half(self, key):
        return self.half


@pytest.mark.parametrize("half", [0, 2**64 - 1])
def test_even_the_outermost_throws_are_finite(half):
    dice = _Stuck()
    dice.half = half

    assert 0 <= dice.uniform() < 1
    assert 8 < abs(dice.normal()) < 9


def test_throwing_changes_nothing():
    dice = Dice(1, "ana")
    before = dice.uniform("x")

    dice.uniform("y")
    dice.generator("z").random(5)

    assert dice.uniform("x") == before
