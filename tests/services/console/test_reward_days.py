"""Rewards over time are the same in every home, and are what the tips came to."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.deployment import Reign
from core.domain.fact import Ending
from core.domain.figure import Figure
from core.domain.overview import History
from core.domain.period import Grain, read_period
from core.domain.reward_panel import Levels, RewardsAsked, Whose
from core.domain.versus import Versus
from core.usecases.rewards.read_days import ReadRewardDays
from tests.fakes.lives_counted import live
from tests.fakes.rewarded import NOW, asked, crowd, paid

DAY = timedelta(days=1)


def done_late(number, day):
    """All are dismissed up to six days ago; since then three in four are done."""
    if day > 5:
        return Ending.DISMISS
    return Ending.DONE if (number + day) % 4 else Ending.NONE


async def test_each_day_says_what_its_tips_were_worth_and_whether_that_stands(store):
    await crowd(store, NOW)

    found = await ReadRewardDays(store)(asked())

    whole, yesterday, today = found.bars[0], found.bars[-2], found.bars[-1]
    assert whole.levels == Levels(minus_1000=10, silent=10, plus_100=10, plus_1000=10)
    assert isinstance(whole.mean, Figure)
    assert whole.mean.value == pytest.approx(1 / 30)
    assert (whole.tips, whole.final, whole.evident, whole.open) == (40, 40, 30, False)
    assert (yesterday.open, yesterday.final) == (True, 40)
    assert (today.open, today.final, today.evident) == (True, 0, 30)
    assert (found.settled, found.open_days) == (date(2026, 10, 12), 2)
    assert found.total == Levels(50, 0, 50, 50, 0, 0, 50)
    assert found.policies == ("bayes-v1",)


async def test_a_window_ends_a_day_after_the_last_tip_of_its_day(store):
    monday = NOW.replace(hour=0, minute=0, second=0) - DAY
    period = read_period("7d", monday, ZoneInfo("UTC"))

    just = await ReadRewardDays(store)(RewardsAsked(period, monday))
    almost = await ReadRewardDays(store)(RewardsAsked(period, monday - timedelta(seconds=1)))

    assert just.settled == date(2026, 10, 11)
    assert almost.settled == date(2026, 10, 10)


async def test_a_better_week_is_told_against_the_one_before(store):
    await crowd(store, NOW, days=range(14), ends=done_late)

    found = (await ReadRewardDays(store)(asked())).compared

    assert (found.policy, found.before.value) == ("", -1)
    assert found.after.value == pytest.approx((3 * 30 * 1 + 40 * -1 + 30) / 160)
    assert found.mean.clear
    assert found.best.clear
    assert found.worst.clear
    assert found.worst.value < 0 < found.best.value


async def test_a_new_champion_is_compared_with_the_one_it_followed(store):
    await crowd(store, NOW, days=range(20), ends=done_late)
    took_over = NOW - 6 * DAY
    told = History(
        reigns=(Reign("random", NOW - 40 * DAY, took_over), Reign("bayes-v1", took_over))
    )

    async def chronicle(_work, _start, _end):
        return told

    found = (await ReadRewardDays(store, chronicle)(asked("28d"))).compared

    assert (found.policy, found.since) == ("bayes-v1", took_over)
    assert (found.before.value, found.after.value) == (-1, 1)
    assert found.after.count == 4 * 30


async def test_a_period_that_begins_with_a_promotion_counts_from_then_on(store):
    took_over = NOW - 3 * DAY
    hours = (-4, -1, 1, 30, 71)
    tips = [(took_over + it * timedelta(hours=1), Ending.DONE, paid(Ending.DONE)) for it in hours]
    await live(store, NOW, tips)
    period = read_period("since:bayes-v1", NOW, ZoneInfo("UTC"), {"bayes-v1": took_over})

    found = await ReadRewardDays(store)(RewardsAsked(period, NOW))

    assert [it.tips for it in found.bars] == [1, 1, 0, 1]
    assert [it.open for it in found.bars] == [False, False, True, True]
    assert (found.settled, found.open_days, found.total.total) == (date(2026, 10, 12), 2, 1)


async def test_a_pinned_clock_does_not_see_what_came_later(store):
    pinned = NOW - 2 * DAY
    tips = [(pinned + it * timedelta(hours=2), Ending.DONE, paid(Ending.DONE)) for it in (-1, 1)]
    await live(store, NOW, tips)
    period = read_period("7d", pinned, ZoneInfo("UTC"))

    found = await ReadRewardDays(store)(RewardsAsked(period, pinned))

    assert (found.bars[-1].tips, found.bars[-1].open) == (1, True)


async def test_only_the_reign_before_is_compared_with_a_new_champion(store):
    ends = {range(15, 30): Ending.SNOOZE, range(8, 15): Ending.DISMISS, range(8): Ending.DONE}
    await crowd(
        store,
        NOW,
        people=20,
        days=range(26),
        ends=lambda _, day: next(ending for days, ending in ends.items() if day in days),
    )
    turns = (NOW - 15 * DAY, NOW - 8 * DAY)
    reigns = (
        Reign("random", NOW - 40 * DAY, turns[0]),
        Reign("egreedy-v1", turns[0], turns[1]),
        Reign("bayes-v1", turns[1]),
    )

    async def chronicle(_work, _start, _end):
        return History(reigns=reigns)

    found = (await ReadRewardDays(store, chronicle)(asked("28d"))).compared

    assert (found.policy, found.before.value, found.before.count) == ("bayes-v1", -1, 6 * 20)


async def test_nothing_is_compared_when_nothing_is_asked_for(store):
    await crowd(store, NOW)

    assert (await ReadRewardDays(store)(asked(versus=Versus.NONE))).compared is None


@pytest.mark.parametrize(
    ("text", "asked_for", "drawn"),
    [
        ("today", Grain.HOUR, (15, Grain.HOUR)),
        ("28d", Grain.HOUR, (28, Grain.DAY)),
        ("28d", Grain.WEEK, (5, Grain.WEEK)),
        ("6mo", Grain.DAY, (25, Grain.WEEK)),
    ],
)
async def test_bars_are_as_wide_as_fit(store, text, asked_for, drawn):
    fresh = paid(Ending.DONE, final=False)
    await live(store, NOW, [(NOW - timedelta(minutes=1), Ending.DONE, fresh)])

    found = await ReadRewardDays(store)(asked(text, grain=asked_for))

    assert (len(found.bars), found.grain) == drawn
    assert found.bars[-1].levels == Levels(plus_1000=1)
    assert sum(it.tips for it in found.bars) == 1


async def test_a_completion_elsewhere_is_worth_something_and_is_not_silence(store):
    gone = paid(Ending.VANISHED, reward=600) | {"elsewhere": True}
    late = paid(Ending.NONE, reward=300) | {"elsewhere": True}
    silent = {"reward_milli": None, "final": True}
    endings = [(Ending.VANISHED, gone), (Ending.NONE, late), (Ending.NONE, silent)]
    await live(store, NOW, [(NOW - 3 * DAY, ending, told) for ending, told in endings])

    found = await ReadRewardDays(store)(asked())

    assert found.total == Levels(silent=1, plus_300=1, plus_600=1)


async def test_only_the_policies_that_are_asked_for_are_counted(store):
    await crowd(store, NOW, days=range(2, 6))
    await crowd(store, NOW, days=range(2, 5), policy="random")
    read = ReadRewardDays(store)

    one = await read(asked(whose=Whose(("random",))))
    rest = await read(asked(whose=Whose(never=("random",))))
    nobody = await read(asked(whose=Whose(("random",), ("random",))))

    assert (one.total.total, rest.total.total, nobody.total.total) == (120, 160, 0)
    assert one.policies == rest.policies == ("bayes-v1", "random")
