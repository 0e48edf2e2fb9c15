"""What turns up on a persona's list: its laws, its statistics, and that nothing else moves it."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import NotFound
from core.sim.generator import arrivals
from core.sim.persona import AREAS, Area, Workload
from core.sim.statistics import portrait
from core.sim.texts import LANGUAGES, texts
from tests.fakes.personas import MONDAY, ZONES, a_persona


def local_midnight(day, zone):
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))


def test_a_list_is_the_same_whatever_else_was_drawn():
    before = arrivals(a_persona(), 1, MONDAY, 40)
    np.random.default_rng(0).random(100)
    arrivals(a_persona(id="ben"), 1, MONDAY, 40)

    assert arrivals(a_persona(), 1, MONDAY, 40) == before


def test_what_a_persona_likes_changes_nothing_on_the_list():
    other = a_persona(likes={"quick": 3.0}, eagerness=2.0, visits=(9.0,))

    assert arrivals(other, 1, MONDAY, 40) == arrivals(a_persona(), 1, MONDAY, 40)


def test_another_seed_or_person_has_another_list():
    one = arrivals(a_persona(), 1, MONDAY, 10)

    assert [it.task.text for it in arrivals(a_persona(), 2, MONDAY, 10)] != [
        it.task.text for it in one
    ]
    assert [it.minutes for it in arrivals(a_persona(id="ben"), 1, MONDAY, 10)] != [
        it.minutes for it in one
    ]


def test_a_longer_life_begins_as_a_shorter_one():
    short, long = (arrivals(a_persona(), 1, MONDAY, days) for days in (7, 40))

    assert long[: len(short)] == short


def test_what_is_there_at_first_was_added_before():
    found = arrivals(a_persona(workload=Workload(open=12, per_day=0.0)), 1, MONDAY, 40)

    assert len(found) == 12
    assert all(it.at == MONDAY and it.task.added_at < MONDAY for it in found)


def test_nothing_turns_up_for_somebody_with_nothing_to_do():
    idle = a_persona(workload=Workload(open=0, per_day=0.0))

    found = arrivals(idle, 1, MONDAY, 40)

    assert found == ()
    assert portrait(found).tasks == 0


def test_a_life_of_no_days_is_its_first_list():
    assert len(arrivals(a_persona(), 1, MONDAY, 0)) == Workload().open


@pytest.mark.parametrize("area", AREAS)
def test_a_life_of_one_area_knows_no_other(area):
    found = arrivals(a_persona(areas={area: Area(1.0)}), 1, MONDAY, 40)

    assert {it.area for it in found} == {area}
    assert {it.task.project for it in found} == {texts("en").areas[area].project}


def test_somebody_without_energy_still_has_a_list():
    assert arrivals(a_persona(energy_hours=(0.0,) * 24), 1, MONDAY, 10)


def test_a_language_without_texts_is_not_found():
    with pytest.raises(NotFound):
        arrivals(a_persona(language="xx"), 1, MONDAY, 10)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-10-25", 25),
        ("Europe/Berlin", "2026-03-29", 23),
        ("America/Los_Angeles", "2026-11-01", 25),
        ("America/Los_Angeles", "2026-03-08", 23),
        ("Asia/Tokyo", "2026-03-29", 24),
    ],
)
def test_a_day_is_a_local_day_also_when_the_clock_changes(zone, day, hours):
    start = local_midnight(day, zone)
    always = a_persona(
        timezone=zone, energy_hours=(1.0,) * 24, workload=Workload(open=0, per_day=300.0)
    )

    found = arrivals(always, 1, start, 1)

    assert {it.at.astimezone(start.tzinfo).date() for it in found} == {start.date()}
    lasted = found[-1].at - start.astimezone(UTC)
    assert timedelta(hours=hours - 1) < lasted < timedelta(hours=hours)


@pytest.mark.parametrize("zone", ZONES)
def test_tasks_turn_up_while_their_person_is_awake(zone):
    start = local_midnight("2026-10-05", zone)

    found = arrivals(a_persona(timezone=zone), 1, start, 40)

    hours = {it.at.astimezone(start.tzinfo).hour for it in found if it.at > start}
    assert hours <= set(range(6, 23))


def test_weekends_bring_less_work_and_more_errands():
    busy = a_persona(workload=Workload(open=0, per_day=20.0))
    found = arrivals(busy, 1, local_midnight("2026-10-05", "Europe/Berlin"), 70)
    zone = ZoneInfo("Europe/Berlin")

    share = {
        area: np.mean([it.at.astimezone(zone).weekday() >= 5 for it in found if it.area == area])
        for area in AREAS
    }

    assert share["work"] < 0.15 < 2 / 7 < min(share["home"], share["errands"])
    assert len(found) == pytest.approx(1400, abs=120)


def test_what_a_task_tells_of_its_length_is_nearly_true():
    found = arrivals(a_persona(workload=Workload(open=300)), 1, MONDAY, 10)

    told = [(it.minutes, it.task.duration_min) for it in found if it.task.duration_min]
    labelled = [(it.minutes, it.task.labels[0]) for it in found if it.task.labels]

    assert all(tell % 5 == 0 and abs(true - tell) <= 4.0 for true, tell in told)
    assert labelled
    assert all(abs(true - int(tell.removesuffix("min"))) <= 4.0 for true, tell in labelled)
    assert not any(it.task.duration_min and it.task.labels for it in found)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("minutes", [10.0, 25.0, 60.0])
def test_the_median_task_takes_as_long_as_the_persona_says(area, minutes):
    busy = Workload(open=3000, per_day=0.0, minutes=minutes)
    found = arrivals(a_persona(areas={area: Area(1.0)}, workload=busy), 1, MONDAY, 1)

    assert np.median([it.minutes for it in found]) == pytest.approx(minutes, rel=0.3)


def test_no_text_comes_twice_before_all_of_its_area_came():
    calm = Workload(open=10, per_day=0.0, recurring=0.0)
    found = arrivals(a_persona(areas={"work": Area(1.0)}, workload=calm), 1, MONDAY, 1)

    assert len({it.task.text for it in found}) == 10


def test_recurring_tasks_say_so_in_the_words_of_their_language():
    always = Workload(recurring=1.0, dated=1.0)
    found = arrivals(a_persona(language="fr", workload=always), 1, MONDAY, 10)

    assert all(it.task.recurring and it.task.due.lang == "fr" for it in found)
    assert {(it.every_days, it.task.due.string) for it in found} <= set(texts("fr").every.items())


workloads = st.builds(
    Workload,
    open=st.integers(0, 20),
    per_day=st.floats(0, 4),
    dated=st.floats(0, 1),
    timed=st.floats(0, 1),
    recurring=st.floats(0, 1),
    described=st.floats(0, 1),
    minutes=st.floats(1, 120),
)
moments = st.integers(0, 3 * 365 * 24 * 3600).map(
    lambda later_s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=later_s)
)
homes = st.tuples(st.sampled_from(ZONES), st.sampled_from(LANGUAGES))


@settings(deadline=None, max_examples=60)
@given(workloads, moments, homes, st.integers(0, 99))
def test_every_list_is_well_formed(workload, start, home, seed):
    zone, language = home
    persona = a_persona(workload=workload, timezone=zone, language=language)
    here = ZoneInfo(zone)

    found = arrivals(persona, seed, start, 6)

    assert [it.at for it in found] == sorted(it.at for it in found)
    assert len({it.task.id for it in found}) == len(found)
    ends = (start.astimezone(here) + timedelta(days=6)).astimezone(UTC)
    for it in found:
        assert start <= it.at <= ends
        assert it.task.added_at <= it.at
        assert it.at.utcoffset() == it.task.added_at.utcoffset() == timedelta(0)
        assert 1 <= it.minutes <= 480
        assert 1 <= it.task.priority <= 4
        assert it.task.project
        assert not it.task.header
        assert "{" not in it.task.text
        assert it.task.recurring == bool(it.every_days)
        if it.task.due is not None:
            assert it.task.due.at(here) > it.task.added_at
            assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?", it.task.due.date)
