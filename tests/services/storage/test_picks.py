"""Picks and the log of all of them, in every home."""

from datetime import timedelta

import numpy as np
import pytest

from core.domain.assignment import DEPLOYED
from core.domain.ids import TipId, new_id
from core.domain.tip import Surface, TipStatus
from core.errors import NotFound, StaleWrite
from core.ports import Logged
from tests.services.storage.same import bits
from tests.services.storage.things import (
    HOUR,
    NOW,
    a_pick,
    a_scoring,
    a_tip,
    signed_up,
)

MONTH = timedelta(days=30)
AWKWARD = np.array([[0.1, np.pi], [1e-300, -0.0], [1e300, 1 / 3]])
"""What four bytes do not hold."""
LARGE = np.random.default_rng(7).integers(-(2**23), 2**23, (200, 35)) / 1024.0
"""What they hold: a large sheet on the grid."""


async def picked(store, user, pick=None, **changes):
    """Keep a pick behind an answered tip; return how the log must hold it."""
    tip = a_tip(user, **{"status": TipStatus.ANSWERED} | changes)
    pick = pick or a_pick(day=tip.served_at.toordinal())
    async with store.writing() as work:
        await work.tips.add(tip, pick)
    return Logged(user.id, tip.id, tip.served_at, tip.surface, pick)


def a_large_pick():
    scoring = a_scoring(
        probabilities=np.random.default_rng(1).dirichlet(np.ones(200)),
        scores=np.random.default_rng(2).normal(size=200),
        chosen=199,
    )
    return a_pick(
        candidates=tuple(f"6X{n}" for n in range(200)),
        feature_names=tuple(f"feature {n}" for n in range(35)),
        features=LARGE,
        served=scoring,
    )


PICKS = {
    "with shadows": a_pick(),
    "alone": a_pick(shadows=(), barred=(), assignment=DEPLOYED, code="", took_us=0),
    "trained": a_pick(served=a_scoring(state="a" * 32, version=9), seed=0),
    "fallen back": a_pick(served=a_scoring(policy="random", fallback="slow")),
    "off the grid": a_pick(features=AWKWARD),
    "not a number": a_pick(features=np.array([[np.nan, np.inf], [-np.inf, 0.0], [1.0, 2.0]])),
    "large": a_large_pick(),
    "of one": a_pick(
        candidates=("a",),
        features=np.ones((1, 2)),
        served=a_scoring(probabilities=np.ones(1), scores=np.zeros(1), chosen=0),
    ),
}


@pytest.mark.parametrize("name", PICKS)
async def test_a_pick_comes_back_bit_for_bit(store, name):
    user = await signed_up(store)
    kept = await picked(store, user, PICKS[name])

    async with store.reading() as work:
        found = await work.tips.pick_of(user.id, kept.tip_id)

    assert bits(found) == bits(PICKS[name])


async def test_another_tips_shadows_are_not_this_ones(store):
    user = await signed_up(store)
    kept = await picked(store, user, a_pick(shadows=()))
    await picked(store, user)

    async with store.reading() as work:
        assert (await work.tips.pick_of(user.id, kept.tip_id)).shadows == ()


async def test_the_log_says_whose_a_pick_is_and_where_it_was_served(store):
    user = await signed_up(store)
    kept = await picked(store, user, surface=Surface.API)

    async with store.reading() as work:
        found = await work.pick_log.find(kept.tip_id)

    assert bits(found) == bits(kept)


async def test_a_tip_that_never_was_is_not_in_the_log(store):
    async with store.reading() as work:
        with pytest.raises(NotFound):
            await work.pick_log.find(TipId(new_id()))


async def test_pages_hold_every_pick_of_everybody_once_in_the_order_of_tips(store):
    people = [await signed_up(store) for _ in range(2)]
    logged = [await picked(store, people[turn % 2]) for turn in range(5)]

    found, after, sizes = [], None, []
    async with store.reading() as work:
        while page := await work.pick_log.page(after, 2):
            found += page
            sizes.append(len(page))
            after = page[-1].tip_id

    assert sizes == [2, 2, 1]
    assert bits(tuple(found)) == bits(tuple(logged))


async def test_a_page_gives_each_pick_its_own_shadows(store):
    user = await signed_up(store)
    names = [("a", "b", "c"), (), ("d",)]
    for each in names:
        await picked(store, user, a_pick(shadows=tuple(a_scoring(policy=it) for it in each)))

    async with store.reading() as work:
        page = await work.pick_log.page(None, 9)

    assert [tuple(it.policy for it in logged.pick.shadows) for logged in page] == names


async def test_old_picks_are_swept_and_their_tips_stay(store):
    user = await signed_up(store)
    ages = (MONTH + HOUR, MONTH, MONTH - HOUR, timedelta())
    old, *kept = [await picked(store, user, served_at=NOW - age) for age in ages]

    async with store.writing() as work:
        assert await work.pick_log.sweep(NOW - MONTH) == 1
        assert await work.pick_log.sweep(NOW - MONTH) == 0

    async with store.reading() as work:
        page = await work.pick_log.page(None, 9)
        tip = await work.tips.get(user.id, old.tip_id)
        with pytest.raises(NotFound):
            await work.tips.pick_of(user.id, old.tip_id)
        with pytest.raises(NotFound):
            await work.pick_log.find(old.tip_id)
    assert [it.tip_id for it in page] == [it.tip_id for it in kept]
    assert {len(it.pick.shadows) for it in page} == {2}
    assert tip.served_at == old.served_at


async def test_a_user_who_left_is_not_in_the_log(store):
    """Reliability D1."""
    user, other = await signed_up(store), await signed_up(store)
    await picked(store, user)
    theirs = await picked(store, other)

    async with store.writing() as work:
        await work.ledger.purge(user.id, NOW)

    async with store.reading() as work:
        assert [it.tip_id for it in await work.pick_log.page(None, 9)] == [theirs.tip_id]


async def test_a_second_pick_takes_nothing_of_the_first(store):
    user = await signed_up(store)
    tip = a_tip(user, status=TipStatus.ANSWERED)
    first = a_pick()
    async with store.writing() as work:
        await work.tips.add(tip, first)

    with pytest.raises(StaleWrite):
        async with store.writing() as work:
            await work.tips.add(tip, a_pick(took_us=1))

    async with store.reading() as work:
        assert bits(await work.tips.pick_of(user.id, tip.id)) == bits(first)
