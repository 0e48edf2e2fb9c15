"""Whose hand picks: a policy's as it is served, and one that sees the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bandit import catalogue
from core.bandit.choose import Candidates, Chooser, Learned
from core.bandit.features import NAMES
from core.sim.hand import REFERENCES, Arm, Hand, arm, still


def candidates(count):
    sheet = np.random.default_rng(count).random((count, len(NAMES)))
    return Candidates(tuple(f"t{n}" for n in range(count)), sheet, day=1)


def learned(name="random"):
    return Learned(name, catalogue.make(name))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("bayes-v1", Arm("bayes-v1", "bayes-v1", 0)),
        ("bayes-v1@2", Arm("bayes-v1@2", "bayes-v1", 2)),
        ("oracle", Arm("oracle", "oracle", 0)),
        ("oracle@7", Arm("oracle@7", "oracle", 7)),
        (
            "mix(bayes-v1,egreedy-v1)",
            Arm("mix(bayes-v1,egreedy-v1)", "mix(bayes-v1,egreedy-v1)", 0),
        ),
        ("mix(random,rule-v1)@3", Arm("mix(random,rule-v1)@3", "mix(random,rule-v1)", 3)),
    ],
)
def test_a_name_says_which_policy_and_which_dice(name, found):
    assert arm(name) == found


@pytest.mark.parametrize(
    "name",
    ["", "@", "@1", "bayes", "bayes-v1@", "bayes-v1@x", "bayes-v1@-1", "bayes-v1@1@2", "mix(a,b)"],
)
def test_what_is_no_contestant_is_refused(name):
    with pytest.raises(KeyError):
        arm(name)


@pytest.mark.parametrize("name", [*catalogue.names(), *REFERENCES])
def test_every_policy_can_be_a_contestant(name):
    assert catalogue.knows(arm(name).served)


def test_only_the_oracle_sees_all_and_moves_the_hand_of_chance():
    assert [arm(name).sees_all for name in ("oracle", "oracle@1", "random")] == [True, True, False]
    assert arm("oracle").served == "random"
    assert arm("bayes-v1@2").served == "bayes-v1"


scores = st.lists(st.floats(0, 1, width=16), min_size=1, max_size=8)


@given(scores, st.integers(0, 2**53))
def test_the_oracle_picks_what_the_judge_scores_highest(levels, seed):
    hand = Hand(elapsed=still, sees_all=True)
    who = candidates(len(levels))
    hand.seen.update(zip(who.ids, levels, strict=True))

    pick, _ = hand.pick(who, seed, learned())

    assert levels[pick.chosen] == max(levels)
    assert (pick.propensity, pick.probabilities.sum()) == (1.0, 1.0)


def test_the_oracle_knows_more_tasks_than_it_may_pick():
    hand = Hand(elapsed=still, sees_all=True, seen={"t0": 0.2, "t1": 0.6, "resting": 0.9})

    pick, _ = hand.pick(candidates(2), 1, learned())

    assert pick.candidates[pick.chosen] == "t1"


def test_the_oracle_expects_the_reward_that_the_judge_expects():
    hand = Hand(elapsed=still, sees_all=True, seen={"t0": 0.0, "t1": 0.75})

    pick, _ = hand.pick(candidates(2), 1, learned())

    assert pick.served.scores.tolist() == [-1.0, 0.5]


@pytest.mark.parametrize("name", ["random", "rule-v1", "bayes-v1", "mix(bayes-v1,egreedy-v1)"])
@pytest.mark.parametrize("seed", range(5))
def test_any_other_hand_picks_as_oo_does(name, seed):
    hand = Hand(elapsed=still, seen={"t0": 1.0})

    pick, said = hand.pick(candidates(6), seed, learned(name))
    plain, plainly = Chooser(elapsed=still).pick(candidates(6), seed, learned(name))

    assert (pick.chosen, pick.policy, said) == (plain.chosen, plain.policy, plainly)
    assert pick.probabilities.tolist() == plain.probabilities.tolist()
    assert pick.served.scores.tolist() == plain.served.scores.tolist()


def test_a_hand_remembers_its_last_pick():
    hand = Hand(elapsed=still)

    picks = [hand.pick(candidates(3), seed, learned())[0] for seed in range(3)]

    assert len(hand.picks) == 1
    assert hand.picks[0] is picks[-1]


def test_time_stands_for_whoever_picks_here():
    pick, _ = Hand(elapsed=still).pick(candidates(3), 1, learned("bayes-v1"))

    assert still() == still() == 0.0
    assert (pick.took_us, pick.fallback) == (0, "")
