"""Expected rewards of candidates: learned from other users only."""

from dataclasses import replace

import numpy as np
import pytest

from core.bandit.intervals import interval
from core.bandit.off_policy import dr, ips, judged
from core.bandit.refusals import TooFewUsers
from core.bandit.reward_model import expected_rewards
from tests.fakes.logs import a_world


def test_what_pays_is_found():
    picks = a_world(users=40, picks=40, luck=0.0).picks

    expected = expected_rewards(picks)

    truth = np.clip(0.3 * picks.features[:, 0] - 0.2 * picks.features[:, 1], -0.8, 0.8)
    assert np.abs(expected - truth).mean() < 0.05


def test_nobodys_own_rewards_say_what_to_expect_of_them():
    picks = a_world(users=12, picks=10).picks
    own = picks.users == 3
    others = replace(picks, rewards=np.where(own, -picks.rewards, picks.rewards))

    before, after = expected_rewards(picks), expected_rewards(others)

    rows = np.repeat(picks.users, picks.sizes)
    assert (before[rows == 3] == after[rows == 3]).all()
    assert (before[rows == 4] != after[rows == 4]).all()


def test_no_expectation_leaves_the_range_of_the_rewards():
    picks = a_world(users=6, picks=6).picks
    wild = replace(picks, features=np.where(picks.features > 1, 50.0, picks.features))

    expected = expected_rewards(wild, penalty=0.001)

    assert expected.min() >= picks.rewards.min()
    assert expected.max() <= picks.rewards.max()


def test_a_constant_added_to_the_rewards_is_added_to_the_expectations():
    picks = a_world(users=9, picks=9).picks
    raised = replace(picks, rewards=picks.rewards + 2.5)

    assert expected_rewards(raised) == pytest.approx(expected_rewards(picks) + 2.5)


def test_units_of_features_do_not_matter():
    picks = a_world(users=9, picks=9).picks
    scaled = replace(picks, features=picks.features * [1000.0, 0.001, -1.0] + 7.0)

    assert expected_rewards(scaled) == pytest.approx(expected_rewards(picks))


def test_features_that_never_change_say_nothing():
    picks = a_world(users=10, picks=5).picks
    same = replace(picks, features=np.ones_like(picks.features))

    expected = expected_rewards(same)

    rows = np.repeat(picks.users, picks.sizes)
    for user in range(10):
        others = picks.rewards[picks.users % 5 != user % 5]
        assert expected[rows == user] == pytest.approx(others.mean())


def test_two_users_predict_each_other_and_one_alone_nobody():
    two = a_world(users=2, picks=10).picks
    one = replace(two, users=np.zeros_like(two.users))

    assert np.isfinite(expected_rewards(two)).all()
    with pytest.raises(TooFewUsers):
        expected_rewards(one)


def test_the_model_makes_the_doubly_robust_estimate_steadier():
    world = a_world(users=40, picks=40, luck=0.05)
    it = judged(world.picks, world.targets, expected_rewards(world.picks))

    with_model, without = interval(dr(it), it.users), interval(ips(it), it.users)

    assert with_model.error < 0.8 * without.error
    assert with_model.holds(world.truth)
