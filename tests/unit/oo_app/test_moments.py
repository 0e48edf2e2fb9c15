"""Times are said as a person would say them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from oo_app.shared.moments import ago_words, at_words, moment_words, zone_of

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_ages(age, words):
    assert ago_words(NOON - age, NOON).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("hours", "short", "sentence"),
    [
        (3, "16:00", "at 16:00"),
        (20, "tomorrow 9:00", "tomorrow at 9:00"),
        (68, "Wednesday 9:00", "Wednesday at 9:00"),
    ],
)
def test_moments_to_come(hours, short, sentence):
    then = NOON + timedelta(hours=hours)

    assert moment_words(then, NOON, PARIS).replace("\u00a0", " ") == short
    assert at_words(then, NOON, PARIS).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize("name", ["Europe/Paris", "UTC", "America/Argentina/Buenos_Aires"])
def test_zones_that_exist(name):
    assert zone_of(name).key == name


@pytest.mark.parametrize("name", [None, 7, "", "Nowhere", "../etc/passwd", "/etc", "\x00", "é" * 9])
def test_zones_that_do_not(name):
    assert zone_of(name) is None
