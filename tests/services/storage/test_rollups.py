"""Sums are added to, taken back, and read group by group, in every home."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.analytics.rollup import bucket_of, difference, hour_of, together
from core.domain.fact import Ending
from core.domain.ids import TipId, new_id
from core.domain.rollup import Dim, Grain, Measure
from core.domain.rollup_query import BinsWanted, By, SumsWanted, TargetsWanted
from tests.fakes.clock import NOON
from tests.fakes.facts import A_CHOICE, DAY, a_fact, silent
from tests.services.storage.things import a_user

ADA, BOB = a_user(), a_user()
ALWAYS = (0, 10**9)
THREE = (
    a_fact(ADA),
    a_fact(BOB, ending=Ending.DISMISS, reward_milli=-1000, candidates=1),
    a_fact(
        BOB,
        later=timedelta(days=1),
        policy="random",
        choice=replace(A_CHOICE, experiment="", hour=20),
    ),
)
"""Two tips of one day under an experiment, and one of the next day under another policy."""


async def count(store, *pairs):
    async with store.writing() as work:
        await work.rollups.add(together(difference(old, new) for old, new in pairs))


async def sums(store, **wanted):
    grain = wanted.pop("grain", Grain.DAY)
    span = wanted.pop("span", ALWAYS)
    async with store.reading() as work:
        return await work.rollups.sums(SumsWanted(grain, *span, **wanted))


async def targets(store, **wanted):
    async with store.reading() as work:
        return await work.rollups.targets(TargetsWanted(*ALWAYS, **wanted))


async def bins(store, measure, **wanted):
    async with store.reading() as work:
        return await work.rollups.bins(BinsWanted(measure, *ALWAYS, **wanted))


@pytest.fixture
async def filled(store):
    await count(store, *((None, fact) for fact in THREE))
    return store


async def test_without_groups_all_is_one_sum(filled):
    (row,) = await sums(filled)

    assert (row.start, row.policy, row.experiment, row.value, row.bucket) == (None,) * 5
    found = row.sums
    assert (found.tips, found.done, found.dismiss) == (3, 2, 1)
    assert (found.reward_milli, found.reward_milli2) == (200, 1_720_000)
    assert (found.reward_600, found.reward_minus_1000, found.candidates) == (2, 1, 7)
    assert all(type(number) is int for number in found.numbers())


async def test_nothing_counted_is_no_row(store):
    assert await sums(store) == await sums(store, by=frozenset({By.POLICY})) == ()
    assert await targets(store) == ()
    assert await bins(store, Measure.TOOK_US) == ()


async def test_groups_come_in_order_with_their_names(filled):
    rows = await sums(filled, by=frozenset({By.START, By.POLICY}))

    assert [(it.start, it.policy, it.sums.tips) for it in rows] == [
        (DAY, "bayes-v1", 2),
        (DAY + 1, "random", 1),
    ]


async def test_users_fall_into_their_buckets(filled):
    rows = await sums(filled, by=frozenset({By.BUCKET}))

    expected = {}
    for fact in THREE:
        bucket = bucket_of(fact.user_id)
        expected[bucket] = expected.get(bucket, 0) + 1
    assert {it.bucket: it.sums.tips for it in rows} == expected


async def test_another_dim_tells_apart_by_its_values(filled):
    hours = await sums(filled, dim=Dim.HOUR, by=frozenset({By.VALUE}))
    arms = await sums(filled, dim=Dim.ARM, by=frozenset({By.VALUE, By.EXPERIMENT}))

    assert [(it.value, it.sums.tips) for it in hours] == [("09", 2), ("20", 1)]
    assert [(it.value, it.experiment, it.sums.tips) for it in arms] == [("bayes-v1", "first", 2)]


async def test_hours_lie_apart_from_days(filled):
    at = hour_of(NOON)

    rows = await sums(filled, grain=Grain.HOUR, span=(at, at + 1), by=frozenset({By.START}))

    assert [(it.start, it.sums.tips) for it in rows] == [(at, 2)]


@pytest.mark.parametrize(
    ("wanted", "tips"),
    [
        ({"policies": ("random",)}, 1),
        ({"policies": ("random", "bayes-v1")}, 3),
        ({"experiments": ("",)}, 1),
        ({"experiments": ("first",)}, 2),
        ({"dim": Dim.SIZE, "values": ("1",)}, 1),
        ({"span": (DAY + 1, DAY + 2)}, 1),
    ],
)
async def test_a_filter_leaves_what_it_names(filled, wanted, tips):
    (row,) = await sums(filled, **wanted)

    assert row.sums.tips == tips


async def test_a_fact_is_counted_in_the_place_of_another(filled):
    before = THREE[0]

    await count(filled, (before, silent(before)))

    (row,) = await sums(filled)
    assert (row.sums.tips, row.sums.done, row.sums.open) == (3, 1, 1)
    assert (await bins(filled, Measure.ANSWERED_MS))[0].counts != {}


async def test_what_is_taken_back_leaves_nothing(filled):
    await count(filled, *((fact, None) for fact in THREE))

    for grain in Grain:
        for dim in Dim:
            assert await sums(filled, grain=grain, dim=dim, by=frozenset(By)) == ()
    assert await targets(filled, by=frozenset({By.START, By.POLICY, By.VALUE, By.BUCKET})) == ()
    assert all([await bins(filled, measure) == () for measure in Measure])


async def test_targets_are_judged_by_final_rewards(filled):
    rows = await targets(filled, policies=("bayes-v1",))

    assert [(it.value, it.sums.n, it.sums.agree) for it in rows] == [
        ("egreedy-v1", 2, 2),
        ("linucb-v1", 2, 0),
    ]
    found = rows[0].sums
    assert (found.w_micro, found.w2_micro) == (1_000_000, 500_000)
    assert (found.wr_micro, found.r_micro) == (-200_000, -400_000)
    await count(filled, (THREE[0], replace(THREE[0], final=False)))
    assert (await targets(filled, policies=("bayes-v1",), targets=("egreedy-v1",)))[0].sums.n == 1


async def test_bins_say_how_many_values_are_of_which_size(filled):
    (row,) = await bins(filled, Measure.ANSWERED_MS)
    apart = await bins(filled, Measure.WEIGHT, by=frozenset({By.VALUE, By.POLICY, By.START}))

    assert sum(row.counts.values()) == 3
    assert [(it.start, it.policy, it.value) for it in apart] == [
        (DAY, "bayes-v1", "egreedy-v1"),
        (DAY, "bayes-v1", "linucb-v1"),
        (DAY + 1, "random", "egreedy-v1"),
        (DAY + 1, "random", "linucb-v1"),
    ]


async def test_sums_larger_than_four_bytes_hold(store):
    long = replace(THREE[0], dwell_ms=2**40)
    many = [replace(long, tip_id=TipId(new_id())) for _ in range(3)]

    await count(store, *((None, fact) for fact in many))

    assert (await sums(store))[0].sums.dwell_ms == 3 * 2**40


async def test_what_is_asked_for_is_never_part_of_the_statement(filled):
    assert await sums(filled, policies=("' OR 1=1 --",)) == ()
