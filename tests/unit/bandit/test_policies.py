"""The contract that every policy keeps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit import catalogue
from core.bandit.policy import is_distribution, is_linear, pick_index
from tests.fakes.lessons import candidates, rng, trained, untrained

NAMES = (*catalogue.names(), catalogue.pair("bayes-v1", "egreedy-v1"))
LEARNERS = [name for name in NAMES if catalogue.learns(name)]
CHI_SQUARE_7_DF = 24.3
"""Exceeded by chance once in a thousand times; the seeds here are fixed, so never by luck."""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 2, 7, 200, 10_000])
@pytest.mark.parametrize("lessons", [0, 30])
def test_probabilities_sum_to_one_for_any_number_of_candidates(name, count, lessons):
    p = trained(name, lessons).distribution(candidates(name, count), rng())

    assert p.shape == (count,)
    assert is_distribution(p)
    assert abs(p.sum() - 1) <= 1e-9


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=25)
@given(count=st.integers(1, 60), seed=st.integers(0, 2**63), twins=st.integers(0, 5))
def test_the_order_of_candidates_does_not_matter(name, count, seed, twins):
    x = candidates(name, count, seed)
    x = np.concatenate((x, x[: min(twins, count)]))
    order = rng(seed).permutation(len(x))
    policy = trained(name, 12)

    p, shuffled = policy.distribution(x, rng(1)), policy.distribution(x[order], rng(1))

    assert np.allclose(p[order], shuffled, atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lessons", [0, 12])
@pytest.mark.parametrize("count", [2, 3, 9, 200])
def test_candidates_that_do_not_differ_are_equally_likely(name, lessons, count):
    x = np.tile(candidates(name, 1), (count, 1))

    p = trained(name, lessons).distribution(x, rng())

    assert np.allclose(p, 1 / count, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lessons", [0, 12])
def test_candidates_of_which_nothing_is_known_are_equally_likely(name, lessons):
    x = np.zeros((9, len(catalogue.features(name).names)))

    p = trained(name, lessons).distribution(x, rng())

    assert np.allclose(p, 1 / 9, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_candidates_are_picked_as_often_as_stated(name, seed):
    draws = 8000
    p = trained(name, 5).distribution(candidates(name, 8), rng(seed))
    dice = rng(seed)

    picked = np.bincount([pick_index(p, dice) for _ in range(draws)], minlength=8)

    likely = p > 0
    chi_square = ((picked - draws * p)[likely] ** 2 / (draws * p[likely])).sum()
    assert chi_square < CHI_SQUARE_7_DF
    assert picked[~likely].sum() == 0


@pytest.mark.parametrize("name", NAMES)
def test_what_was_learned_survives_storage_bit_for_bit(name):
    policy = trained(name, 20)

    blob = policy.dump()
    again = catalogue.load(name, blob)

    x = candidates(name, 9, seed=3)
    assert again.dump() == blob
    assert (again.distribution(x, rng(4)) == policy.distribution(x, rng(4))).all()
    assert (again.scores(x) == policy.scores(x)).all()


@pytest.mark.parametrize("name", NAMES)
def test_learning_leaves_the_old_policy_as_it_was(name):
    policy = untrained(name)
    before = policy.dump()

    policy.learn(candidates(name, 1)[0], 1.0)

    assert policy.dump() == before


@pytest.mark.parametrize("name", LEARNERS)
def test_what_is_unlearned_leaves_no_bit_behind(name):
    before, x = trained(name, 20), candidates(name, 3, seed=7)

    after = before.learn(x[0], 0.6).learn(x[1], -1.0).unlearn(x[0], 0.6).unlearn(x[1], -1.0)

    assert after.dump() == before.dump()


@pytest.mark.parametrize("name", LEARNERS)
@settings(deadline=None, max_examples=15)
@given(st.permutations(range(12)))
def test_the_order_of_lessons_does_not_matter(name, order):
    x, rewards = candidates(name, 12, seed=5), rng(6).integers(-1000, 1001, 12) / 1000
    policies = [untrained(name), untrained(name)]

    for mine, theirs in zip(range(12), order, strict=True):
        policies[0] = policies[0].learn(x[mine], float(rewards[mine]))
        policies[1] = policies[1].learn(x[theirs], float(rewards[theirs]))

    assert policies[0].dump() == policies[1].dump()


@pytest.mark.parametrize("name", LEARNERS)
def test_a_better_reward_raises_the_score_of_what_earned_it(name):
    x = candidates(name, 6)

    scores = untrained(name).learn(x[2], 1.0).scores(x)

    assert scores[2] > untrained(name).scores(x)[2]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lessons", [0, 12])
def test_a_score_is_the_sum_of_its_weighted_features(name, lessons):
    policy, x = trained(name, lessons), candidates(name, 6)

    weights = policy.weights if is_linear(policy) else np.zeros(x.shape[1])

    assert np.allclose(policy.scores(x), x @ weights, atol=1e-12)


@pytest.mark.parametrize("name", LEARNERS)
def test_ten_thousand_hostile_rewards_leave_numbers_finite(name):
    policy, dice = untrained(name), rng(8)
    x = candidates(name, 50, seed=9)

    for turn in range(10_000):
        policy = policy.learn(x[turn % 2], float(dice.choice([-1.0, 1.0])))

    p = policy.distribution(x, rng())
    assert is_distribution(p)
    assert np.isfinite(policy.scores(x)).all()
    assert catalogue.load(name, policy.dump()).dump() == policy.dump()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [1e-12, 1e6])
def test_features_of_any_size_give_a_distribution(name, size):
    policy, x = untrained(name), candidates(name, 40) * size

    for row in x[:10]:
        policy = policy.learn(row, 0.5)

    assert is_distribution(policy.distribution(x, rng()))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_dice_give_the_same_distribution(name):
    policy, x = trained(name, 9), candidates(name, 30)

    twice = [policy.distribution(x, rng(11)) for _ in range(2)]

    assert twice[0].tobytes() == twice[1].tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_every_policy_says_what_it_reads(name):
    assert catalogue.features(name).names


def test_the_random_policy_prefers_nobody():
    p = catalogue.make("random").distribution(candidates("random", 4), rng())

    assert p.tolist() == [0.25, 0.25, 0.25, 0.25]


@pytest.mark.parametrize(
    "numbers",
    [[], [0.5], [0.6, 0.6], [1.1, -0.1], [np.nan, 1.0], [np.inf, 0.0], [[0.5, 0.5]], [1 + 1e-6]],
)
def test_nothing_is_drawn_from_what_is_no_distribution(numbers):
    with pytest.raises(ValueError, match=r"\("):
        pick_index(np.array(numbers, dtype=np.float64), rng())


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 50), st.integers(0, 2**63))
def test_what_has_no_chance_is_never_picked(count, seed):
    p = np.zeros(count)
    p[seed % count] = 1.0

    assert pick_index(p, rng(seed)) == seed % count


class AlmostOne:
    """Dice that fall as high as they can."""

    def random(self):
        return np.nextafter(1.0, 0.0)


@pytest.mark.parametrize("p", [[0.1] * 10, [1 / 3] * 3 + [0.0], [0.3, 0.7 + 4e-10, 0.0, 0.0]])
def test_the_highest_throw_picks_the_last_that_can_be_picked(p):
    numbers = np.array(p)

    assert pick_index(numbers, AlmostOne()) == np.flatnonzero(numbers)[-1]
