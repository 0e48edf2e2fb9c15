"""When somebody opens oO: by their own clock, whatever any policy does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sim.dice import Dice
from core.sim.hand import arm
from core.sim.life import LATE_MIN, lived, visits
from tests.fakes.personas import ZONES, a_persona, a_setting

hours = st.lists(st.floats(0, 23.99), min_size=1, max_size=24).map(sorted)


@settings(deadline=None, max_examples=60)
@given(hours, st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.sampled_from(ZONES))
def test_visits_come_after_their_hours_and_are_the_same_every_time(hours, first, name):
    zone, dice = ZoneInfo(name), Dice(1, "ana")

    found = visits(hours, first, 3, dice=dice, zone=zone)

    assert found == visits(hours, first, 3, dice=Dice(1, "ana"), zone=zone)
    assert list(found) == sorted(found)
    assert len(found) == 3 * len(hours)
    assert {it.tzinfo for it in found} == {UTC}
    assert found[: len(hours)] == visits(hours, first, 1, dice=dice, zone=zone)


@pytest.mark.parametrize(("zone", "day"), [("Europe/Berlin", 29), ("America/Los_Angeles", 8)])
def test_the_hours_of_visits_are_local_also_when_the_clock_changes(zone, day):
    eve = date(2026, 3, day) - timedelta(days=1)

    found = visits((8.5, 20.0), eve, 3, dice=Dice(1), zone=ZoneInfo(zone))

    local = [it.astimezone(ZoneInfo(zone)) for it in found]
    minutes = [60 * it.hour + it.minute for it in local]
    assert [it.day for it in local] == [n for n in (day - 1, day, day + 1) for _ in range(2)]
    assert all(0 <= late <= LATE_MIN for late in np.array(minutes) - np.tile([510, 1200], 3))
    assert len({it.utcoffset() for it in local}) == 2


def test_a_visit_in_an_hour_that_a_day_does_not_have_still_takes_place():
    found = visits((2.5,), date(2026, 3, 29), 1, dice=Dice(1), zone=ZoneInfo("Europe/Berlin"))

    assert datetime(2026, 3, 29, 1, 30, tzinfo=UTC) <= found[0]
    assert found[0] <= datetime(2026, 3, 29, 2, 0, tzinfo=UTC)


def test_nobody_is_so_late_that_it_is_tomorrow():
    found = visits((23.99,), date(2026, 1, 5), 30, dice=Dice(1), zone=ZoneInfo("UTC"))

    assert [it.day for it in found] == [*range(5, 32), 1, 2, 3]


@pytest.mark.parametrize(("zone", "first"), [("Europe/Berlin", 27), ("America/Los_Angeles", 6)])
async def test_a_life_goes_through_a_change_of_the_clock(zone, first):
    person = a_persona(timezone=zone, forgetfulness=0.0)
    setting = a_setting(person)
    moved = visits(person.visits, date(2026, 3, first), 5, dice=setting.dice, zone=setting.zone)

    rows = await lived(replace(setting, visits=moved), arm("bayes-v1"))

    assert rows["hour"].tolist() == [8, 13, 19] * 4
    assert rows["day"].tolist() == [day for day in range(4) for _ in range(3)]
    assert rows["weekday"].tolist() == [day for day in (4, 5, 6, 0) for _ in range(3)]
