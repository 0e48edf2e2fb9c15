"""Which policy serves whom."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.assignment import AssignedBy, Assignment, Experiment, assigned
from core.domain.ids import UserId, new_id
from tests.fakes.clock import NOON

HALVES = Experiment("autumn", (("egreedy-v1", 0.5), ("bayes-v1", 0.5)), NOON)
FEW = Experiment("winter", (("random", 0.1),), NOON)
USERS = [UserId(new_id()) for _ in range(4000)]


def test_without_anything_else_the_deployment_decides():
    assert assigned(USERS[0], "bayes-v1", "", ()) == Assignment("bayes-v1")


def test_a_users_own_policy_overrules_all():
    found = assigned(USERS[0], "bayes-v1", "random", (HALVES,))

    assert (found.policy, found.by) == ("random", AssignedBy.USER)


def test_an_experiment_overrules_the_deployment_and_says_how_likely_it_was():
    found = assigned(USERS[0], "linucb-v1", "", (HALVES,))

    assert (found.by, found.experiment, found.chance) == (AssignedBy.EXPERIMENT, "autumn", 0.5)


@pytest.mark.parametrize(
    ("experiment", "shares"),
    [(HALVES, {"egreedy-v1": 0.5, "bayes-v1": 0.5}), (FEW, {"random": 0.1, "bayes-v1": 0.9})],
)
def test_users_are_dealt_as_the_shares_say(experiment, shares):
    dealt = Counter(assigned(it, "bayes-v1", "", (experiment,)).policy for it in USERS)

    for policy, share in shares.items():
        assert abs(dealt[policy] / len(USERS) - share) < 0.04


@settings(deadline=None, max_examples=50)
@given(st.uuids())
def test_a_user_stays_where_they_are(user_id):
    twice = [assigned(UserId(user_id), "bayes-v1", "", (FEW, HALVES)) for _ in range(2)]

    assert twice[0] == twice[1]


def test_two_experiments_deal_independently():
    both = [
        (assigned(it, "x", "", (HALVES,)).policy, assigned(it, "x", "", (FEW,)).policy)
        for it in USERS
    ]

    random_in = Counter(arm for arm, few in both if few == "random")
    assert abs(random_in["bayes-v1"] / sum(random_in.values()) - 0.5) < 0.1
