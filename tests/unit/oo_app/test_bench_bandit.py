"""The simulator of tips, and what is measured with it."""

from dataclasses import replace

import numpy as np
import pytest

from core.bandit import catalogue
from core.bandit.features import FEATURES
from oo_app.bench.bandit.contestants import ours, taught_bayes
from oo_app.bench.bandit.days import live
from oo_app.bench.bandit.latency import Bout, fight
from oo_app.bench.bandit.people import SHOWS, TASKS, populate
from oo_app.bench.bandit.pickers import Chance, Learners, Oracle
from oo_app.bench.bandit.stored import measure_stored
from oo_app.bench.bandit.tips import closed
from oo_app.bench.bandit.whole import measure_whole
from oo_app.bench.figures import at_least

FEW = 8
SHORT = 30


class Rota:
    """Shows tasks by a fixed rota, and keeps what was earned by task."""

    def __init__(self, *rota):
        self.rota, self.turn, self.earned = rota, 0, {place: [] for place in rota}

    def pick(self, moment):
        return np.full(len(moment.open), self.rota[self.turn % len(self.rota)])

    def hear(self, rewards):
        self.earned[self.rota[self.turn % len(self.rota)]].append(rewards.tolist())
        self.turn += 1


def test_the_same_seed_gives_the_same_lives():
    lives = [live(populate(5, FEW), Chance(1), SHORT) for _ in range(2)]

    assert (lives[0] == lives[1]).all()
    assert lives[0].shape == (FEW, SHORT)


def test_other_people_of_a_population_are_other_people():
    one, other = populate(5, FEW), populate(5, FEW, group=1)

    assert not np.allclose(one.tastes, other.tastes)
    assert one.chance.shape == (FEW, TASKS, SHOWS)


def test_a_task_meets_the_same_luck_at_its_next_show_whoever_picks_it():
    people = populate(5, FEW)
    indifferent = replace(people, tastes=0 * people.tastes, weary=0 * people.weary)
    alone, among = Rota(0), Rota(1, 0, 2)

    for rota, decisions in ((alone, 6), (among, 18)):
        live(indifferent, rota, decisions)

    assert alone.earned[0] == among.earned[0]
    assert among.earned[0] != among.earned[1]


def test_the_oracle_closes_the_gap_and_chance_none_of_it():
    people = populate(6, 30)
    low, high = live(people, Chance(1), SHORT), live(people, Oracle(), SHORT)

    again = closed(live(people, Chance(2), SHORT), low, high)

    assert closed(high, low, high) == 1.0
    assert abs(again) < 0.15


def test_a_policy_that_learns_does_better_than_chance():
    people, name = populate(7, 20), "bayes-v1"
    low, high = live(people, Chance(1), SHORT), live(people, Oracle(), SHORT)
    learners = Learners(catalogue.make(name), FEATURES[name].names, len(people), 1)

    gap = closed(live(people, learners, SHORT), low, high)

    assert gap > 0.1
    assert all(policy.sums.count > 0 for policy in learners.policies)


def test_what_is_stored_of_a_person_is_small_and_said_so():
    sizes = [it for it in measure_stored() if it.unit == "bytes"]

    assert len(sizes) == 2
    assert all(it.ok and it.value < 12 * 1024 for it in sizes)


def test_a_whole_pick_is_measured_against_its_limit():
    limited, _ = measure_whole(20)

    assert limited.target == "≤ 5 ms"
    assert limited.value > 0


def test_contestants_take_turns_and_each_decision_is_timed():
    makers = {name: lambda width: ours(taught_bayes(width)) for name in ("one", "other")}

    took = fight(Bout(10, 5, makers), 40)

    assert {name: len(it) for name, it in took.items()} == {"one": 40, "other": 40}
    assert min(min(it) for it in took.values()) > 0


@pytest.mark.parametrize(("value", "ok"), [(7.99, False), (8.0, True), (9.0, True)])
def test_a_figure_may_be_asked_to_reach_something(value, ok):
    figure = at_least("ratio", value, "times", 8)

    assert (figure.ok, figure.target) == (ok, "≥ 8 times")
