"""What the overview reads is the same in every home."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.analytics.rollup import bucket_of, counted
from core.domain.fact import Choice, Ending
from core.domain.integration import IntegrationState
from core.domain.overview_query import Cohort, CohortWanted, Failing, SliceRow
from core.domain.rollup import Sums
from core.domain.user_fact import Active, UserFact
from tests.fakes.clock import NOON
from tests.fakes.facts import a_fact
from tests.services.storage.things import HOUR, NOW, an_integration, signed_up

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


async def test_a_part_of_an_hour_is_counted_by_groups_of_users(store):
    ada, bob = await signed_up(store), await signed_up(store)
    chance = {"policy": "random", "choice": Choice(known=True, fallback="policy failed")}
    facts = [
        a_fact(ada, served_at=NOON, ending=Ending.DONE, undone=1),
        a_fact(bob, served_at=NOON + SECOND, **chance, ending=Ending.DISMISS, undone=0),
        a_fact(bob, served_at=NOON + 2 * SECOND, ending=Ending.OPEN, undone=0),
    ]
    async with store.writing() as work:
        await work.facts.put(facts)

    async with store.reading() as work:
        rows = await work.overviews.part(NOON, NOON + 2 * SECOND)
        nothing = await work.overviews.part(NOON - HOUR, NOON)

    found = {(it.policy, it.experiment, it.bucket): it.sums for it in rows}
    assert found == {
        ("bayes-v1", "first", bucket_of(ada.id)): Sums(tips=1, done=1, undone=1),
        ("random", "", bucket_of(bob.id)): Sums(tips=1, dismiss=1, fallbacks=1),
    }
    assert nothing == ()


async def test_slices_count_what_could_be_answered(store):
    ada = await signed_up(store)
    done = a_fact(ada, ending=Ending.DONE)
    gone = replace(a_fact(ada, ending=Ending.VANISHED), choice=done.choice)
    async with store.writing() as work:
        for fact in (done, gone):
            await work.rollups.add(counted(fact))

    async with store.reading() as work:
        rows = await work.overviews.slices(done.day, done.day + 1)
        later = await work.overviews.slices(done.day + 1, done.day + 9)

    group = bucket_of(ada.id)
    assert SliceRow(done.day, "policy", done.policy, group, 1, 1) in rows
    assert SliceRow(done.day, "due", done.choice.due, group, 1, 1) in rows
    assert {it.by for it in rows} == {
        *("policy", "hour", "priority", "due", "tenure", "minutes", "size", "surface")
    }
    assert later == ()


async def a_cohort(store, *steps):
    """Let users join an hour apart, who connected, were served, answered, returned after so long."""
    facts = []
    for number, (connected, tip, answer, back) in enumerate(steps):
        at = NOW + number * HOUR
        user = await signed_up(store)
        times = [None if it is None else at + it for it in (connected, tip, answer, back)]
        facts.append(UserFact(user.id, at, at, "UTC", *times))
    async with store.writing() as work:
        await work.user_facts.put(facts)


async def test_a_cohort_is_followed_step_by_step(store):
    await a_cohort(
        store,
        (SECOND, 3 * SECOND, 8 * SECOND, 8 * DAY),
        (3 * SECOND, 5 * SECOND, 9 * SECOND, None),
        (5 * SECOND, None, None, None),
        (None, None, None, None),
    )
    wanted = CohortWanted(NOW, NOW + DAY, NOW + 9 * DAY, NOW + HOUR)

    async with store.reading() as work:
        all_of_them = await work.overviews.cohort(wanted)
        early = await work.overviews.cohort(replace(wanted, as_of=NOW + 4 * SECOND))
        nobody = await work.overviews.cohort(replace(wanted, first=NOW - DAY, end=NOW))

    assert replace(all_of_them, paces_s=()) == Cohort(4, 3, 2, 2, 1, 1, ())
    assert all_of_them.paces_s == pytest.approx((3, 2, 4.5), abs=0.01)
    assert replace(early, paces_s=()) == Cohort(4, 1, 1, 0, 0, 0, ())
    assert nobody == Cohort()


async def test_links_that_fail_are_counted_and_lost_ones_are_not(store):
    traits = [
        {"failing_since": NOW - HOUR},
        {"failing_since": NOW - 2 * HOUR},
        {"failing_since": NOW},
        {"failing_since": None},
        {"failing_since": NOW - DAY, "state": IntegrationState.RECONNECT},
    ]
    async with store.reading() as work:
        assert await work.overviews.failing(NOW) == Failing()
    for changes in traits:
        user = await signed_up(store)
        async with store.writing() as work:
            await work.integrations.save(an_integration(user, **changes))

    async with store.reading() as work:
        assert await work.overviews.failing(NOW - HOUR) == Failing(2, NOW - 2 * HOUR)


async def test_users_days_are_summed_by_day_and_by_group(store):
    day = NOW.toordinal()
    async with store.writing() as work:
        await work.actives.add({day: Active(1, 1), day + 1: Active(0, 1)}, 3)
        await work.actives.add({day: Active(1, 1)}, 4)
        await work.actives.add({day: Active(2, 2)}, 3)
        await work.actives.add({day + 1: Active(0, -1)}, 3)

    async with store.reading() as work:
        series = await work.actives.series(day, day + 2)
        groups = await work.actives.groups(day, day + 2)

    assert series == {day: Active(4, 4)}
    assert groups == {3: Active(3, 3), 4: Active(1, 1)}
