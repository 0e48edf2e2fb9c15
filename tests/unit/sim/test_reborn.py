"""What comes back when a recurring task is done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.task import Due, Task
from core.sim.arrivals import Arrival
from core.sim.generator import reborn
from tests.fakes.personas import MONDAY, ZONES, a_recurring

moments = st.integers(0, 3 * 365 * 24 * 3600).map(
    lambda later_s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=later_s)
)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("due", "done", "then"),
    [
        ("2026-10-07", datetime(2026, 10, 7, 9, tzinfo=UTC), "2026-10-14"),
        ("2026-10-07", datetime(2026, 10, 5, 9, tzinfo=UTC), "2026-10-14"),
        ("2026-10-07", datetime(2026, 10, 30, 9, tzinfo=UTC), "2026-11-04"),
        ("2026-10-07", datetime(2026, 10, 14, 9, tzinfo=UTC), "2026-10-21"),
        ("2026-10-07", datetime(2026, 10, 13, 22, 30, tzinfo=UTC), "2026-10-21"),
        ("2026-10-07T18:00:00", datetime(2026, 10, 14, 9, tzinfo=UTC), "2026-10-14T18:00:00"),
        ("2026-10-07T18:00:00", datetime(2026, 10, 14, 16, tzinfo=UTC), "2026-10-21T18:00:00"),
        ("2026-10-21T18:00:00", datetime(2026, 10, 21, 17, tzinfo=UTC), "2026-10-28T18:00:00"),
    ],
    ids=[
        "in time",
        "early",
        "late",
        "on the next day due",
        "after midnight here",
        "before its hour",
        "at its hour",
        "the clock changes in between",
    ],
)
def test_a_recurring_task_moves_on_to_its_next_day(due, done, then):
    again = reborn(a_recurring(due), done, BERLIN)

    assert again.task.due == replace(a_recurring(due).task.due, date=then)
    assert again.at == done


def test_a_recurring_task_stays_the_same_task():
    first = a_recurring("2026-10-07")

    again = reborn(first, datetime(2026, 10, 7, 11, tzinfo=BERLIN), BERLIN)

    assert replace(again, at=first.at, task=replace(again.task, due=first.task.due)) == first
    assert again.at.utcoffset() == timedelta(0)


@given(
    st.sampled_from(["2026-10-07", "2026-10-07T18:00:00"]),
    st.sampled_from([1, 7, 14, 30]),
    moments,
    st.sampled_from(ZONES),
)
def test_what_comes_back_is_due_later_and_not_skipped(due, every_days, done, name):
    first, zone = a_recurring(due, every_days), ZoneInfo(name)

    again = reborn(first, done, zone)

    assert again.task.due.at(zone) > max(done, first.task.due.at(zone))
    moved = datetime.fromisoformat(again.task.due.date) - datetime.fromisoformat(due)
    assert moved.days % every_days == 0


@pytest.mark.parametrize("due", [None, Due("2026-10-07")])
def test_what_does_not_come_back_is_not_reborn(due):
    once = Arrival(Task("t1", "Passport photo", due=due), MONDAY, 10.0, "errands")

    with pytest.raises(ValueError, match="t1"):
        reborn(once, MONDAY, BERLIN)
