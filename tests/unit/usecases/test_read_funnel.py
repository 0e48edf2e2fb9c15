"""The funnel follows two cohorts, each as it stood when its period ended."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.figure import Figure, TooFew
from core.domain.overview_query import Cohort
from core.domain.period import read_period
from core.domain.versus import Versus, compared
from core.memory.store import MemoryStore
from core.usecases.overview.read_funnel import ReadFunnel, steps
from tests.fakes.lives_counted import live

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def ask(store, text="28d"):
    period = read_period(text, NOW, ZoneInfo("UTC"))
    return await ReadFunnel(store)(period, compared(period, Versus.PREVIOUS))


async def test_each_step_is_of_those_who_made_the_one_before():
    found = {
        it.name: it for it in steps(Cohort(200, 100, 80, 60, 40, 30, (48.0, 6.0, 112.0)), None)
    }

    assert found["connected"].conversion.value == pytest.approx(0.5)
    assert found["first_tip"].conversion.value == pytest.approx(0.8)
    assert found["first_answer"].pace_s == 112
    assert (found["returned"].conversion.value, found["returned"].unknown) == (0.75, 20)
    assert found["joined"].conversion is None
    assert found["returned"].reached_before is None


async def test_few_are_counted_and_not_rated():
    found = steps(Cohort(20, 10, 9, 8, 4, 2), Cohort(300, 200, 150, 100, 90, 50))

    assert found[1].conversion == TooFew(20)
    assert isinstance(found[1].conversion_before, Figure)
    assert found[1].change == TooFew(20)


async def test_what_happened_after_a_period_is_not_of_it():
    store = MemoryStore()
    before = NOW - 40 * DAY
    late = {"connected_at": NOW - DAY, "first_tip_at": NOW - DAY, "first_answer_at": NOW - DAY}
    await live(store, NOW, [], joined=before, **late)
    await live(store, NOW, [], joined=before, connected_at=before + MINUTE)

    found = await ask(store)

    assert (found[0].reached, found[0].reached_before) == (0, 2)
    assert found[1].reached_before == 1


async def test_who_is_not_seven_days_old_is_not_known_yet():
    store = MemoryStore()
    for days in (1, 7, 8, 9):
        at = NOW - days * DAY
        made = {"connected_at": at, "first_tip_at": at, "first_answer_at": at}
        await live(store, NOW, [], joined=at, **made, returned_at=at + 7 * DAY)

    found = await ask(store)

    assert (found[-1].reached, found[-1].unknown) == (2, 2)
