"""Lives side by side: the same people and seeds in every row of every table."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Malformed
from core.sim.diary import IGNORED, NO_REWARD
from core.sim.lives import side_by_side
from tests.fakes.personas import a_sim_life

BOTH = ("bayes-v1", "random")
NAN = float("nan")


def only(lives, policies=("random",)):
    (found,) = side_by_side(lives, policies)
    return found


def both(persona, seed=1, **traits):
    return [a_sim_life(policy, persona, seed=seed, **traits) for policy in BOTH]


def test_only_lives_that_every_policy_has_lived_are_compared():
    lone = [a_sim_life("random", "bea"), a_sim_life("bayes-v1", "ana", seed=2)]

    found = only([*lone, *both("ana"), *both("cleo", seed=4)], BOTH)

    assert found.personas == ("ana", "cleo")
    assert {name: [it.seed for it in lives] for name, lives in found.diaries.items()} == {
        "bayes-v1": [1, 4],
        "random": [1, 4],
    }


def test_lives_of_others_do_not_stand_in_the_way():
    more = [a_sim_life("oracle", "ana"), a_sim_life("oracle", "bea"), a_sim_life("random", "bea")]

    found = only([*both("ana"), *more], BOTH)

    assert (found.policies, found.personas) == (BOTH, ("ana",))


def test_a_world_that_nobody_has_finished_is_left_out():
    gated = [replace(it, world="gated") for it in both("ana")]

    found = side_by_side([*gated[:1], *both("ana")], BOTH)

    assert [it.world for it in found] == ["linear"]
    assert side_by_side([], BOTH) == side_by_side(gated[:1], BOTH) == ()


def test_rows_stand_in_the_same_order_whoever_was_quicker():
    lives = [it for name in ("bea", "ana", "cleo") for seed in (2, 1) for it in both(name, seed)]

    one, other = only(lives, BOTH), only(lives[::-1], BOTH)

    assert one.personas == other.personas == ("ana", "ana", "bea", "bea", "cleo", "cleo")
    assert one.people == ("ana", "bea", "cleo")
    for found in (one, other):
        for diaries in found.diaries.values():
            assert [(it.persona, it.seed) for it in diaries] == [
                (name, seed) for name in ("ana", "bea", "cleo") for seed in (1, 2)
            ]


@pytest.mark.parametrize("worths", [(), (NAN, NAN)])
def test_a_life_that_no_judge_could_judge_takes_its_counterpart_with_it(worths):
    unjudged = a_sim_life("random", "ana", worths)

    found = only([a_sim_life("bayes-v1", "ana"), unjudged, *both("bea")], BOTH)

    assert found.personas == ("bea",)


def test_a_life_that_cannot_be_read_is_malformed():
    with pytest.raises(Malformed):
        side_by_side([replace(a_sim_life(), columns=b"\x01nothing")], ("random",))


def test_means_are_those_of_lives_first_and_then_of_people():
    lives = [
        a_sim_life(worths=(0.0, 0.5)),
        a_sim_life(worths=(1.0,), seed=2),
        a_sim_life(persona="bea", worths=(-0.5, NAN, 0.25)),
    ]

    assert only(lives).means("random", "worth").tolist() == [(0.25 + 1.0) / 2, -0.125]


def test_decisions_are_means_over_a_persons_lives_one_by_one():
    lives = [
        a_sim_life(worths=(0.0, 0.5, NAN)),
        a_sim_life(worths=(1.0,), seed=2),
        a_sim_life(persona="bea", worths=(0.25, 0.75)),
    ]

    found = only(lives).decisions("random", "worth")

    assert found == pytest.approx(np.array([[0.5, 0.5, NAN], [0.25, 0.75, NAN]]), nan_ok=True)


def test_shares_are_of_a_persons_tips():
    lives = [
        a_sim_life(worths=(0, 0, 0, 0), kind=(0, 0, 1, IGNORED)),
        a_sim_life(worths=(0,), kind=(2,), seed=2),
        a_sim_life(persona="bea", worths=(0, 0), kind=(0, 4)),
    ]

    found = only(lives)

    assert [found.shares("random", kind).tolist() for kind in range(5)] == [
        [0.25, 0.5],
        [0.125, 0.0],
        [0.5, 0.0],
        [0.125, 0.0],
        [0.0, 0.5],
    ]


def test_rewards_are_of_answered_tips_alone():
    lives = [
        a_sim_life(worths=(0, 0, 0), reward_milli=(1000, NO_REWARD, -300)),
        a_sim_life(worths=(0,), reward_milli=(NO_REWARD,), seed=2),
        a_sim_life(persona="bea", worths=(0,), reward_milli=(100,)),
    ]

    assert only(lives).rewards("random") == pytest.approx([(0.35 + 0.0) / 2, 0.1])


def test_pooled_decisions_know_whose_they_are():
    lives = [
        a_sim_life(persona="bea", worths=(0.5,)),
        a_sim_life(worths=(0.25, NAN)),
        a_sim_life(worths=(-1.0,), seed=2),
    ]

    values, whose = only(lives).pooled("random", "worth")

    assert values == pytest.approx([0.25, NAN, -1.0, 0.5], nan_ok=True)
    assert whose == ("ana", "ana", "ana", "bea")


known = st.lists(st.floats(-1, 1, width=32) | st.just(NAN), min_size=1, max_size=6).filter(
    lambda it: not np.isnan(it).all()
)


@given(st.lists(known, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_in_which_lives_come_in_changes_no_mean(worths, luck):
    lives = [
        a_sim_life(persona=f"p{n % 2}", seed=n, worths=tuple(it)) for n, it in enumerate(worths)
    ]
    mixed = luck.sample(lives, len(lives))

    assert (
        only(lives).means("random", "worth").tolist()
        == only(mixed).means("random", "worth").tolist()
    )
    assert all(-1 <= it <= 1 for it in only(lives).means("random", "worth"))
