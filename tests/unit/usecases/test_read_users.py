"""The list of users: pages, places, facets, neighbours, and everything for an export."""

from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from core.analytics.users_rate import rate_of
from core.domain.figure import Figure, TooFew
from core.domain.period import read_period
from core.domain.pseudonym import pseudonym
from core.domain.reaction import ReactionKind
from core.domain.user_fact import Lived
from core.domain.user_filter import UserDim, read_user_filters
from core.domain.user_query import UserOrder
from core.domain.users_panel import UsersAsked, place_of
from core.usecases.count_facets import CountFacets, looks
from core.usecases.read_users import ROWS, ReadUsers
from tests.fakes.builders import an_identity, tasks
from tests.fakes.world import a_world

MANY = 2 * ROWS + 3
"""People on two pages and a bit."""


async def settle_down(world):
    while await world.core.relay_events():
        pass


@pytest.fixture
async def crowd():
    """A world in which many have signed in, an hour apart, and the first one has lived."""
    world = a_world(*tasks(9))
    ada = await world.a_reader(an_identity("p0"))
    for kind in (ReactionKind.DONE, ReactionKind.DONE, ReactionKind.DISMISS):
        await world.answer(ada, kind)
    for n in range(1, MANY):
        world.clock.advance(minutes=10)
        await world.a_person(an_identity(f"p{n}"))
    await settle_down(world)
    return world, ada


def asked(world, *said, **changes):
    now = world.clock.now()
    period = read_period("28d", now, ZoneInfo("UTC"))
    return replace(UsersAsked(now, period, read_user_filters(said)), **changes)


async def test_pages_lead_through_everybody_once_and_back(crowd):
    world, _ = crowd
    first = await world.core.read_users(asked(world))
    end = place_of(first.rows[-1].fact, UserOrder.LAST_SEEN)
    second = await world.core.read_users(asked(world, after=end))
    end = place_of(second.rows[-1].fact, UserOrder.LAST_SEEN)
    third = await world.core.read_users(asked(world, after=end))
    begin = place_of(second.rows[0].fact, UserOrder.LAST_SEEN)
    back = await world.core.read_users(asked(world, before=begin))

    rows = [it.fact for page in (first, second, third) for it in page.rows]
    assert len({it.user_id for it in rows}) == MANY
    assert all(one.last_seen_at >= other.last_seen_at for one, other in pairwise(rows))
    assert back.rows == first.rows
    assert [it.first for it in (first, second, third)] == [1, ROWS + 1, 2 * ROWS + 1]
    assert [it.later for it in (first, second, third)] == [True, True, False]
    assert {it.total for it in (first, second, third)} == {MANY}


async def test_a_page_does_not_begin_above_the_top(crowd):
    world, _ = crowd
    first = await world.core.read_users(asked(world))
    third_row = place_of(first.rows[2].fact, UserOrder.LAST_SEEN)

    page = await world.core.read_users(asked(world, before=third_row))

    assert page.rows == first.rows


async def test_tips_are_counted_for_the_period_and_the_base_for_everybody(crowd):
    world, ada = crowd
    (row,) = (await world.core.read_users(asked(world, "policy:random"))).rows
    later = await world.core.read_users(
        asked(world, period=read_period("live", world.clock.now(), ZoneInfo("UTC")))
    )

    assert row.fact.user_id == ada
    assert row.lived == Lived(3, 2, 0, 1, 0)
    assert row.rate == TooFew(3)
    assert (await world.core.read_users(asked(world))).base == 2 / 3
    assert {it.lived for it in later.rows} == {Lived()}


async def test_j_walks_the_filtered_set_from_end_to_end(crowd):
    world, _ = crowd
    narrow = asked(world, "link:none")
    page = await world.core.read_users(narrow)
    name, seen = pseudonym(page.rows[0].fact.user_id), []

    while name:
        peeked = await world.core.read_users.peek(narrow, name)
        seen.append((peeked.place, peeked.listed.fact.link))
        name = pseudonym(peeked.next.user_id) if peeked.next else ""

    assert seen == [(n, "none") for n in range(1, MANY)]


async def test_nobody_is_peeked_at_under_half_a_name(crowd):
    world, ada = crowd

    found = [
        await world.core.read_users.peek(asked(world), name)
        for name in (pseudonym(ada)[:-1], "u_aaaaaaaa", "", "<script>")
    ]

    assert found == [None] * 4


async def test_a_beginning_names_who_is_called_so_and_no_more_than_asked(crowd):
    world, ada = crowd
    name = pseudonym(ada)

    assert name in await world.core.read_users.beginning(name[:4], MANY)
    assert await world.core.read_users.beginning(name, 5) == (name,)
    every = await world.core.read_users.beginning(name[:3], MANY)
    assert all(it.startswith(name[:3]) for it in every)
    assert await world.core.read_users.beginning(name[:3], 1) == every[:1]


async def test_an_export_holds_all_that_the_filter_leaves(crowd):
    world, _ = crowd
    in_sevens = ReadUsers(world.store, batch=7)

    found = await in_sevens.all(asked(world, "link:none"))

    assert len({it.fact.user_id for it in found}) == MANY - 1


async def test_facets_count_what_the_other_filters_leave(crowd):
    world, _ = crowd

    groups = {it.dim: it for it in await world.core.count_facets(asked(world, "link:none"))}
    told = {name: {it.value: it.count for it in group.values} for name, group in groups.items()}

    assert told["link"] == {"none": MANY - 1, "todoist": 1}
    assert told["seen"] == {"24h": MANY - 1, "7d": MANY - 1, "28d": MANY - 1, "longer": 0}
    assert told["tenure"] == {"under_14d": MANY - 1, "14d_60d": 0, "over_60d": 0}
    assert told["policy"] == {"": MANY - 1}
    assert told["consent"] == {"tips": 0, "nudges": 0, "research": 0}


async def test_facets_that_would_take_too_long_are_left_out_and_say_so(crowd):
    world, _ = crowd

    class Slow(type(world.clock)):
        def monotonic_s(self):
            self.advance(milliseconds=100)
            return super().monotonic_s()

    facets = CountFacets(world.store, Slow(world.clock.now()))

    groups = await facets(asked(world))

    assert {it.dim for it in groups if not it.counted} == {"experiment", "link"}
    assert all(it.values == () for it in groups if not it.counted)


def test_dimensions_that_ask_the_same_users_are_counted_in_one_look():
    filters = read_user_filters(["seen:7d", "link:todoist"])

    assert list(looks(filters)) == [
        (UserDim.CONSENT, UserDim.TENURE, UserDim.JOINED, UserDim.STEP),
        *((dim,) for dim in (UserDim.SEEN, UserDim.POLICY, UserDim.EXPERIMENT, UserDim.LINK)),
    ]


def test_a_rate_needs_thirty_tips_that_ended():
    assert rate_of(Lived(99, 20, 5, 4, 0)) == TooFew(29)
    rated = rate_of(Lived(30, 15, 5, 5, 5))

    assert isinstance(rated, Figure)
    assert (rated.value, rated.count) == (0.5, 30)
    assert (round(rated.low, 3), round(rated.high, 3)) == (0.332, 0.668)  # Wilson, on paper
