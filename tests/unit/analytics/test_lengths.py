"""How long an experiment still needs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.always_valid import FEWEST_USERS, Arm, of_arms, reach
from core.analytics.lengths import LUCK, MOST_USERS, Length, length
from core.domain.figure import Change

users_so_far = st.integers(1, 100_000)
errors = st.floats(1e-4, 1)
gaps = st.floats(1e-3, 1)


def a_change(error):
    return Change(0.01, 0.01 - 2 * error, 0.01 + 2 * error, error, 400, 30)


def test_twenty_thousand_users_on_paper():
    # At 20 000 users the bounds reach 3.127 errors out and luck takes 0.842 more: 3.969 in all.
    gap = 3.969 * 0.01 * math.sqrt(1000 / 20_000)

    found = length(a_change(0.01), users=1000, users_per_day=100, gap=gap)

    assert found.users == pytest.approx(20_000, rel=1e-3)
    assert found.days == pytest.approx(190, abs=1)


def test_what_is_known_already_takes_no_more_days():
    assert length(a_change(0.001), 5000, 10, gap=0.05).days == 0


def test_nothing_is_known_before_five_hundred_users():
    assert length(a_change(0.0001), 100, 50, gap=0.5) == Length(FEWEST_USERS, 8)


def test_without_new_users_it_never_ends():
    assert length(a_change(0.02), 1000, 0.0, gap=0.01).days is None
    assert length(a_change(0.001), 5000, 0.0, gap=0.05).days == 0


def test_a_gap_too_small_for_all_the_world_is_never_known():
    assert length(a_change(0.5), 1000, 100, gap=1e-9) == Length(MOST_USERS, None)


@given(errors, users_so_far, gaps)
def test_the_number_is_the_smallest_that_shows_the_gap(error, users, gap):
    needed = length(a_change(error), users, 1.0, gap).users

    def out(count):
        return (reach(count) + LUCK) * error * math.sqrt(users / count)

    assert out(needed) <= gap * (1 + 1e-9) or needed == MOST_USERS
    assert needed == FEWEST_USERS or out(needed - 1) > gap * (1 - 1e-9)


@given(errors, users_so_far, gaps, st.floats(1, 3))
def test_a_larger_gap_is_never_later(error, users, gap, factor):
    far, near = (length(a_change(error), users, 7.0, it) for it in (gap, gap * factor))

    assert near.users <= far.users


def test_four_of_five_experiments_of_that_length_see_the_gap():
    sd, gap = 0.5, 0.05
    error = sd * math.sqrt(1 / 1000 + 1 / 1000)
    needed = length(a_change(error), 2000, 100, gap).users // 2
    rng = np.random.default_rng(8)

    seen = [
        of_arms(Arm(needed, gap + luck, sd**2), Arm(needed, 0.0, sd**2)).clear
        for luck in rng.normal(0, sd * math.sqrt(2 / needed), 2000)
    ]

    assert np.mean(seen) == pytest.approx(0.8, abs=0.03)


def test_what_makes_no_question_is_refused():
    with pytest.raises(ValueError, match="0"):
        length(a_change(0.1), 1000, 10, gap=0.0)
    with pytest.raises(ValueError, match="0"):
        length(a_change(0.1), 0, 10, gap=0.1)
    with pytest.raises(ValueError, match="-1"):
        length(a_change(0.1), 1000, -1, gap=0.1)
