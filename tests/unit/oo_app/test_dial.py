"""The dial says how long it is until the next look: noon on top, midnight below."""

from datetime import UTC, datetime, timedelta

import pytest

from oo_app.shared.parts.dial import Dial, dial_of

TWO = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)


def test_the_dial_of_the_drawn_example():
    dial = dial_of(TWO, TWO.replace(hour=16, minute=30))

    assert (dial.dot_x, dial.dot_y) == ("51.23", "10.15")
    assert dial.tick == "M59.10 26.43L68.34 22.61"
    assert dial.lit.endswith("A30 30 0 0 1 63.72 24.52")
    assert dial.dim.startswith("M63.72 24.52A30 30 0 1 1")


def test_noon_is_on_top_and_midnight_below():
    noon = TWO.replace(hour=12, minute=0)

    assert (dial_of(noon, noon).dot_x, dial_of(noon, noon).dot_y) == ("36.00", "6.00")
    midnight = noon + timedelta(hours=12)
    assert (dial_of(midnight, midnight).dot_x, dial_of(midnight, midnight).dot_y) == (
        "36.00",
        "66.00",
    )


@pytest.mark.parametrize(
    "away", [timedelta(0), timedelta(minutes=5), timedelta(days=1), timedelta(9)]
)
def test_what_is_too_near_or_too_far_is_not_drawn(away):
    dial = dial_of(TWO, TWO + away)

    assert dial == Dial(dim=dial.dim, dot_x=dial.dot_x, dot_y=dial.dot_y)
