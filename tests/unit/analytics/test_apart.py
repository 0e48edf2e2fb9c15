"""Slices that differ are called, and looking at many does not call more."""

import numpy as np
import pytest

from core.analytics.apart import apart, chance
from core.analytics.group_sums import Sums
from core.domain.figure import Change, TooFew

GROUPS = 20


def a_slice(dice, mean, each=20):
    """Return sums of rewards of twenty groups of users, whose own means differ."""
    own = mean + 0.2 * dice.standard_normal(GROUPS)
    return Sums(each * own, np.full(GROUPS, float(each)))


def test_a_slice_that_earns_more_than_the_rest_is_clear():
    dice = np.random.default_rng(7)

    better, same = apart(
        [(a_slice(dice, 0.6), a_slice(dice, 0.1)), (a_slice(dice, 0.1), a_slice(dice, 0.1))]
    )

    assert better.clear
    assert better.change.value == pytest.approx(0.5, abs=0.15)
    assert not same.clear


def test_a_slice_of_few_picks_is_not_tested_and_does_not_weigh_on_the_others():
    dice = np.random.default_rng(7)
    few = Sums(np.array([1.0, *[0] * 19]), np.array([1.0, *[0] * 19]))
    pair = (a_slice(dice, 0.6), a_slice(dice, 0.1))

    found = apart([(few, pair[1]), pair])

    assert found[0].change == TooFew(1, 1)
    assert [it.clear for it in found] == [False, True]
    assert apart([]) == ()


def test_where_nothing_differs_a_page_of_slices_is_quiet_in_nineteen_of_twenty():
    dice = np.random.default_rng(11)
    pages = [
        apart([(a_slice(dice, 0.1), a_slice(dice, 0.1)) for _ in range(17)]) for _ in range(300)
    ]

    called = sum(any(it.clear for it in page) for page in pages)
    single = sum(it.change.clear for page in pages for it in page)

    assert called <= 0.08 * len(pages)
    assert single == pytest.approx(0.05 * 17 * len(pages), rel=0.3)


def test_a_difference_without_doubt_is_certain_and_none_is_no_news():
    assert chance(Change(0.5, 0.5, 0.5, 0.0, 100, 19)) == 0
    assert chance(Change(0.0, 0.0, 0.0, 0.0, 100, 19)) == 1
    assert chance(Change(-2.093, -4.2, 0.0, 1.0, 100, 19)) == pytest.approx(0.05, abs=0.001)
