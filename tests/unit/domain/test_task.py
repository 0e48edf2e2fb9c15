"""Tasks, and when they fall due."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.domain.task import Due
from tests.fakes.builders import a_task, daily

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2026-11-22", datetime(2026, 11, 22, 23, tzinfo=UTC)),
        ("2026-11-22T12:00:00", datetime(2026, 11, 22, 11, tzinfo=UTC)),
        ("2026-11-22T15:00:00Z", datetime(2026, 11, 22, 15, tzinfo=UTC)),
        ("2026-03-28", datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("2026-03-29", datetime(2026, 3, 29, 22, tzinfo=UTC)),
    ],
)
def test_each_form_of_a_due_names_an_instant(date, instant):
    assert Due(date).at(PARIS) == instant


def test_only_a_day_is_all_day():
    assert Due("2026-11-22").all_day
    assert not Due("2026-11-22T12:00:00").all_day


@pytest.mark.parametrize(
    ("text", "header"), [("* Garden", True), ("*Garden*", False), ("Garden", False), ("*", False)]
)
def test_a_heading_begins_with_a_star_and_a_space(text, header):
    assert a_task(text=text).header is header


def test_a_task_recurs_when_its_due_does():
    assert a_task(due=daily()).recurring
    assert not a_task(due=Due("2026-11-22")).recurring
    assert not a_task().recurring
