"""What would have made another candidate the best known: the smallest single change."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bandit.features import GRID, TIP
from core.bandit.flip import flip
from core.domain.flip import Move

PLAIN = dict.fromkeys(TIP.names, 0.0) | {"intercept": 1.0, "hour_of_day": 14.0, "priority": 1.0}
"""A task of which nothing is known, at two in the afternoon."""
THIRD = round(GRID / 3) / GRID


def test_the_change_that_costs_least_is_told_with_what_it_costs():
    weights = {"snoozed": -0.3, "due_soon": 0.5}

    found = flip(PLAIN | {"due_soon": 1.0}, weights, 0.05)

    assert found.move is Move.SNOOZED
    assert found.effect == pytest.approx(-0.3 * THIRD)
    assert found.lead == 0.05


def test_a_change_that_costs_less_than_the_lead_flips_nothing():
    assert flip(PLAIN, {"snoozed": -0.3}, 0.2) is None


def test_a_try_is_told_what_would_have_made_it_the_best_known():
    found = flip(PLAIN, {"due_soon": 0.4, "urgency": 0.1}, -0.2)

    assert (found.move, found.effect) == (Move.SOON, 0.4)


def test_a_lead_of_nothing_needs_something_to_be_lost():
    assert flip(PLAIN, {"snoozed": 0.3}, 0.0) is None
    assert flip(PLAIN, {"snoozed": -0.3}, 0.0).move is Move.SNOOZED


def test_nobody_snoozes_more_often_than_often():
    assert flip(PLAIN | {"snoozed": 1.0}, {"snoozed": -9.0}, 0.1) is None


def test_what_is_overdue_cannot_be_due_soon():
    assert flip(PLAIN | {"is_overdue": 1.0}, {"due_soon": 9.0}, -0.1) is None


def test_a_priority_moves_with_its_morning():
    dawn = PLAIN | {"hour_of_day": 8.0, "urgency": 1.0, "urgent_morning": 1.0, "priority": 4.0}
    two_thirds = round(GRID * 2 / 3) / GRID

    found = flip(dawn, {"urgency": 0.3, "urgent_morning": 0.3}, 0.15)

    assert found.move is Move.LOWER
    assert found.effect == pytest.approx((two_thirds - 1) * 0.6)


def test_a_length_moves_all_that_tells_of_it():
    evening = PLAIN | {"hour_of_day": 20.0, "quick": 1.0, "quick_evening": 1.0, "minutes": -0.5}
    length = round(math.log(60 / 25) / math.log(25) * GRID) / GRID

    found = flip(evening, {"quick": 0.1, "quick_evening": 0.1, "minutes": -0.2, "long": -0.1}, 0.3)

    assert found.move is Move.LONG
    assert found.effect == pytest.approx(-0.1 - 0.1 - 0.1 - 0.2 * (length + 0.5))


def test_a_policy_that_knows_other_columns_is_asked_about_those_alone():
    assert flip({"is_overdue": 1.0}, {"is_overdue": 1.0}, 0.1) is None


@given(
    weights=st.dictionaries(st.sampled_from(TIP.names), st.floats(-1, 1)),
    lead=st.floats(-1, 1, allow_nan=False),
)
def test_whatever_is_told_does_change_who_leads(weights, lead):
    found = flip(PLAIN, weights, lead)

    assert found is None or (lead + found.effect < 0) is not (lead < 0)
