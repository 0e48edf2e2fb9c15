"""A minute before a promotion, every page that names a champion names the old one."""

import itertools
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from core.clock import SystemClock
from core.domain.deployment import Policies, Standing
from core.domain.period import Grain, read_period
from core.domain.reward_panel import RewardsAsked
from core.sim.sample.make import Sample
from core.usecases.overview.read_overview import ReadOverview
from core.usecases.overview.tell_history import tell_history
from core.usecases.read_live import ReadLive
from core.usecases.read_policies import ReadPolicies
from core.usecases.rewards.read_days import ReadRewardDays
from core.usecases.rewards.read_others import ReadOtherPolicies

UTC = ZoneInfo("UTC")
NOW = Policies("bayes-v1", ("egreedy-v1",))


@pytest.fixture
async def lived(sqlite_store):
    await Sample(sqlite_store, SystemClock(), UTC, NOW).make(6, 6, 3, lambda _: None)
    return sqlite_store


async def named(store, at):
    """Return whom each page calls champion at a moment."""
    live, period = ReadLive(store, SystemClock(), NOW), read_period("7d", at, UTC)
    asked = RewardsAsked(period, at)
    overview = await ReadOverview(store, tell_history)(period, None, Grain.DAY)
    policies = await ReadPolicies(store, live)(period, at)
    days = await ReadRewardDays(store, tell_history)(asked)
    others = await ReadOtherPolicies(store, live)(asked)
    champions = [it.name for it in policies.policies if it.standing is Standing.CHAMPION]
    return {
        "overview": overview.mix.history.reigns[-1].policy,
        "policies": policies.live.policies.served,
        "its rows": ", ".join(champions),
        "rewards": days.history.reigns[-1].policy,
        "judged by": others.log,
    }


async def test_a_minute_before_each_promotion_the_old_champion_stands_on_every_page(lived):
    rows, _ = await ReadLive(lived, SystemClock(), NOW).timeline()
    champions = sorted((it for it in rows if it.role is Standing.CHAMPION), key=lambda it: it.at)
    minute = timedelta(minutes=1)

    assert len(champions) > 2
    for old, new in itertools.pairwise(champions):
        before, after = await named(lived, new.at - minute), await named(lived, new.at + minute)
        assert set(before.values()) == {old.policy}, before
        assert set(after.values()) == {new.policy}, after
