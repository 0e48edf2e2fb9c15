"""The facts of tips as a list: sorted by any figure, counted up to a bound, bounded in its reach."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.fact import Ending
from core.domain.fact_query import Amount, Between, FactsWanted, Field, Only, Order, place_of
from tests.fakes.clock import NOON
from tests.fakes.facts import A_CHOICE, a_fact
from tests.services.storage.things import signed_up

WHOLE = FactsWanted(NOON, NOON + timedelta(days=1))
CHANCES = (0.5, 0.1 + 0.2, 1 / 3, 0.5, 1e-7, 0.5, 0.25)
"""Three of them equal; one that decimals cannot say."""
COSTS_US = (700, 900, 700, 0, 50_000, 1, 700)


@pytest.fixture
async def facts(store):
    """Return seven facts, a minute apart, oldest first."""
    ada, ben = await signed_up(store), await signed_up(store)
    made = [
        a_fact(
            ada if n % 2 else ben,
            later=timedelta(minutes=n),
            propensity=chance,
            choice=replace(A_CHOICE, took_us=took_us),
            ending=Ending.DONE if n % 3 else Ending.SNOOZE,
        )
        for n, (chance, took_us) in enumerate(zip(CHANCES, COSTS_US, strict=True))
    ]
    async with store.writing() as work:
        await work.facts.put(made)
    return made


async def page(store, wanted):
    async with store.reading() as work:
        return [it.tip_id for it in await work.facts.page(wanted)]


async def count(store, wanted, most=100):
    async with store.reading() as work:
        return await work.facts.count(wanted, most)


def amount(fact, order):
    return {
        Order.SHOWN: fact.served_at,
        Order.PROPENSITY: fact.propensity,
        Order.TOOK: fact.choice.took_us,
    }[order]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("greatest_first", [True, False])
async def test_pages_of_two_walk_the_whole_list_in_its_order(store, facts, order, greatest_first):
    expected = sorted(facts, key=lambda it: (amount(it, order), it.tip_id), reverse=greatest_first)
    wanted = replace(WHOLE, order=order, newest_first=greatest_first, limit=2)
    walked = []

    async with store.reading() as work:
        while found := await work.facts.page(wanted):
            walked += found
            wanted = replace(wanted, after=place_of(found[-1], order))

    assert [it.tip_id for it in walked] == [it.tip_id for it in expected]


@pytest.mark.parametrize("order", list(Order))
async def test_counting_on_from_a_place_counts_what_a_page_would_show(store, facts, order):
    wanted = replace(WHOLE, order=order, newest_first=False)
    for fact in facts:
        behind = replace(wanted, after=place_of(fact, order))

        assert await count(store, behind) == len(await page(store, behind))


async def test_a_count_goes_no_further_than_it_is_asked_to(store, facts):
    assert await count(store, WHOLE, 5) == 5
    assert await count(store, WHOLE) == 7
    assert await count(store, replace(WHOLE, limit=1)) == 7


async def test_a_count_knows_the_filters(store, facts):
    snoozed = replace(WHOLE, only=(Only(Field.ENDING, ("snooze",)),))
    slow = replace(WHOLE, between=(Between(Amount.TOOK_US, 900),))

    assert await count(store, snoozed) == 3
    assert await count(store, slow) == 2
    assert await count(store, replace(WHOLE, user_id=facts[1].user_id)) == 3


async def test_a_search_looks_through_the_newest_alone(store, facts):
    newest = [it.tip_id for it in facts[:3:-1]]

    assert await page(store, replace(WHOLE, within=3)) == newest
    assert await count(store, replace(WHOLE, within=3)) == 3
    assert await page(store, replace(WHOLE, within=3, order=Order.TOOK)) == [
        facts[4].tip_id,
        facts[6].tip_id,
        facts[5].tip_id,
    ]


async def test_a_search_that_reaches_all_finds_all(store, facts):
    for within in (7, 8, 100_000):
        assert await count(store, replace(WHOLE, within=within)) == 7


async def test_the_newest_of_a_period_are_not_the_newest_of_all(store, facts):
    early = replace(WHOLE, end=NOON + timedelta(minutes=4), within=2)

    assert await page(store, early) == [facts[3].tip_id, facts[2].tip_id]
