"""Figures as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.analytics.differences import Difference
from core.analytics.estimate import Estimate
from core.sim.report.figures import MINUS, count, difference, estimate, number, plain, short

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.724, "0.72"), (-0.5, f"{MINUS}0.50"), (-0.001, "0.00"), (NAN, "—"), (float("inf"), "—")],
)
def test_a_number_has_two_decimals_and_a_true_minus(value, written):
    assert number(value) == written


def test_a_signed_number_shows_its_sign_unless_it_is_nought():
    assert [number(it, 3, signed=True) for it in (0.05, -0.05, 0.0001)] == [
        "+0.050",
        f"{MINUS}0.050",
        "0.000",
    ]


def test_an_estimate_stands_with_its_bounds():
    assert estimate(Estimate(0.72, 0.68, 0.76, 12)) == "0.72 [0.68, 0.76]"
    assert estimate(Estimate(0.72, NAN, NAN, 1)) == "0.72"
    assert estimate(None) == "—"


def test_a_difference_stands_with_signed_bounds():
    it = Difference(mean=-0.05, low=-0.1, high=0.0, p=0.04, n=12, sd=0.1)

    assert difference(it) == f"{MINUS}0.05 [{MINUS}0.10, 0.00]"


def test_things_are_counted_in_words():
    assert (count(1, "world"), count(2, "world"), count(2, "life", "lives")) == (
        "1 world",
        "2 worlds",
        "2 lives",
    )


@given(st.text())
def test_a_plain_name_moves_nothing_and_can_be_written_down(text):
    written = plain(text)

    assert written.isprintable()
    assert written.encode("utf-8").decode("utf-8") == written


@given(st.text(), st.integers(2, 50))
def test_a_short_name_is_no_longer_than_it_may_be(text, most):
    assert len(short(text, most)) <= most
