"""A prior learned from many people."""

import numpy as np
import pytest

from core.bandit.population import MIN_PEOPLE, learn_prior
from core.bandit.prior import Prior
from core.bandit.sums import Sums
from tests.fakes.lessons import rng

START = Prior.flat(3, 1.0, 0.5)
MEAN = np.array([0.6, -0.4, 0.0])
SPREAD = np.array([0.1, 0.3, 0.02])
NOISE = 0.2


def people(count, lessons=60, seed=0):
    dice = rng(seed)
    for _ in range(count):
        weights = MEAN + np.sqrt(SPREAD) * dice.normal(size=3)
        x = dice.normal(size=(lessons, 3))
        rewards = x @ weights + np.sqrt(NOISE) * dice.normal(size=lessons)
        yield Sums.empty(3).plus_all(x, rewards)


def test_what_many_people_share_is_found_again():
    prior = learn_prior(list(people(300)), START)

    assert np.allclose(prior.mean, MEAN, atol=0.1)
    assert np.allclose(np.linalg.inv(prior.precision).diagonal(), SPREAD, rtol=0.35, atol=0.01)
    assert np.isclose(prior.noise, NOISE, rtol=0.1)


def test_fewer_than_ten_people_are_never_pooled():
    with pytest.raises(ValueError, match="9"):
        learn_prior(list(people(MIN_PEOPLE - 1)), START)


def test_ten_people_are_enough():
    prior = learn_prior(list(people(MIN_PEOPLE)), START)

    assert np.isfinite(prior.mean).all()
    assert (np.linalg.eigvalsh(prior.precision) > 0).all()


def test_people_who_never_answered_change_nothing_but_width():
    silent = [Sums.empty(3)] * MIN_PEOPLE

    prior = learn_prior(silent, START)

    assert np.allclose(prior.mean, START.mean)
    assert np.isfinite(prior.precision).all()


def test_a_learned_prior_foresees_a_new_person_better_than_a_flat_one():
    prior = learn_prior(list(people(50)), START)

    errors = {"learned": 0.0, "flat": 0.0}
    for someone in people(50, lessons=5, seed=9):
        for name, told in (("learned", prior), ("flat", START)):
            belief = np.linalg.solve(
                told.precision + someone.a / told.noise,
                told.pull + someone.b / (1000 * told.noise),
            )
            errors[name] += float(((belief - MEAN) ** 2).sum())

    assert errors["learned"] < 0.7 * errors["flat"]


def test_people_of_whom_little_is_known_still_differ_as_much_as_they_do():
    """What is not known of each is no sign that all are alike."""
    prior = learn_prior(list(people(600, lessons=4)), START)

    assert np.allclose(np.linalg.inv(prior.precision).diagonal(), SPREAD, rtol=0.4, atol=0.05)
