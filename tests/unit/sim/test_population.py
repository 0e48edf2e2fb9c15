"""What the lists of many people look like together."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.sim.generator import PRIORITIES, arrivals
from core.sim.persona import Workload
from core.sim.statistics import portrait, table, together
from tests.fakes.personas import people

TASKS_PAGE = Path(__file__).resolve().parents[3] / "docs" / "simulation" / "tasks.md"


def a_population():
    """Return the portraits of 36 people's 40 days, and of those whose words spaces part."""
    found = []
    for persona in people():
        zone = ZoneInfo(persona.timezone)
        lived = arrivals(persona, 3, datetime(2026, 10, 5, tzinfo=zone), 40)
        found.append((persona.language, portrait(lived, zone)))
    spaced = together([it for language, it in found if language != "ja"])
    return replace(together([it for _, it in found]), words=spaced.words)


@pytest.fixture(scope="module")
def population():
    return a_population()


def test_a_population_is_made_as_its_workload_says(population):
    usual = Workload()

    assert population.tasks == pytest.approx(usual.open + 40 * usual.per_day, rel=0.05)
    assert population.dated == pytest.approx(usual.dated, abs=0.03)
    assert population.timed == pytest.approx(usual.timed, abs=0.03)
    assert population.recurring == pytest.approx(usual.recurring, abs=0.02)
    assert population.described == pytest.approx(usual.described, abs=0.03)
    assert population.told == pytest.approx(0.7, abs=0.03)
    assert population.priorities == pytest.approx(PRIORITIES, abs=0.03)
    assert population.minutes == pytest.approx(usual.minutes, rel=0.2)


def test_a_population_writes_as_people_do(population):
    assert 3.5 <= population.words <= 6.5
    assert population.age_days == pytest.approx(20, abs=2)
    assert 0.25 <= population.overdue <= 0.5


def test_a_populations_days_have_their_rhythm(population):
    assert sum(population.hours[8:20]) > 0.7
    assert sum(population.hours[0:6]) == 0
    assert sum(population.weekdays[5:]) == pytest.approx(0.28, abs=0.03)


def test_the_page_about_tasks_shows_this_population(population):
    assert table(population) in TASKS_PAGE.read_text(encoding="utf-8")
