"""Other policies, slices and delays are the same in every home, and are what the tips came to."""

from datetime import date, timedelta

import pytest

from core.domain.deployment import Deployment, Standing
from core.domain.fact import Ending, Target
from core.domain.figure import TooFew
from core.domain.ids import DeploymentId, new_id
from core.domain.reward_panel import Estimates, Levels, RewardSlices, Whose
from core.domain.support import Lack, NotEnoughSupport
from core.usecases.rewards.read_days import ReadRewardDays
from core.usecases.rewards.read_delays import ReadRewardDelays
from core.usecases.rewards.read_others import ReadOtherPolicies
from core.usecases.rewards.read_slices import ReadRewardSlices
from tests.fakes.lives_counted import a_choice, live
from tests.fakes.rewarded import NOW, asked, crowd, live_of, paid

DAY = timedelta(days=1)
AGREES = Target("linucb-v1", 0.5, True, 0.0, 0.1, 0.1)
"""A shadow that is as likely to pick what was picked as the policy that served: each weight is 1."""
SETTLED_7D = 5
"""Of the last seven days, today's and yesterday's windows are open."""


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
