"""What changed is ranked by slices, and days nobody touched are not read again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.fact import Ending
from core.domain.overview import Moved
from core.domain.overview_query import SliceRow
from core.domain.period import read_period
from core.domain.rollup import Sums
from core.domain.versus import Versus, compared
from core.memory.store import MemoryStore
from core.usecases.overview.read_changes import ReadChanges
from core.usecases.overview.sliced import KEPT_D, Days
from tests.fakes.lives_counted import a_choice, live

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Counting(MemoryStore):
    """A store that remembers which slices were asked for."""

    def __init__(self):
        super().__init__()
        self.asked = []
        overviews = self._reading.overviews
        inner = type(overviews).slices

        class Told(type(overviews)):
            async def slices(told, first, end):
                self.asked.append((first, end))
                return await inner(overviews, first, end)

        object.__setattr__(self._reading, "overviews", Told(overviews.draft))


@pytest.fixture
def store():
    return Counting()


@pytest.fixture
def read(store):
    reading = ReadChanges(store)

    async def ask(text="7d", versus=Versus.PREVIOUS):
        period = read_period(text, NOW, ZoneInfo("UTC"))
        return await reading(period, compared(period, versus))

    return ask


async def mornings_got_better(store):
    """Let forty people answer one tip a morning and one an evening; mornings improve."""
    for number in range(40):
        tips = []
        for day in range(1, 14):
            at = NOW - day * DAY
            done = Ending.DONE if day < 7 and number % 4 else Ending.SNOOZE
            tips.append((at, done, {"choice": a_choice(hour=8)}))
            tips.append((at + timedelta(hours=1), Ending.SNOOZE, {"choice": a_choice(hour=20)}))
        await live(store, NOW, tips)


async def test_the_slice_that_moved_most_comes_first(store, read):
    await mornings_got_better(store)

    found = await read()

    hour = next(it for it in found.movers if it.by == "hour")
    assert hour.value == "08"
    assert found.change.clear
    assert found.change.value == pytest.approx(0.375, abs=0.001)
    assert hour.contribution.value == pytest.approx(0.375, abs=0.1)
    assert hour.rates == (0, pytest.approx(0.75))
    assert {it.by for it in found.movers} <= {"hour", "weekday"}


async def test_a_dimension_with_one_value_says_nothing(store, read):
    await mornings_got_better(store)

    assert "priority" not in {it.by for it in (await read()).movers}


async def test_days_that_nobody_touched_are_not_read_again(store, read):
    await mornings_got_better(store)
    first = await read()
    asked = len(store.asked)

    assert await read() == first
    assert len(store.asked) == asked

    await live(store, NOW, [(NOW - 2 * DAY, Ending.DONE, {"choice": a_choice()})])
    changed = await read()

    day = (NOW - 2 * DAY).toordinal()
    assert store.asked[asked:] == [(day, day + 1)]
    assert changed != first


async def test_nothing_is_said_where_nothing_is_compared(store, read):
    await mornings_got_better(store)

    assert await read(versus=Versus.NONE) == Moved()
    assert await read("today") == Moved()


def test_only_so_many_days_are_remembered():
    days = Days()
    for day in range(KEPT_D + 5):
        days.learn({day: Sums(tips=1)}, [_row(day)])

    assert len(days.days) == KEPT_D
    assert days.missing({4: Sums(tips=1), 5: Sums(tips=1)}) == (4,)
    assert days.missing({5: Sums(tips=2)}) == (5,)


def _row(day):
    return SliceRow(day, "policy", "bayes-v1", 3, 1, 1)
