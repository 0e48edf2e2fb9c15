"""Two policies served by the toss of a coin."""

import numpy as np
import pytest

from core.bandit import catalogue
from core.bandit.features import FEATURES
from tests.fakes.lessons import candidates, rng, trained

PAIR = catalogue.pair("linucb-v1", "egreedy-v1")


def columns(name, x, pair=PAIR):
    union = catalogue.features(pair).names
    return x[:, [union.index(it) for it in FEATURES[name].names]]


def test_a_pair_reads_what_both_read_once():
    assert set(catalogue.features(PAIR).names) == set(FEATURES["egreedy-v1"].names)


def test_the_distribution_is_the_mean_of_both():
    x, policy = candidates(PAIR, 9), trained(PAIR, 20)

    p = policy.distribution(x, rng())

    one = policy.first.distribution(columns("linucb-v1", x), rng())
    two = policy.second.distribution(columns("egreedy-v1", x), rng())
    assert np.allclose(p, (one + two) / 2)
    assert p.max() > 0.9 or (p > 0.4).sum() == 2


def test_each_learns_as_it_would_alone():
    x, pair = candidates(PAIR, 5), catalogue.make(PAIR)
    alone = catalogue.make("linucb-v1")

    for row, mine in zip(x, columns("linucb-v1", x), strict=True):
        pair, alone = pair.learn(row, 0.4), alone.learn(mine, 0.4)

    assert pair.first.dump() == alone.dump()


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("bayes-v1", True),
        ("mix(bayes-v1,egreedy-v1)", True),
        ("mix(bayes-v1,bayes-v9)", False),
        ("mix(bayes-v1)", False),
        ("mix(bayes-v1,mix(random,random))", False),
        ("bayes", False),
        ("", False),
    ],
)
def test_only_what_exists_is_known(name, known):
    assert catalogue.knows(name) == known


@pytest.mark.parametrize(
    ("name", "learns"),
    [
        ("random", False),
        ("rule-v1", False),
        ("bayes-v1", True),
        ("mix(random,rule-v1)", False),
        ("mix(random,linucb-v1)", True),
    ],
)
def test_what_never_changes_need_not_be_kept(name, learns):
    assert catalogue.learns(name) == learns


@pytest.mark.parametrize(
    ("name", "takes"),
    [("egreedy-v1", False), ("bayes-v1", True), ("mix(egreedy-v1,bayes-v1)", True)],
)
def test_who_begins_with_what_is_known_of_people(name, takes):
    assert catalogue.takes_prior(name) == takes
