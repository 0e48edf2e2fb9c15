"""What the words of an address mean as a time, and what that is compared with."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.period import Grain, moved, read_period, stepped
from core.domain.versus import Versus, compared, read_versus
from core.errors import Malformed

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)  # a Wednesday, 14:03 in Berlin


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", date(2026, 9, 17), date(2026, 10, 14)),
        ("28d", date(2026, 9, 17), date(2026, 10, 14)),
        ("today", date(2026, 10, 14), date(2026, 10, 14)),
        ("yesterday", date(2026, 10, 13), date(2026, 10, 13)),
        ("month", date(2026, 10, 1), date(2026, 10, 14)),
        ("last-month", date(2026, 9, 1), date(2026, 9, 30)),
        ("6mo", date(2026, 5, 1), date(2026, 10, 14)),
        ("ytd", date(2026, 1, 1), date(2026, 10, 14)),
        ("12mo", date(2025, 11, 1), date(2026, 10, 14)),
        ("day:2026-10-01", date(2026, 10, 1), date(2026, 10, 1)),
        ("2026-09-01..2026-09-28", date(2026, 9, 1), date(2026, 9, 28)),
    ],
)
def test_a_text_names_days_in_the_consoles_zone(text, first, last):
    period = read_period(text, NOW, BERLIN)

    assert (period.first, period.last) == (first, last)


def test_a_period_that_holds_today_is_cut_now():
    assert read_period("today", NOW, BERLIN).end == NOW


def test_a_day_that_is_over_ends_at_midnight_there():
    period = read_period("yesterday", NOW, BERLIN)

    assert period.end == datetime(2026, 10, 13, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("28", "0d", "day:2026-13-01", "day:2026-10-15", "2026-09-28..2026-09-01"),
        *(
            "since:nothing",
            "x",
            "2016-01-01..2026-01-01",
            "day:2014-12-31",
            "day:2026-10-14 ",
            "28d;drop",
        ),
    ],
)
def test_what_names_no_time_that_can_be_looked_at_is_malformed(text):
    with pytest.raises(Malformed):
        read_period(text, NOW, BERLIN)


def test_a_period_can_begin_with_a_mark():
    promoted = NOW - timedelta(days=3, hours=2)

    period = read_period("since:promotion", NOW, BERLIN, {"promotion": promoted})

    assert (period.start, period.end) == (promoted, NOW)


@pytest.mark.parametrize(
    ("text", "grain"), [("24h", Grain.HOUR), ("28d", Grain.DAY), ("12mo", Grain.WEEK)]
)
def test_the_grain_follows_from_the_length(text, grain):
    assert read_period(text, NOW, BERLIN).grain is grain


def test_the_day_before_is_cut_at_the_same_minute():
    before = compared(read_period("today", NOW, BERLIN), Versus.PREVIOUS)

    assert before.end == NOW - timedelta(days=1)


def test_rolling_hours_are_compared_with_those_right_before():
    period = read_period("24h", NOW, BERLIN)

    before = compared(period, Versus.PREVIOUS)

    assert before.end == period.start


@given(days=st.integers(1, 120))
def test_the_same_weekdays_meet_each_other(days):
    period = read_period(f"{days}d", NOW, BERLIN)

    before = compared(period, Versus.WEEKDAY)

    assert before.first.weekday() == period.first.weekday()
    assert before.last < period.first


def test_a_year_before_keeps_the_weekday():
    period = read_period("day:2026-10-14", NOW, BERLIN)

    assert compared(period, Versus.YEAR).first == date(2025, 10, 15)


def test_nothing_can_be_compared_with():
    assert compared(read_period("28d", NOW, BERLIN), Versus.NONE) is None


def test_an_unknown_comparison_is_the_usual_one():
    assert read_versus("sideways") is Versus.PREVIOUS


def test_moving_over_a_clock_change_keeps_the_clock_time():
    period = read_period("day:2026-10-26", datetime(2026, 11, 1, tzinfo=UTC), BERLIN)

    before = moved(period, -7)  # the clocks went back on 25 October

    assert before.start == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert before.end == datetime(2026, 10, 19, 22, tzinfo=UTC)


@given(days=st.integers(1, 300), steps=st.integers(1, 3))
def test_stepping_back_gives_neighbours_of_the_same_length(days, steps):
    period = read_period(f"{days}d", NOW, BERLIN)

    back = read_period(stepped(period, -steps), NOW, BERLIN)

    assert back.days == days
    assert (period.first - back.last).days == 1 + (steps - 1) * days


def test_a_day_names_as_many_days_from_it_on():
    period = read_period("2026-09-14..2026-09-28", NOW, BERLIN)

    other = compared(period, read_versus("from:2026-03-20"))

    assert (other.first, other.last) == (date(2026, 3, 20), date(2026, 4, 3))
    assert other.words == "15 days from 20 Mar 2026"


@pytest.mark.parametrize("text", ["from:2026-09-17", "from:2026-13-01", "from:1999-01-01"])
def test_a_day_that_does_not_lie_before_is_as_if_not_named(text):
    period = read_period("28d", NOW, BERLIN)

    assert compared(period, read_versus(text)) == compared(period, Versus.PREVIOUS)
