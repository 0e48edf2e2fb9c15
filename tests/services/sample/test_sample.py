"""A past that is made up: its picks replay, its sums are those of a rebuild, and it goes again."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from core.clock import SystemClock
from core.domain.deployment import Policies, who_was_live
from core.domain.fact_query import FactsWanted
from core.domain.rollup import Dim, Grain, Measure
from core.domain.rollup_query import BinsWanted, By, SumsWanted, TargetsWanted
from core.domain.user_fact import LinkWord
from core.domain.user_query import UsersWanted
from core.errors import Malformed
from core.sim.sample.make import Sample
from core.usecases.rebuild_rollups import RebuildRollups
from core.usecases.replay_picks import ReplayPicks

UTC = ZoneInfo("UTC")
NOW = Policies("bayes-v1", ("egreedy-v1",))
LONG = 10**8
EVERY = frozenset({By.START, By.POLICY, By.EXPERIMENT, By.VALUE, By.BUCKET})


def the_sample(store):
    return Sample(store, SystemClock(), UTC, NOW)


async def counted(store):
    async with store.reading() as work:
        cells = [
            await work.rollups.sums(SumsWanted(grain, 0, LONG, dim, EVERY))
            for grain, dim in [(Grain.HOUR, Dim.ALL), *((Grain.DAY, dim) for dim in Dim)]
        ]
        targets = await work.rollups.targets(TargetsWanted(0, LONG, EVERY - {By.EXPERIMENT}))
        bins = [
            await work.rollups.bins(BinsWanted(it, 0, LONG, frozenset({By.START, By.VALUE})))
            for it in Measure
        ]
        users = await work.user_facts.page(UsersWanted(limit=LONG))
        return cells, targets, bins, await work.actives.series(0, LONG), users


async def facts_in(store):
    clock = SystemClock()
    async with store.reading() as work:
        begin, end = clock.now() - timedelta(days=400), clock.now() + timedelta(days=1)
        return await work.facts.page(FactsWanted(begin, end, limit=LONG))


@pytest.fixture
async def lived(sqlite_store):
    told = []
    tips = await the_sample(sqlite_store).make(10, 5, 3, told.append)
    return sqlite_store, tips, told


async def test_its_picks_replay_and_its_sums_are_those_of_a_rebuild(lived):
    store, tips, told = lived
    before = await counted(store)

    replayed = [it async for it in ReplayPicks(store).every()]
    rebuilt = await RebuildRollups(store, SystemClock(), UTC)()

    assert len(replayed) == tips
    assert all(it.same for it in replayed)
    assert rebuilt == tips > 40
    assert await counted(store) == before
    assert told == list(range(1, 11))


async def test_postgresql_holds_it_too(postgres_url, open_store):
    store = open_store(postgres_url)

    tips = await the_sample(store).make(3, 3, 3, lambda _: None)

    before = await counted(store)
    assert await RebuildRollups(store, SystemClock(), UTC)() == tips
    assert await counted(store) == before


async def test_it_tells_of_several_champions_an_experiment_and_people_without_a_link(lived):
    store, _, _ = lived
    async with store.reading() as work:
        deployments, experiments = await work.deployments.all(), await work.experiments.all()
        users = await work.user_facts.page(UsersWanted())
    facts = await facts_in(store)

    assert {"egreedy-v1", "linucb-v1", "bayes-v1"} <= {it.policy for it in facts}
    for fact in facts:
        live = who_was_live(deployments, experiments, fact.served_at)
        if not (fact.choice.experiment or fact.choice.fallback):
            assert fact.policy == live.policies.served
    assert {it.choice.experiment for it in facts} == {"", "bandit-or-rule"}
    assert {it.link for it in users} == {LinkWord.NONE, LinkWord.TODOIST, LinkWord.LOST}


async def test_nothing_of_it_waits_to_be_carried_or_synced_and_a_second_one_is_refused(lived):
    store, _, _ = lived
    later = SystemClock().now() + timedelta(days=2)

    async with store.writing() as work:
        assert (await work.outbox.backlog()).depth == 0
        assert await work.commands.claim(later, later, 9) == ()
        assert await work.integrations.due(later, 9) == ()
    with pytest.raises(Malformed):
        await the_sample(store).make(1, 1, 1, lambda _: None)


async def test_it_goes_again_with_all_that_was_counted(lived):
    store, _, _ = lived

    gone = await the_sample(store).remove()

    assert gone == 10
    assert await the_sample(store).people() == ()
    cells, targets, bins, actives, users = await counted(store)
    assert not any(map(any, (cells, bins)))
    assert not any((targets, actives, users))
    assert await facts_in(store) == ()
