"""The recommendation log, read page by page: a walk through it stays in the filter."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.fact_query import Field, Only, Order
from core.domain.ids import TipId, new_id
from core.domain.pick_list import Bounded, PicksAsked
from core.domain.pseudonym import pseudonym
from core.domain.reaction import ReactionKind
from core.usecases.read_picks import ReadPicks
from tests.fakes.builders import a_task, an_identity
from tests.fakes.clock import NOON
from tests.fakes.world import a_world

KINDS = (ReactionKind.DONE, ReactionKind.SNOOZE)
WHOLE = PicksAsked(NOON - timedelta(days=1), NOON + timedelta(days=90), limit=4)
DONE = (Only(Field.ENDING, ("done",)),)


@pytest.fixture
async def world():
    varied = (a_task(f"t{n}", f"Task {n}", priority=1 + n % 4) for n in range(12))
    world = a_world(*varied, policy="bayes-v1", shadows="egreedy-v1")
    ada = await world.a_reader()
    for turn in range(11):
        await world.answer(ada, KINDS[turn % 2])
        await world.core.relay_events()
        world.clock.advance(hours=20)
    return world


def tips(page):
    return [it.fact.tip_id for it in page.rows]


async def all_of(world, asked):
    return tips(await world.core.read_picks(replace(asked, limit=100)))


async def test_the_newest_stand_first_and_are_counted(world):
    page = await world.core.read_picks(WHOLE)

    served = [it.fact.served_at for it in page.rows]
    assert served == sorted(served, reverse=True)
    assert (page.count, page.looked, page.first) == (Bounded(11), Bounded(11), Bounded(1))
    assert (page.earlier, page.later, page.peek) == (False, True, None)
    assert all(it.traits and it.traits.priority for it in page.rows)


@pytest.mark.parametrize("order", list(Order))
async def test_pages_forth_and_back_are_the_same_rows(world, order):
    asked = replace(WHOLE, order=order)
    whole = await all_of(world, asked)

    second = await world.core.read_picks(replace(asked, after=whole[3]))
    third = await world.core.read_picks(replace(asked, after=whole[7]))
    back = await world.core.read_picks(replace(asked, before=whole[8]))

    assert tips(second) == tips(back) == whole[4:8]
    assert (second.first, back.first) == (Bounded(5), Bounded(5))
    assert (second.earlier, second.later, back.earlier, back.later) == (True, True, True, True)
    assert (tips(third), third.later) == (whole[8:], False)


async def test_a_step_from_pick_to_pick_stays_in_the_filter_across_pages(world):
    asked = replace(WHOLE, only=DONE, limit=2)
    expected = await all_of(world, asked)
    at, walked = expected[0], []

    while at:
        page = await world.core.read_picks(replace(asked, peek=at))
        walked.append((at, page.peek.place.number))
        at = page.peek.next

    assert walked == [(tip, place) for place, tip in enumerate(expected, start=1)]
    assert len(walked) == 6


async def test_the_way_back_is_the_way_forth_reversed(world):
    expected = await all_of(world, WHOLE)
    for here, before in zip(expected[1:], expected, strict=False):
        page = await world.core.read_picks(replace(WHOLE, peek=here))

        assert page.peek.previous == before
        assert page.peek.listed is (here in tips(page))


async def test_a_pseudonym_finds_its_user_and_nobody_else(world):
    ben = await world.a_reader(an_identity("ben"))
    await world.tip(ben)
    await world.core.relay_events()

    page = await world.core.read_picks(replace(WHOLE, user=pseudonym(ben)))

    assert [it.fact.user_id for it in page.rows] == [ben]
    assert (await world.core.read_picks(replace(WHOLE, user="u_aaaaaaaa"))).rows == ()


async def test_a_search_says_how_far_it_looked_and_counted(world):
    narrow = ReadPicks(world.store, world.clock, wide=5, counted=3)

    page = await narrow(WHOLE)

    assert (page.looked, page.count) == (Bounded(5, more=True), Bounded(3, more=True))
    assert tips(page) == (await all_of(world, WHOLE))[:4]


async def test_a_place_that_is_gone_is_as_if_it_had_not_been_said(world):
    gone = TipId(new_id())

    page = await world.core.read_picks(replace(WHOLE, after=gone, before=gone, peek=gone))

    assert (tips(page), page.peek) == ((await all_of(world, WHOLE))[:4], None)


async def test_an_empty_period_has_no_picks(world):
    page = await world.core.read_picks(replace(WHOLE, end=WHOLE.first))

    assert (page.rows, page.count, page.looked, page.later) == ((), Bounded(), Bounded(), False)


async def test_an_export_is_the_whole_list_up_to_a_bound(world):
    asked = replace(WHOLE, only=DONE)

    told = [it.tip_id async for it in world.core.read_picks.every(asked, 50)]
    some = [it.tip_id async for it in world.core.read_picks.every(asked, 2)]

    assert told == await all_of(world, asked)
    assert some == told[:2]
