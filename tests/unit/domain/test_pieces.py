"""A period is cut into whole days, whole hours and parts of hours; nothing is lost or doubled."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.domain.period import Period, midnight, read_period
from core.domain.pieces import HOUR, pieces
from core.domain.versus import Versus, compared

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
TODAY = NOW.date().toordinal()
LONDON, DELHI = ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")


def at(hour, minute=0, second=0, day=14):
    return datetime(2026, 10, day, hour, minute, second, tzinfo=UTC)


def test_today_so_far_is_hours_and_the_started_one():
    found = pieces(read_period("today", NOW, ZoneInfo("UTC")))

    assert found.days == 0
    assert found.hours == ((at(0), at(14)),)
    assert found.parts == ((at(14), NOW),)


def test_the_day_before_is_cut_at_the_same_minute():
    found = pieces(compared(read_period("today", NOW, ZoneInfo("UTC")), Versus.PREVIOUS))

    assert found.hours == ((at(0, day=13), at(14, day=13)),)
    assert found.parts == ((at(14, day=13), at(14, 3, 12, day=13)),)


def test_whole_days_are_taken_whole_and_today_is_not_one():
    found = pieces(read_period("7d", NOW, ZoneInfo("UTC")))

    assert (found.first, found.end) == (TODAY - 6, TODAY)
    assert found.hours == ((at(0), at(14)),)


def test_days_over_have_no_hours():
    found = pieces(read_period("yesterday", NOW, ZoneInfo("UTC")))

    assert (found.days, found.hours, found.parts) == (1, (), ())


def test_a_rolling_day_is_ragged_at_both_ends():
    found = pieces(read_period("24h", NOW, ZoneInfo("UTC")))

    assert found.days == 0
    assert found.parts == ((at(14, 3, 12, day=13), at(15, day=13)), (at(14), NOW))


def test_half_an_hour_is_one_part():
    found = pieces(read_period("live", at(14, 40), ZoneInfo("UTC")))

    assert (found.hours, found.parts) == ((), ((at(14, 10), at(14, 40)),))


def test_days_that_begin_at_half_past_are_whole_too():
    found = pieces(read_period("today", NOW, DELHI))

    assert found.parts == ((at(18, 30, day=13), at(19, day=13)), (at(14), NOW))


@given(
    start=st.timedeltas(timedelta(0), timedelta(days=270)).map(MARCH.__add__),
    span=st.timedeltas(timedelta(seconds=1), timedelta(days=90)),
    zone=st.sampled_from([ZoneInfo("UTC"), LONDON, DELHI]),
)
def test_the_pieces_are_the_period(start, span, zone):
    period = Period("", "", start, start + span, zone)

    found = pieces(period)

    days = [_of_day(day, zone) for day in range(found.first, found.end)]
    every = sorted([*days, *found.hours, *found.parts])
    assert (every[0][0], every[-1][1]) == (period.start, period.end)
    assert all(one[1] == other[0] for one, other in pairwise(every))
    assert all(end - begin <= HOUR for begin, end in found.parts)
    assert all(_whole(begin) and _whole(end) for begin, end in found.hours)


def _of_day(ordinal, zone):
    day = datetime.fromordinal(ordinal).date()
    return midnight(day, zone), midnight(day + timedelta(days=1), zone)


def _whole(moment):
    return moment.timestamp() % 3600 == 0
