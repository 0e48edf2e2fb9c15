"""Whether worlds put the policies in the same order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.ranking import agreement


def test_the_same_order_agrees_and_the_reverse_does_not():
    values = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 90.0], [3.0, 2.0, 1.0]])

    found = agreement(values, ["linear", "gated", "careless"])

    assert [(it.one, it.other, it.tau) for it in found.pairs] == [
        ("linear", "gated", pytest.approx(1.0)),
        ("linear", "careless", pytest.approx(-1.0)),
        ("gated", "careless", pytest.approx(-1.0)),
    ]
    assert found.mean == pytest.approx(-1 / 3)


def test_ties_are_neither_for_nor_against():
    found = agreement(np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 2.0]]), ["a", "b"])

    assert found.mean == pytest.approx(2 / np.sqrt(3 * 2))


def test_a_world_that_sees_no_order_is_left_out_of_the_mean():
    found = agreement(np.array([[1.0, 2.0], [2.0, 3.0], [1.0, 1.0]]), ["a", "b", "flat"])

    assert [it.tau for it in found.pairs] == [pytest.approx(1.0), None, None]
    assert found.mean == pytest.approx(1.0)


@pytest.mark.parametrize("values", [np.ones((2, 1)), np.ones((2, 0)), np.ones((1, 3))])
def test_one_policy_or_one_world_has_no_agreement(values):
    assert agreement(values, ["a", "b"][: len(values)]).mean is None


@pytest.mark.parametrize(
    "values", [np.ones((2, 3)), np.ones(3), np.array([[np.nan], [1.0], [1.0]])]
)
def test_what_has_no_name_or_no_number_is_refused(values):
    with pytest.raises(ValueError, match=r"."):
        agreement(values, ["a", "b", "c"])


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_agreement_is_mutual_and_only_of_orders(one, other):
    values = np.array([one, other], dtype=float)

    forth = agreement(values, ["a", "b"]).mean
    back = agreement(np.exp(values[::-1]), ["b", "a"]).mean

    assert forth == pytest.approx(back)
    assert -1 <= forth <= 1 + 1e-12
