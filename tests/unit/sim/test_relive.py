"""Lives as many and as long as a log's, with its policy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotFound
from core.sim.cast import Cast, RuleCourt
from core.sim.relive import Stage, relive, spread
from core.sim.world import World
from tests.fakes.personas import people


def a_stage(personas=4, seed=1, visits=(), **traits):
    cast = {it.id: it for it in people(personas)}
    worlds = {"linear": World("linear", "Plain.", visits=visits)}
    return Stage(Cast(cast, worlds, RuleCourt()), "linear", seed, **traits)


async def test_every_life_is_as_long_as_it_is_asked_to_be():
    lives = await relive(a_stage(), "random", (3, 5, 2, 4))

    assert [len(it) for it in lives] == [3, 5, 2, 4]
    assert {it.policy for it in lives} == {"random"}


async def test_a_few_lives_are_spread_over_all_personas():
    lives = await relive(a_stage(personas=9), "random", (1, 1, 1))

    assert [it.person for it in lives] == ["p0", "p3", "p6"]


async def test_more_lives_than_personas_take_new_luck():
    lives = await relive(a_stage(personas=2), "random", (6,) * 5)

    assert [it.person for it in lives] == ["p0", "p1", "p0", "p1", "p0"]
    assert len({it.rows.tobytes() for it in lives}) == 5


async def test_the_same_stage_gives_the_same_lives_and_another_seed_others():
    first, again, other = [
        [it.rows.tobytes() for it in await relive(a_stage(seed=seed), "random", (8, 8))]
        for seed in (1, 1, 2)
    ]

    assert first == again
    assert not set(first) & set(other)


async def test_a_long_life_goes_on_past_the_days_of_its_world():
    (life,) = await relive(a_stage(personas=1, visits=(12.0,)), "random", (60,))

    assert len(life) == 60


async def test_who_waits_is_told_after_each_life():
    heard = []

    await relive(a_stage(told=lambda *it: heard.append(it)), "random", (1, 1))

    assert heard == [(1, 2), (2, 2)]


async def test_nobody_lives_with_a_policy_that_is_known_no_more():
    with pytest.raises(NotFound, match="policy"):
        await relive(a_stage(), "linucb-v0", (1,))


async def test_nobody_lives_in_a_world_that_is_not_there():
    stage = a_stage()

    with pytest.raises(NotFound, match="world"):
        await relive(Stage(stage.cast, "lunar"), "random", (1,))


def test_as_many_lives_as_in_the_log_have_its_lengths():
    assert sorted(spread((9, 1, 5), 3, 7)) == [1, 5, 9]


def test_the_longest_life_stands_at_the_same_place_for_every_policy():
    one, other = spread(range(20), 20, 7), spread(range(100, 120), 20, 7)

    assert [it + 100 for it in one] == list(other)
    assert list(one) != sorted(one)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(1, 60))
def test_lengths_for_any_number_of_lives_are_lengths_of_the_log(sizes, lives):
    found = spread(sizes, lives, 1)

    assert len(found) == lives
    assert set(found) <= set(sizes)
