"""Axes and labels, for all numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sim.report.scale import Scale, around, digits, spread

PLACES = st.lists(st.floats(-500, 500), min_size=1, max_size=12)


def test_a_scale_on_paper():
    scale = Scale(-1, 1, 0, 200)

    assert [scale.at(it) for it in (-1, 0, 0.5, 3)] == [0, 100, 150, 200]
    assert scale.ticks(4) == (-1, -0.5, 0, 0.5, 1)


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4), st.integers(2, 12))
def test_ticks_are_few_and_within(low, span, most):
    scale = Scale(low, low + span, 0, 100)

    ticks = scale.ticks(most)

    assert len(ticks) <= most + 1
    assert all(low - span * 1e-6 <= it <= low + span * (1 + 1e-6) for it in ticks)


@pytest.mark.parametrize(
    ("ticks", "found"), [((0, 0.25, 0.5), 2), ((0, 0.1), 1), ((0, 50), 0), ((1,), 0)]
)
def test_decimals_are_as_many_as_tell_ticks_apart(ticks, found):
    assert digits(ticks) == found


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_bounds_hold_all_values_and_leave_room(values):
    low, high = around(values)

    assert low < min(values) <= max(values) < high


@given(PLACES, st.floats(1, 30))
def test_labels_never_overlap_and_keep_their_order(wanted, gap):
    found = spread(wanted, gap, -1000, 1000)

    ordered = [place for _, place in sorted(zip(wanted, found, strict=True))]
    apart = [b - a for a, b in pairwise(sorted(found))]
    assert all(it >= gap - 1e-6 for it in apart)
    assert ordered == sorted(found)


@given(PLACES)
def test_labels_stay_on_the_picture(wanted):
    found = spread(wanted, 15, 0, 15 * 12)

    assert all(-1e-6 <= it <= 15 * 12 + 1e-6 for it in found)


def test_labels_that_have_room_stay_where_they_are_wanted():
    assert spread([90, 10, 50], 15, 0, 100) == (90, 10, 50)


def test_labels_that_want_one_place_part_around_it():
    assert spread([50, 50], 20, 0, 100) == (40, 60)
