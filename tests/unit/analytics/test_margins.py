"""Guardrails and their margins."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.jackknife import spread
from core.analytics.margins import Guardrail, Standing, Worse
from core.domain.figure import Change, TooFew

dismissed = Guardrail(0.01)
answered = Guardrail(0.02, Worse.DOWN)


def a_change(low, high):
    return Change((low + high) / 2, low, high, (high - low) / 4, 500, 19)


@pytest.mark.parametrize(
    ("low", "high", "standing"),
    [
        (-0.08, -0.02, "held"),
        (-0.01, 0.009, "held"),
        (0.002, 0.01, "held"),
        (-0.01, 0.011, "watch"),
        (0.005, 0.03, "watch"),
        (0.01, 0.03, "watch"),
        (0.011, 0.03, "broken"),
    ],
)
def test_what_gets_worse_upwards(low, high, standing):
    assert dismissed.standing(a_change(low, high)) == standing


@pytest.mark.parametrize(
    ("low", "high", "standing"),
    [(0.01, 0.08, "held"), (-0.02, 0.01, "held"), (-0.03, 0.01, "watch"), (-0.06, -0.03, "broken")],
)
def test_what_gets_worse_downwards(low, high, standing):
    assert answered.standing(a_change(low, high)) == standing


def test_what_never_happens_holds_a_margin_of_nothing():
    never, once = a_change(0.0, 0.0), a_change(0.001, 0.001)

    assert Guardrail(0).standing(never) is Standing.HELD
    assert Guardrail(0).standing(once) is Standing.BROKEN


def test_too_few_are_neither_held_nor_broken():
    assert dismissed.standing(TooFew(12, 3)) is Standing.TOO_FEW


bounds = st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted)


@given(bounds, st.floats(0, 1))
def test_the_two_directions_mirror_each_other(ends, margin):
    low, high = ends

    up = Guardrail(margin, Worse.UP).standing(a_change(low, high))

    assert up is Guardrail(margin, Worse.DOWN).standing(a_change(-high, -low))


@given(bounds, st.floats(0, 1), st.floats(0, 1))
def test_a_wider_margin_never_judges_harder(ends, margin, more):
    order = [Standing.BROKEN, Standing.WATCH, Standing.HELD]

    tight, wide = (Guardrail(it).standing(a_change(*ends)) for it in (margin, margin + more))

    assert order.index(tight) <= order.index(wide)


def test_harm_of_just_the_margin_is_held_once_in_forty():
    rng = np.random.default_rng(7)
    found = [
        dismissed.standing(spread(value, 0.005, math.inf, 500))
        for value in rng.normal(0.01, 0.005, 4000)
    ]

    assert found.count(Standing.HELD) / 4000 == pytest.approx(1 / 40, abs=0.007)
    assert found.count(Standing.BROKEN) / 4000 == pytest.approx(1 / 40, abs=0.007)


def test_a_margin_that_asks_for_better_is_refused():
    with pytest.raises(ValueError, match=r"-0\.1"):
        Guardrail(-0.1)
    with pytest.raises(ValueError, match="nan"):
        Guardrail(math.nan)
