"""People who go from step to step."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.funnel import Step, funnel, is_ripe, newcombe, proportion
from core.domain.figure import TooFew

NOW = (
    Step("signed in", 214),
    Step("connected", 180),
    Step("first tip", 170),
    Step("returned", 60, ripe=120),
)
BEFORE = (
    Step("signed in", 200),
    Step("connected", 150),
    Step("first tip", 25),
    Step("returned", 10),
)


def test_each_step_is_a_share_of_the_one_before():
    signed_in, connected, _, returned = funnel(NOW, BEFORE)

    assert (signed_in.conversion, signed_in.change) == (None, None)
    assert connected.conversion.value == 180 / 214
    assert connected.conversion_before.value == 150 / 200
    assert connected.change.value == pytest.approx(180 / 214 - 0.75)
    assert (returned.reached, returned.reached_before) == (60, 10)


def test_a_return_counts_only_users_whose_seventh_day_is_over():
    returned = funnel(NOW, BEFORE)[-1]

    assert returned.conversion.value == 60 / 120
    assert returned.conversion.count == 120
    assert returned.unknown == 50


def test_below_thirty_users_there_is_only_a_count():
    returned = funnel(NOW, BEFORE)[-1]

    assert returned.conversion_before == TooFew(25)
    assert returned.change == TooFew(25)
    assert proportion(10, 29) == TooFew(29)
    assert proportion(10, 30).count == 30


def test_when_both_are_few_the_smaller_is_told():
    thin = (Step("a", 20), Step("b", 10))

    assert funnel(thin, (Step("a", 12), Step("b", 3)))[1].change == TooFew(12)


def test_nobody_is_a_funnel_too():
    nobody = (Step("signed in", 0), Step("connected", 0))

    assert funnel(nobody, nobody)[1].conversion == TooFew(0)
    assert funnel((), ()) == ()


def test_newcombes_example_on_paper():
    # Newcombe (1998), table II: 56/70 against 48/80, method 10.
    found = newcombe(proportion(56, 70), proportion(48, 80))

    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert found.clear


shares = st.integers(30, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, shares)
def test_a_change_lies_in_its_bounds_and_turns_round_with_its_sign(one, other):
    there = newcombe(proportion(*one), proportion(*other))
    back = newcombe(proportion(*other), proportion(*one))

    assert -1 <= there.low <= there.value <= there.high <= 1
    assert (there.low, there.value) == pytest.approx((-back.high, -back.value))
    assert there.high > there.low


@pytest.mark.parametrize(("n", "p"), [(30, 0.05), (30, 0.5), (200, 0.9)])
def test_ninety_five_percent_of_changes_hold_none_when_there_is_none(n, p):
    dice = np.random.default_rng(3)

    held = [
        not newcombe(proportion(int(a), n), proportion(int(b), n)).clear
        for a, b in dice.binomial(n, p, (1000, 2))
    ]

    assert np.mean(held) >= 0.925


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-3, 20))
def test_a_day_is_ripe_when_the_seventh_after_it_is_over(began, later):
    assert is_ripe(began, date.fromordinal(began.toordinal() + later)) == (later >= 8)


def test_steps_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="other"):
        funnel((Step("a", 1),), (Step("other", 1),))
    with pytest.raises(ValueError, match="11"):
        funnel((Step("a", 10), Step("b", 11)), (Step("a", 1), Step("b", 1)))
    with pytest.raises(ValueError, match="ripe=12"):
        funnel((Step("a", 10), Step("b", 5, ripe=12)), (Step("a", 1), Step("b", 1)))


def test_a_share_of_users_has_the_binomials_error():
    assert proportion(20, 80).error == pytest.approx(math.sqrt(0.25 * 0.75 / 80))
