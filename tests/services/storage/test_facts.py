"""Facts come back bit for bit, and are found page by page, in every home."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.fact import UNSEEN, Choice, Ending
from core.domain.fact_query import Amount, Between, FactsWanted, Field, Only, Place
from core.domain.ids import TipId, new_id
from core.errors import NotFound
from tests.fakes.clock import NOON
from tests.fakes.facts import A_CHOICE, a_fact, silent
from tests.services.storage.things import HOUR, a_user, signed_up

WEEK = timedelta(days=7)


async def put(store, *facts):
    async with store.writing() as work:
        await work.facts.put(facts)


async def page(store, **wanted):
    asked = {"first": NOON - WEEK, "end": NOON + WEEK} | wanted
    async with store.reading() as work:
        return await work.facts.page(FactsWanted(**asked))


@pytest.fixture
async def ada(store):
    return await signed_up(store)


async def test_a_fact_comes_back_exactly(store, ada):
    whole, bare = a_fact(ada), silent(a_fact(ada, choice=UNSEEN))
    await put(store, whole, bare)

    async with store.reading() as work:
        assert await work.facts.get([whole.tip_id, bare.tip_id, TipId(new_id())]) == {
            whole.tip_id: whole,
            bare.tip_id: bare,
        }
        assert await work.facts.get([]) == {}


async def test_a_fact_takes_the_place_of_the_earlier_one(store, ada):
    fact = a_fact(ada)
    await put(store, fact)

    await put(store, changed := replace(silent(fact), undone=1))

    async with store.reading() as work:
        assert await work.facts.of_user(ada.id) == (changed,)


async def test_nobody_who_has_left_has_facts(store):
    with pytest.raises(NotFound):
        await put(store, a_fact(a_user()))


async def test_facts_of_a_user_come_oldest_first(store, ada):
    late, early = a_fact(ada, later=HOUR), a_fact(ada)
    await put(store, late, early, a_fact(await signed_up(store)))

    async with store.reading() as work:
        assert await work.facts.of_user(ada.id) == (early, late)


@pytest.mark.parametrize("newest_first", [True, False])
async def test_pages_walk_through_all_once(store, ada, newest_first):
    facts = [a_fact(ada, later=hour * HOUR) for hour in (0, 1, 1, 2, 3)]
    await put(store, *facts)
    found, after = [], None

    while got := await page(store, after=after, limit=2, newest_first=newest_first):
        found += got
        after = Place(got[-1].served_at, got[-1].tip_id)

    in_order = sorted(facts, key=lambda it: (it.served_at, it.tip_id), reverse=newest_first)
    assert found == in_order


async def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(store, ada):
    inside, outside = a_fact(ada), a_fact(ada, later=HOUR)
    await put(store, inside, outside)

    assert await page(store, first=NOON, end=NOON + HOUR) == (inside,)


FILTERS = {
    "policy": ({"policy": "random"}, Only(Field.POLICY, ("random",))),
    "ending": ({"ending": Ending.DISMISS}, Only(Field.ENDING, ("dismiss", "snooze"))),
    "size": ({"candidates": 40}, Only(Field.SIZE, ("16_50",))),
    "hour": ({"choice": replace(A_CHOICE, hour=3)}, Only(Field.HOUR, ("03",))),
    "flag": ({"choice": replace(A_CHOICE, explored=False)}, Only(Field.EXPLORED, ("0",))),
    "own flag": ({"elsewhere": True}, Only(Field.ELSEWHERE, ("1",))),
    "excluded": ({"surface": "api"}, Only(Field.SURFACE, ("page",), but=True)),
    "fallback": (
        {"choice": replace(A_CHOICE, fallback="slow")},
        Only(Field.FALLBACK, ("",), but=True),
    ),
    "bucket": ({"choice": replace(A_CHOICE, due="later")}, Only(Field.DUE, ("later",))),
    "reward": ({"reward_milli": -1000}, Between(Amount.REWARD_MILLI, None, -300)),
    "propensity": ({"propensity": 0.01}, Between(Amount.PROPENSITY, most=0.05)),
    "took": ({"choice": replace(A_CHOICE, took_us=60_000)}, Between(Amount.TOOK_US, 50_000)),
    "agreement": (
        {"choice": replace(A_CHOICE, targets=())},
        Between(Amount.DISAGREEING, 0, 0),
    ),
}


@pytest.mark.parametrize("name", FILTERS)
async def test_a_filter_leaves_what_it_names(store, ada, name):
    traits, wanted = FILTERS[name]
    other, meant = a_fact(ada), a_fact(ada, **traits)
    await put(store, other, meant)

    kind = "only" if isinstance(wanted, Only) else "between"
    assert await page(store, **{kind: (wanted,)}) == (meant,)


async def test_a_bound_leaves_out_what_is_unknown(store, ada):
    fact = a_fact(ada)
    await put(store, fact, silent(a_fact(ada)))

    assert await page(store, between=(Between(Amount.DWELL_MS),)) == (fact,)


async def test_one_users_facts_can_be_asked_for(store, ada):
    mine, other = a_fact(ada), a_fact(await signed_up(store))
    await put(store, mine, other)

    assert await page(store, user_id=ada.id) == (mine,)


async def test_words_that_are_no_numbers_match_nothing(store, ada):
    await put(store, a_fact(ada))

    assert await page(store, only=(Only(Field.HOUR, ("9 OR 1=1",)),)) == ()


def test_an_unseen_choice_is_the_empty_one():
    assert Choice() == UNSEEN
