"""Figures and moments as the console writes them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from oo_admin import moments, numbers

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 10, 14, 12, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (numbers.count(33109), "33\u202f109"),
        (numbers.count(0), "0"),
        (numbers.count(None), "—"),
        (numbers.share(0.3812), "38.1\u202f%"),
        (numbers.points(-0.0123), "−1.2\u202fpp"),
        (numbers.points(0.036), "+3.6\u202fpp"),
        (numbers.signed(0.1864), "+0.186"),
        (numbers.signed(-0.5, 1), "−0.5"),
        (numbers.plain(1.061), "1.06"),
        (numbers.seconds(0.0004), "0.4\u202fms"),
        (numbers.seconds(41), "41\u202fs"),
        (numbers.seconds(372), "6\u202fmin 12\u202fs"),
        (numbers.seconds(3600), "1\u202fh"),
        (numbers.seconds(11_100), "3\u202fh 5\u202fmin"),
        (numbers.seconds(200_000), "2\u202fd"),
        (numbers.seconds(None), "—"),
    ],
)
def test_a_figure_is_written_in_one_way(made, words):
    assert made == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 9, 17), date(2026, 10, 14), "17 Sep – 14 Oct"),
        (date(2025, 11, 1), date(2026, 10, 14), "1 Nov 2025 – 14 Oct 2026"),
        (date(2026, 10, 14), date(2026, 10, 14), "Wed 14 Oct"),
    ],
)
def test_days_are_as_short_as_they_are_clear(first, last, words):
    assert moments.day_words(first, last) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 10, 14, 7, 12, 38, tzinfo=UTC), "09:12:38"),
        (datetime(2026, 10, 12, 16, 40, tzinfo=UTC), "Mon 18:40"),
        (datetime(2026, 9, 28, 8, 12, tzinfo=UTC), "28 Sep 10:12"),
        (datetime(2025, 9, 28, 8, 12, tzinfo=UTC), "28 Sep 2025 10:12"),
    ],
)
def test_a_moment_says_the_day_only_when_it_is_another(moment, words):
    assert moments.moment_words(moment, ZONE, NOW) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3, "now"), (240, "4\u202fmin"), (7200, "2\u202fh"), (260_000, "3\u202fd")],
)
def test_how_long_ago_is_one_unit(seconds, words):
    assert moments.ago(datetime.fromtimestamp(NOW.timestamp() - seconds, UTC), NOW) == words
