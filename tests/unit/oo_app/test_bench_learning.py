from importlib.util import find_spec

import numpy as np
import pytest
from numpy.testing import assert_allclose

from oo_app.bench.bandit import contest, learning, ours, paired, rosters, sets, tune, tuned, worlds
from oo_app.bench.bandit.learners import CHANCE, Contestant, Shape

SEED = 20_261_124


@pytest.fixture
def world():
    dice = np.random.default_rng(SEED)
    x = np.concatenate((dice.uniform(-1, 1, (300, 50, 3)), np.ones((300, 50, 1))), axis=2)
    return worlds.World(x, np.clip(0.5 + 0.3 * x[..., 0] - 0.2 * x[..., 1], 0, 1))


class Told:
    """Picks the places it was told."""

    def __init__(self, places):
        self._places = iter(places)
        self.heard = []

    def pick(self, x):
        return int(next(self._places))

    def learn(self, x, place, reward):
        self.heard.append(reward)


def test_who_picks_the_best_closes_the_whole_gap(world):
    oracle = Told(world.worth.argmax(axis=1))

    got = worlds.play(oracle, world, SEED)

    assert world.closed(got) == pytest.approx(1)
    assert world.closed(got, worlds.FIRST) == pytest.approx(1)


def test_who_picks_anything_closes_about_nothing(world):
    closed = [
        world.closed(worlds.play(CHANCE.make(Shape(50, 4, seed), {}), world, seed))
        for seed in range(10)
    ]

    assert abs(np.mean(closed)) < 0.05


def test_rewards_are_the_same_luck_for_everybody_and_another_for_another_seed(world):
    places = np.zeros(300, dtype=int)
    one, same, other = Told(places), Told(places), Told(places)

    for learner, seed in ((one, 1), (same, 1), (other, 2)):
        worlds.play(learner, world, seed)

    assert one.heard == same.heard
    assert one.heard != other.heard
    assert set(one.heard) == {0.0, 1.0}


def test_ours_learn_a_world_and_repeat_themselves_for_a_seed(world):
    for _, contestant in ours.OURS:
        setting = tuned.setting(tuned.WORLDS[contestant.name], "*")

        first, second = (
            worlds.play(contestant.make(Shape(50, 4, SEED), setting), world, SEED) for _ in range(2)
        )

        assert world.closed(first) > 0.5
        assert_allclose(first, second)


def test_a_set_is_standardised_has_a_constant_and_an_order_for_each_seed():
    wine = sets.loaded("wine")

    one, same, other = wine.shuffled(1), wine.shuffled(1), wine.shuffled(2)

    assert wine.x.shape == (178, 14)
    assert wine.classes == 3
    assert_allclose(wine.x[:, :-1].mean(axis=0), 0, atol=1e-12)
    assert_allclose((wine.x[:, :-1] ** 2).sum(axis=1).mean(), 1)
    assert (one.right == same.right).all()
    assert (one.right != other.right).any()


def test_chance_is_right_on_wine_every_third_time_and_ours_nearly_always():
    chance = contest.played(contest.Play("wine", "random", {}, range(10)))
    settings = tuned.SETS["linucb"]["*"]
    linucb = contest.played(contest.Play("wine", "linucb", settings, range(3)))

    assert abs(chance.mean() - 1 / 3) < 0.05
    assert linucb.mean() > 0.85


@pytest.mark.parametrize("name", ["bayes-v1", "linucb"])
def test_a_model_per_arm_chooses_like_one_policy_whose_features_name_the_arm(name):
    dice = np.random.default_rng(SEED)
    contestants = {on_sets.name: (on_sets, on_worlds) for on_sets, on_worlds in ours.OURS}
    setting = {**tuned.SETS[name]["*"], **({"explored": 0.5} if name == "bayes-v1" else {})}
    apart = contestants[name][0].make(Shape(3, 4, SEED), setting)
    whole = contestants[name][1].make(Shape(3, 12, SEED), setting)
    for _ in range(30):
        x, place, reward = dice.normal(size=4), int(dice.integers(3)), float(dice.integers(2))
        apart.learn(x, place, reward)
        whole.learn(np.kron(np.eye(3), x), place, reward)
    x = dice.normal(size=4)

    split = np.mean([apart.distribution(x) for _ in range(40)], axis=0)
    blocks = np.kron(np.eye(3), x)
    joint = np.mean([whole._policy.distribution(blocks, dice) for _ in range(40)], axis=0)

    assert_allclose(split, joint, atol=0.02)


def test_a_paired_interval_is_what_it_is_on_paper():
    # Differences 1, 2, 3: mean 2, deviation 1, and Student's t for two degrees is 4.3027.
    ours_, theirs = np.array([2.0, 4.0, 6.0]), np.array([1.0, 2.0, 3.0])

    lead = paired.gap(ours_, theirs)

    assert lead.mean == pytest.approx(2)
    assert lead.half == pytest.approx(4.3027 / 3**0.5, abs=1e-4)


@pytest.mark.parametrize(("mean", "half", "fine"), [(-1, 2, True), (-2, 1, False), (1, 0.5, True)])
def test_a_lead_is_fine_unless_it_is_below_zero_beyond_its_interval(mean, half, fine):
    assert paired.Gap(mean, half).is_not_below is fine


def test_libraries_get_the_best_setting_of_each_place_and_ours_one_for_all():
    tried = rosters.SETS["obp linucb"]
    means = np.zeros((len(tried), 3))
    means[0, 0], means[1, 1], means[2, 2] = 0.9, 0.9, 0.9

    theirs = tune.choose("sets", "obp linucb", means)
    our_own = tune.choose("sets", "linucb", np.arange(36.0).reshape(12, 3))

    assert [(place, setting) for place, setting, _ in theirs] == [
        ("wine", tried[0]),
        ("breast cancer", tried[1]),
        ("digits", tried[2]),
    ]
    assert our_own == [("*", rosters.SETS["linucb"][11], 34.0)]


@pytest.mark.parametrize(
    ("grids", "settings"), [(rosters.SETS, tuned.SETS), (rosters.WORLDS, tuned.WORLDS)]
)
def test_every_chosen_setting_is_one_that_was_tried(grids, settings):
    chosen = {
        (name, tuple(sorted(setting.items())))
        for name, places in settings.items()
        for setting in places.values()
        if setting
    }
    tried = {
        (name, tuple(sorted(setting.items()))) for name, grid in grids.items() for setting in grid
    }

    assert chosen <= tried


def test_a_library_that_is_not_installed_is_known_before_it_is_called():
    absent = Contestant("absent", CHANCE.make, "no_such_library")

    assert find_spec("no_such_library") is None
    assert not absent.is_here
    assert CHANCE.is_here


def test_figures_say_what_is_asked_and_hold_ours_against_each_library():
    shape = (3, 4, 2)
    level = {"bayes-v1": 0.8, "coba linucb": 0.9, "vw squarecb": 0.5, "random": 0.0}
    ripple = np.linspace(0, 0.01, 24).reshape(shape)
    all_of = {
        name: np.full(shape, value) + (ripple if name == "bayes-v1" else 0)
        for name, value in level.items()
    }

    figures = {it.name: it for it in learning._of_worlds(all_of)}

    assert figures["worlds: bayes-v1, one setting, gap closed"].ok
    assert not figures["worlds: bayes-v1 minus coba linucb"].ok
    assert figures["worlds: bayes-v1 minus vw squarecb"].ok
    assert "worlds: bayes-v1 minus random" not in figures
    assert figures["worlds: coba linucb (tuned for each), mlp"].value == pytest.approx(0.9)


def test_a_missing_library_is_a_figure_and_no_crash():
    absent = Contestant("absent", CHANCE.make, "no_such_library")
    field = learning.Field("sets", "sklearn", ("wine",), {"absent": absent}, {}, "linucb")

    missing = field.missing()

    assert [(it.name, it.ok) for it in missing] == [("sets: absent is not installed", False)]
    assert learning.scores(field, [100]) == {}
