"""A life is made of its setting and its policy's dice, and of nothing else."""

from dataclasses import replace

import pytest

from core.bandit.shipped import by_hand
from core.sim.hand import arm, still
from core.sim.life import born
from tests.fakes.personas import POLICIES, a_life, a_persona, a_setting, a_world, kept


@pytest.mark.parametrize("policy", POLICIES)
async def test_the_same_life_twice_is_the_same_to_the_bit(policy):
    one, other = [await a_life(policy, seed=3) for _ in range(2)]

    assert one.rows.tobytes() == other.rows.tobytes()
    assert one.home.user_id != other.home.user_id


async def test_other_dice_other_lists_and_other_people_make_other_lives():
    lives = [
        await a_life("bayes-v1"),
        await a_life("bayes-v1@2"),
        await a_life("bayes-v1", seed=2),
        await a_life("bayes-v1", persona=a_persona(id="bea")),
        await a_life("random"),
    ]

    assert len({it.rows.tobytes() for it in lives}) == len(lives)


async def test_a_longer_life_begins_as_a_shorter_one_does():
    short, long = [await a_life("bayes-v1", decisions=n) for n in (6, 20)]

    assert short.rows.tobytes() == long.rows[:6].tobytes()


@pytest.mark.parametrize("policy", POLICIES)
async def test_no_policy_is_ever_cut_off_by_a_busy_machine(policy):
    life = await a_life(policy)

    assert life.home.hand.elapsed is still
    assert not life.rows["fallback"].any()


async def test_the_same_turns_up_on_the_list_whatever_a_policy_does():
    known = []
    for policy in ("random", "oracle", "bayes-v1"):
        life = await a_life(policy, world=a_world(days=8), decisions=60)
        known.append(set(life.open) | {tip.task.id for tip, _, _ in await kept(life)})

    arrived = {it.task.id for it in a_setting(world=a_world(days=8)).arrivals}
    assert known[0] == known[1] == known[2] <= arrived
    assert len(arrived) - len(known[0]) < 5


async def test_a_prior_is_what_the_life_begins_with():
    setting = replace(a_setting(decisions=1), prior=by_hand())
    life = await born(setting, arm("bayes-v1"))

    await life.live()

    assert life.home.hand.picks[0].served.prior == by_hand().id
