"""What spoke for a pick: parts that sum up, exactly."""

from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.bandit import catalogue
from core.bandit.choose import Candidates, Chooser, Learned
from core.bandit.context import Context
from core.bandit.egreedy import EGreedy
from core.bandit.explain import explain
from core.bandit.features import NAMES
from core.bandit.sums import Sums
from core.domain.explanation import UNEXPLAINED
from core.domain.pick import Scoring
from tests.fakes.clock import NOON
from tests.fakes.lessons import on_grid, rng, trained

MOMENT = Context(NOON, ZoneInfo("UTC"))
LINEAR = [name for name in catalogue.names() if name != "random"]


def explained(name, chosen_seed, count=12):
    sheet = on_grid(rng(chosen_seed).uniform(-1, 1, size=(count, len(NAMES))))
    ids = tuple(str(n) for n in range(count))
    learned = Learned(name, trained(name, 15))
    return Chooser(lambda: 0.0).pick(Candidates(ids, sheet, 0), chosen_seed, learned)


def test_two_candidates_on_paper():
    policy = EGreedy(Sums(4.0, 0.0, 3 * np.eye(2), np.array([2000.0, -1000.0])))
    x = np.array([[1.0, 1.0], [0.5, 0.0]])
    scoring = Scoring("egreedy-v1", np.array([0.5, 0.5]), policy.scores(x), 0)

    said = explain(policy, ("quick", "long"), x, scoring)

    # weights are 2/4 and -1/4
    assert (said.score, said.runner_up, said.greedy, said.rank) == (0.25, 0.25, True, 1)
    assert [(it.name, it.amount, it.lead) for it in said.parts] == [
        ("quick", 0.5, 0.25),
        ("long", -0.25, -0.25),
    ]
    assert said.spread == np.sqrt(2 / 4)


@pytest.mark.parametrize("name", LINEAR)
@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**63 - 1), st.integers(1, 30))
def test_the_parts_sum_to_the_score_and_the_lead(name, seed, count):
    pick, said = explained(name, seed, count)

    assert np.isclose(sum(it.amount for it in said.parts), said.score, atol=1e-8)
    assert np.isclose(sum(it.lead for it in said.parts), said.lead, atol=1e-8)
    assert said.greedy == (pick.served.scores[pick.chosen] == pick.served.scores.max())
    assert said.rank == 1 + (pick.served.scores > pick.served.scores[pick.chosen]).sum()


def test_a_pick_that_was_not_the_best_known_says_so():
    said = [explained("egreedy-v1", seed)[1] for seed in range(60)]

    tries = [it for it in said if not it.greedy]
    assert tries
    assert all(it.lead <= 0 and it.rank > 1 for it in tries)


def test_chance_explains_nothing():
    assert explained("random", 3)[1] == UNEXPLAINED


class Mute(EGreedy):
    """Picks, but cannot say why."""

    def spread(self, x):
        raise ZeroDivisionError


def test_an_explanation_that_fails_costs_no_tip():
    sheet = np.zeros((3, len(NAMES)))

    pick, said = Chooser(lambda: 0.0).pick(
        Candidates(("a", "b", "c"), sheet, 0), 7, Learned("egreedy-v1", Mute.untrained(7))
    )

    assert pick.fallback == ""
    assert said.parts == ()
