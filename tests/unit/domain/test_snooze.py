"""Snoozed tasks come back at a sensible time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.snooze import Snooze, choices, until

PARIS = ZoneInfo("Europe/Paris")
ZONES = ("Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC")
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 — the bounds are naive by contract


def local(text, zone=PARIS, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("snooze", "now", "expected"),
    [
        (Snooze.NEXT, "2026-11-25T10:00", "2026-11-25T12:00"),
        (Snooze.NEXT, "2026-11-25T10:01", "2026-11-25T12:30"),
        (Snooze.NEXT, "2026-11-25T10:31", "2026-11-25T13:00"),
        (Snooze.NEXT, "2026-11-25T18:30", "2026-11-25T20:30"),
        (Snooze.NEXT, "2026-11-25T18:31", "2026-11-26T09:00"),
        (Snooze.NEXT, "2026-11-25T23:30", "2026-11-26T09:00"),
        (Snooze.NEXT, "2026-11-25T00:10", "2026-11-25T09:00"),
        (Snooze.NEXT, "2026-11-25T07:10", "2026-11-25T09:30"),
        (Snooze.HOUR, "2026-11-25T10:10", "2026-11-25T11:10"),
        (Snooze.HOUR, "2026-11-25T23:30", "2026-11-26T00:30"),
        (Snooze.TONIGHT, "2026-11-25T10:00", "2026-11-25T19:00"),
        (Snooze.TONIGHT, "2026-11-25T19:00", "2026-11-26T19:00"),
        (Snooze.TOMORROW, "2026-11-25T10:00", "2026-11-26T09:00"),
        (Snooze.TOMORROW, "2026-12-31T10:00", "2027-01-01T09:00"),
        (Snooze.TOMORROW, "2028-02-28T10:00", "2028-02-29T09:00"),
        (Snooze.NOT_TODAY, "2026-11-25T10:00", "2026-11-26T09:00"),
        (Snooze.NEXT_WEEK, "2026-11-25T10:00", "2026-11-30T09:00"),
        (Snooze.NEXT_WEEK, "2026-11-29T10:00", "2026-11-30T09:00"),
        (Snooze.NEXT_WEEK, "2026-11-23T00:00", "2026-11-30T09:00"),
    ],
)
def test_each_choice_is_right_on_paper(snooze, now, expected):
    assert until(snooze, local(now), PARIS) == local(expected)


@pytest.mark.parametrize(
    ("now", "fold"),
    [
        ("2026-03-29T01:30", 0),
        ("2026-10-25T01:30", 0),
        ("2026-10-25T02:30", 0),
        ("2026-10-25T02:30", 1),
    ],
)
def test_an_hour_is_an_hour_also_when_the_clocks_change(now, fold):
    asked = local(now, fold=fold)

    back = until(Snooze.HOUR, asked, PARIS)

    assert back.astimezone(UTC) - asked.astimezone(UTC) == timedelta(hours=1)


def test_a_morning_is_a_morning_also_when_the_clocks_change():
    spring = until(Snooze.TOMORROW, local("2026-03-28T12:00"), PARIS)
    autumn = until(Snooze.TOMORROW, local("2026-10-24T12:00"), PARIS)

    assert spring.astimezone(UTC).hour == 7
    assert autumn.astimezone(UTC).hour == 8


@settings(deadline=None, max_examples=40)
@given(INSTANTS, st.sampled_from(Snooze), st.sampled_from(ZONES))
def test_nothing_comes_back_in_the_past_or_after_more_than_eight_days(now, snooze, zone):
    back = until(snooze, now, ZoneInfo(zone)).astimezone(UTC)

    assert now < back <= now + timedelta(days=8)


@settings(deadline=None, max_examples=40)
@given(INSTANTS, st.sampled_from(ZONES))
def test_the_default_lasts_two_hours_and_lands_on_a_half_hour_of_the_day(now, zone):
    back = until(Snooze.NEXT, now, ZoneInfo(zone))

    assert back.astimezone(UTC) - now >= timedelta(hours=2)
    assert (back.minute % 30, back.second, back.microsecond) == (0, 0, 0)
    assert 9 <= back.hour < 21


@settings(deadline=None, max_examples=40)
@given(INSTANTS, st.sampled_from(ZONES))
def test_what_comes_back_is_told_in_the_users_own_time(now, zone):
    here = ZoneInfo(zone)

    assert {choice.until.tzinfo for choice in choices(now, here)} == {here}


def test_the_sheet_offers_all_six_by_day():
    rows = choices(local("2026-11-25T12:00"), PARIS)

    assert [row.snooze for row in rows] == list(Snooze)


def test_the_sheet_does_not_offer_a_tonight_that_has_begun():
    rows = choices(local("2026-11-25T19:00"), PARIS)

    assert Snooze.TONIGHT not in {row.snooze for row in rows}
