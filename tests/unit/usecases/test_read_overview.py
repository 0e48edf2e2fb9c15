"""The overview says how tips went, beside another period, from sums alone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.fact import Ending
from core.domain.figure import Change, Figure, TooFew
from core.domain.overview import Chosen, Endings, History, Reign
from core.domain.period import Grain, read_period
from core.domain.user_fact import LinkWord
from core.domain.versus import Versus, compared
from core.memory.store import MemoryStore
from core.usecases.overview.read_overview import ReadOverview
from tests.fakes.lives_counted import a_choice, crowd, live

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

BARS = {
    ("7d", Grain.DAY): (7, Grain.DAY),
    ("today", Grain.HOUR): (15, Grain.HOUR),
    ("28d", Grain.HOUR): (28, Grain.DAY),
    ("28d", Grain.WEEK): (5, Grain.WEEK),
    ("12mo", Grain.DAY): (51, Grain.WEEK),
}


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def read(store):
    async def ask(text="7d", versus=Versus.PREVIOUS, grain=Grain.DAY):
        period = read_period(text, NOW, ZoneInfo("UTC"))
        return await ReadOverview(store)(period, compared(period, versus), grain)

    return ask


def standing(overview):
    return {it.name: it.standing for it in overview.guards}


async def test_where_nothing_happened_nothing_is_claimed(read):
    found = await read()

    assert found.kpis.done.now == TooFew(0)
    assert found.kpis.daily.now is None or found.kpis.daily.now == 0
    assert (found.kpis.tips.now, found.kpis.median_ms.now) == (0, None)
    assert (found.mix.total, found.chosen) == (Endings(), ())
    assert set(standing(found).values()) == {"too few", "unknown"}


async def test_rates_are_of_tips_that_could_be_answered(store, read):
    gone = [(NOW - DAY, Ending.VANISHED, None), (NOW - DAY, Ending.WITHDRAWN, None)]
    await crowd(store, NOW, days=6)
    await live(store, NOW, gone)

    found = await read()

    assert found.mix.total == Endings(60, 60, 60, 60, 0)
    assert found.mix.left_out == 2
    assert found.kpis.tips.now == 242
    assert found.kpis.done.now.value == pytest.approx(0.25)
    assert found.kpis.answered.now.value == pytest.approx(0.75)
    assert found.kpis.done_per_day.now.value == pytest.approx(60 / 240, abs=0.01)


async def test_a_clear_change_is_a_change(store, read):
    await crowd(store, NOW, people=80, days=13, done_from=6)

    found = await read()

    assert isinstance(found.kpis.done.change, Change)
    assert found.kpis.done.change.clear
    assert found.kpis.done.change.value == pytest.approx(0.5 - 0.125, abs=0.02)
    assert found.mix.done == found.kpis.done.change
    assert standing(found)["dismissed"] == "held"


async def test_today_is_compared_with_the_same_minutes_of_yesterday(store, read):
    yesterday = NOW - DAY
    tips = [
        (NOW - SECOND, Ending.DONE, None),
        (yesterday - 3 * timedelta(hours=1), Ending.DONE, None),
        (yesterday - SECOND, Ending.SNOOZE, None),
        (yesterday, Ending.DISMISS, None),
        (yesterday + 2 * timedelta(hours=1), Ending.DISMISS, None),
    ]
    await live(store, NOW, tips)

    found = await read("today")

    assert (found.kpis.tips.now, found.kpis.tips.before) == (1, 2)
    assert found.mix.total == Endings(done=1)


async def test_users_are_counted_on_whole_days(store, read):
    await crowd(store, NOW, days=6)
    await live(store, NOW, [(NOW - SECOND, Ending.DONE, None)])

    found = await read()

    assert found.kpis.daily.now == 40
    assert found.kpis.weekly.now == 40
    assert found.kpis.people == 41
    assert isinstance(found.kpis.stickiness.now, Figure)
    assert found.kpis.daily.course == (40, 40, 40, 40, 40, 40, None)


async def test_times_have_a_median_and_a_slow_end(store, read):
    await crowd(store, NOW, days=6)

    found = await read()

    assert found.kpis.median_ms.now == pytest.approx(42_000, rel=0.05)
    assert found.kpis.p90_ms.now == pytest.approx(42_000, rel=0.05)
    assert found.kpis.median_ms.before is None


async def test_open_tips_are_on_the_way_to_no_answer(store, read):
    await crowd(store, NOW, days=6)
    before = (await read()).guards
    for _ in range(40):
        await live(store, NOW, [(NOW - SECOND, Ending.OPEN, None)])

    found = await read()

    unanswered = {it.name: it.now for it in found.guards}["unanswered"]
    assert unanswered > {it.name: it.now for it in before}["unanswered"]
    assert found.mix.bars[-1].endings == Endings(open=40)


async def test_more_dismissals_than_agreed_break_a_guardrail(store, read):
    for number in range(40):
        tips = [(NOW - n * DAY, Ending.DISMISS, None) for n in range(1, 7)]
        tips += [(NOW - n * DAY, Ending.SNOOZE, None) for n in range(8, 13)]
        tips += [(NOW - 13 * DAY, Ending.DONE if number % 2 else Ending.DISMISS, None)]
        await live(store, NOW, tips)

    assert standing(await read())["dismissed"] == "broken"


async def test_links_are_held_as_they_stand(store, read):
    for number in range(40):
        link = LinkWord.LOST if number < 20 else LinkWord.TODOIST
        await live(store, NOW, [], link=link)

    found = {it.name: it for it in (await read()).guards}

    assert found["lost"].now == pytest.approx(0.5)
    assert (found["lost"].standing, found["lost"].level) == ("broken", True)
    assert found["nudges"].standing == found["quiet"].standing == "unknown"


async def test_who_chose_counts_experiments_and_chance_apart(store, read):
    trial = {"policy": "rule-v1", "choice": a_choice(experiment="exp-07")}
    chance = {"policy": "random", "choice": a_choice(fallback="policy failed")}
    tips = [(NOW - n * DAY, Ending.DONE, None) for n in (1, 2, 3)]
    await live(
        store, NOW, [*tips, (NOW - DAY, Ending.DONE, trial), (NOW - SECOND, Ending.DONE, chance)]
    )

    assert (await read()).chosen == (
        Chosen("bayes-v1", "", 3),
        Chosen("rule-v1", "exp-07", 1),
        Chosen("", "", 1, fallback=True),
    )


async def test_bars_are_as_wide_as_fit(store, read):
    await live(store, NOW, [(NOW - SECOND, Ending.DONE, None)])

    for (text, grain), told in BARS.items():
        found = await read(text, grain=grain)

        assert (len(found.mix.bars), found.mix.grain) == told, (text, grain)
        assert sum(it.endings.done for it in found.mix.bars) == 1


async def test_nothing_is_compared_when_nothing_is_asked_for(store, read):
    await crowd(store, NOW, days=6)

    found = await read(versus=Versus.NONE)

    assert found.kpis.done.change is None
    assert found.kpis.tips.before is None
    assert standing(found)["dismissed"] == "unknown"


async def test_history_is_read_with_the_rest(store):
    told = History(reigns=(Reign("bayes-v1", NOW),))

    async def chronicle(_work, _start, _end):
        return told

    period = read_period("7d", NOW, ZoneInfo("UTC"))
    found = await ReadOverview(store, chronicle)(period, None, Grain.DAY)

    assert found.mix.history is told
