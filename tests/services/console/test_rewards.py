"""What the page of rewards says is the same in every home, and is what the tips came to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.domain.deployment import Deployment, Policies, Standing
from core.domain.fact import Ending, Target
from core.domain.figure import Figure, TooFew
from core.domain.ids import DeploymentId, new_id
from core.domain.overview import History, Reign
from core.domain.period import Grain, read_period
from core.domain.reward_panel import EVERYBODY, Estimates, Levels, RewardsAsked, RewardSlices, Whose
from core.domain.support import Lack, NotEnoughSupport
from core.domain.versus import Versus, compared
from core.usecases.read_live import ReadLive
from core.usecases.rewards.read_days import ReadRewardDays
from core.usecases.rewards.read_delays import ReadRewardDelays
from core.usecases.rewards.read_others import ReadOtherPolicies
from core.usecases.rewards.read_slices import ReadRewardSlices
from tests.fakes.clock import FakeClock
from tests.fakes.lives_counted import a_choice, live
from tests.fakes.rewarded import crowd, paid

NOW = datetime(2026, 10, 14, 14, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AGREES = Target("linucb-v1", 0.5, True, 0.0, 0.1, 0.1)
"""A shadow that is as likely to pick what was picked as the policy that served: each weight is 1."""
SETTLED_7D = 5
"""Of the last seven days, today's and yesterday's windows are open."""


def asked(text="7d", versus=Versus.PREVIOUS, grain=Grain.DAY, whose=EVERYBODY):
    period = read_period(text, NOW, ZoneInfo("UTC"))
    return RewardsAsked(period, NOW, compared(period, versus), grain, whose)


def live_of(store):
    return ReadLive(store, FakeClock(NOW), Policies("bayes-v1", ("linucb-v1",)))


def done_late(number, day):
    """All are dismissed up to six days ago; since then three in four are done."""
    if day > 5:
        return Ending.DISMISS
    return Ending.DONE if (number + day) % 4 else Ending.NONE


async def test_where_nothing_was_counted_nothing_is_said(store):
    days = await ReadRewardDays(store)(asked())
    others = await ReadOtherPolicies(store, live_of(store))(asked())
    slices = await ReadRewardSlices(store)(asked())
    delays = await ReadRewardDelays(store, live_of(store))(asked())

    assert [it.mean for it in days.bars] == [TooFew(0)] * 7
    assert (days.total, days.mean, days.policies) == (Levels(), TooFew(0), ())
    assert (others.log, others.picks, others.rated) == ("bayes-v1", 0, ())
    assert slices == RewardSlices()
    assert (delays.every, delays.policies, delays.tips) == ((), (), 0)


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


async def test_a_shadow_that_would_have_done_the_same_is_worth_the_same(store):
    await crowd(store, NOW, choice=a_choice(targets=(AGREES,), greedy_p=1.0), propensity=0.5)

    found = await ReadOtherPolicies(store, live_of(store))(asked())

    (row,) = found.rated
    assert (found.log, found.standing, found.picks) == ("bayes-v1", Standing.CHAMPION, 150)
    assert (found.until, found.believed.verdict) == (date(2026, 10, 12), "ok")
    assert (row.policy, row.standing, row.picks) == ("linucb-v1", Standing.SHADOW, 150)
    assert isinstance(row.worth, Estimates)
    values = [row.worth.ips.value, row.worth.snips.value, row.worth.dr.value]
    assert values == pytest.approx([found.earned.value] * 3)
    assert not row.worth.lead.clear
    assert (row.effective, row.outside) == pytest.approx((150, 0))
    assert row.heaviest == pytest.approx(1, rel=0.05)
    assert row.agrees.value == 1


async def test_a_policy_that_the_log_knows_nothing_of_is_withheld(store):
    far = Target("linucb-v1", 0.5, False, 0.5, 0.1, 0.1)
    await crowd(store, NOW, choice=a_choice(targets=(far,), greedy_p=1.0), propensity=0.5)

    (row,) = (await ReadOtherPolicies(store, live_of(store))(asked())).rated

    assert isinstance(row.worth, NotEnoughSupport)
    assert Lack.SUPPORT in {it.why for it in row.worth.reasons}
    assert row.agrees.value == 0


async def test_whoever_was_champion_then_judges_unless_another_is_asked_for(store):
    was, now = (
        Deployment(DeploymentId(new_id()), Standing.CHAMPION, policy, NOW - days * DAY)
        for policy, days in (("random", 40), ("bayes-v1", 3))
    )
    async with store.writing() as work:
        await work.deployments.begin((was,))
        await work.deployments.end((was,), NOW - 3 * DAY)
        await work.deployments.begin((now,))
    read, then = ReadOtherPolicies(store, live_of(store)), "2026-10-01..2026-10-07"

    champion, today = await read(asked(then)), await read(asked())
    another = await read(asked(then, whose=Whose(("linucb-v1",))))
    nobody = await read(asked(then, whose=Whose(never=("random",))))

    assert (champion.log, today.log) == ("random", "bayes-v1")
    assert (another.log, another.standing, nobody.log) == ("linucb-v1", None, "")


async def test_slices_are_told_with_who_stands_out(store):
    def cut(number, day):
        early = number % 2 == 0
        ending = Ending.DONE if early else Ending.DISMISS
        hour, priority = (7, "p1") if early else (20, "p4")
        return (NOW - day * DAY, ending, paid(ending, hour=hour, priority=priority))

    for number in range(60):
        await live(store, NOW, [cut(number, day) for day in range(2, 7)])
    for _ in range(3):
        await live(store, NOW, [(NOW - 2 * DAY, Ending.DONE, paid(Ending.DONE, hour=12))])
    read = ReadRewardSlices(store)

    found = await read(asked())

    by = {it.by: {each.value: each for each in it.slices} for it in found.dimensions}
    assert found.mean.value == pytest.approx((150 - 150 + 3) / 303)
    assert list(by["hour"]) == ["06_09", "12_15", "18_21"]
    assert (by["hour"]["06_09"].mean.value, by["hour"]["06_09"].clear) == (1, True)
    assert (by["priority"]["p4"].mean.value, by["priority"]["p4"].clear) == (-1, True)
    assert (by["hour"]["12_15"].hidden, by["hour"]["12_15"].picks) == (True, 3)
    assert by["tenure"]["under_14d"].apart == TooFew(0)
    assert set(by) == {
        *("hour", "priority", "tenure", "size", "due", "minutes", "surface", "weekday")
    }
    assert sum(it.picks for it in by["weekday"].values()) == 303
    assert await read(asked(whose=Whose(("random",)))) == RewardSlices()


async def test_many_picks_of_few_users_are_hidden_all_the_same(store):
    await crowd(store, NOW, days=range(2, 6))
    await crowd(store, NOW, people=9, days=range(2, 7), choice=a_choice(priority="p2"))

    found = await ReadRewardSlices(store)(asked())

    priority = next(it for it in found.dimensions if it.by == "priority")
    assert [(it.value, it.hidden) for it in priority.slices] == [("p1", False), ("p2", True)]
    assert priority.slices[1].picks > 30


async def test_what_nothing_was_added_to_is_not_cut_again(store):
    await crowd(store, NOW)
    read = ReadRewardSlices(store)

    first, again = await read(asked()), await read(asked())
    await crowd(store, NOW, people=1)
    after = await read(asked())

    assert again is first
    assert after.mean.count > first.mean.count


async def test_answers_come_with_age_and_silence_never_does(store):
    await crowd(store, NOW)

    found = await ReadRewardDelays(store, live_of(store))(asked())

    assert found.tips == 40 * SETTLED_7D
    assert found.every == pytest.approx((0, 0.75, 0.75, 0.75, 0.75, 0.75), abs=0.01)
    (row,) = found.policies
    assert (row.policy, row.champion, row.tips) == ("bayes-v1", True, 200)
    assert row.shares == found.every
    assert found.ages_s == (15, 60, 300, 3600, 21_600, 86_400)


async def test_a_policy_with_few_tips_has_no_curve(store):
    await crowd(store, NOW)
    await crowd(store, NOW, people=4, policy="random")

    found = await ReadRewardDelays(store, live_of(store))(asked())

    assert [(it.policy, bool(it.shares)) for it in found.policies] == [
        ("bayes-v1", True),
        ("random", False),
    ]
