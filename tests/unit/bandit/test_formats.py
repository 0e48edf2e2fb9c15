"""One log in the two formats of the field."""

import json
from datetime import datetime, timedelta, timezone
from uuid import UUID

import numpy as np
import pytest

from core.bandit.formats import dsjson, feedback, padded
from core.bandit.refusals import NoPicks
from core.domain.ids import TipId
from tests.fakes.logs import NAMES, a_settled, a_world

TIP = TipId(UUID("01938d5a-0000-7000-8000-000000000001"))


def a_line(**traits):
    return json.loads(dsjson(a_settled(**traits)))


def test_three_candidates_of_which_the_second_was_picked():
    at = datetime(2026, 11, 22, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    x = [[1.0, 0.5, 0.0], [4.0, 0.25, -1.0], [2.0, 0.0, 0.0]]

    line = a_line(
        probabilities=[0.2, 0.7, 0.1], chosen=1, reward=0.25, features=x, at=at, tip_id=TIP
    )

    assert line == {
        "_label_cost": -0.25,
        "_label_probability": 0.7,
        "_label_Action": 2,
        "_labelIndex": 1,
        "Version": "1",
        "EventId": "01938d5a-0000-7000-8000-000000000001",
        "Timestamp": "2026-11-22T12:30:00.000000Z",
        "a": [2, 1, 3],
        "c": {
            "_multi": [
                {"x": {"priority": 1.0, "age": 0.5, "noise": 0.0}},
                {"x": {"priority": 4.0, "age": 0.25, "noise": -1.0}},
                {"x": {"priority": 2.0, "age": 0.0, "noise": 0.0}},
            ]
        },
        "p": [0.7, 0.2, 0.1],
        "VWState": {"m": "linucb-v1/3"},
    }


@pytest.mark.parametrize(("reward", "cost"), [(1.0, "-1.0"), (-1.0, "1.0"), (0.0, "0.0")])
def test_a_cost_is_a_reward_turned_round(reward, cost):
    assert f'{{"_label_cost":{cost},' in dsjson(a_settled(reward=reward))


def test_a_propensity_is_not_rounded():
    third = 1 / 3

    assert a_line(probabilities=[third, 1 - third])["_label_probability"] == third


def test_a_single_candidate_is_a_line_too():
    line = a_line(probabilities=[1.0])

    assert (line["a"], line["p"], len(line["c"]["_multi"])) == ([1], [1.0], 1)


def test_a_line_is_one_line_whatever_the_features_are_called():
    text = dsjson(a_settled(names=('a "b"', "ünï\n", "c")))

    assert "\n" not in text
    assert list(json.loads(text)["c"]["_multi"][0]["x"]) == ['a "b"', "ünï\n", "c"]


def test_what_is_no_number_is_not_written():
    with pytest.raises(ValueError, match="JSON"):
        dsjson(a_settled(reward=float("nan")))


def test_rounds_of_two_and_three_candidates_are_padded_to_three():
    log = [
        a_settled([0.4, 0.6], 1, 0.5, features=[[1, 2, 3], [4, 5, 6]]),
        a_settled([0.2, 0.3, 0.5], 0, -1.0, features=[[7, 8, 9], [1, 1, 1], [2, 2, 2]]),
    ]

    found = feedback(log)

    assert (found["n_rounds"], found["n_actions"]) == (2, 3)
    assert found["context"].tolist() == [
        [1, 2, 3, 4, 5, 6, 0, 0, 0],
        [7, 8, 9, 1, 1, 1, 2, 2, 2],
    ]
    assert found["action_context"].tolist() == np.eye(3).tolist()
    assert found["action"].tolist() == [1, 0]
    assert found["reward"].tolist() == [0.5, -1.0]
    assert found["position"].tolist() == [0, 0]
    assert found["pscore"].tolist() == [0.6, 0.2]
    assert found["pi_b"].tolist() == [[[0.4], [0.6], [0.0]], [[0.2], [0.3], [0.5]]]


def test_every_round_keeps_its_distribution():
    found = feedback(a_world(users=5, picks=9).settled)

    rows = np.arange(found["n_rounds"])
    assert found["pi_b"].sum(axis=(1, 2)) == pytest.approx(np.ones(45))
    assert (found["pi_b"][rows, found["action"], 0] == found["pscore"]).all()
    assert found["context"].shape == (45, found["n_actions"] * len(NAMES))


def test_a_feature_that_a_pick_did_not_log_is_zero_there():
    log = [
        a_settled([1.0], features=[[1, 2]], names=("priority", "age")),
        a_settled([1.0], features=[[3, 4]], names=("mood", "priority")),
    ]

    assert feedback(log)["context"].tolist() == [[1, 2, 0], [4, 0, 3]]


def test_no_picks_are_no_feedback():
    with pytest.raises(NoPicks):
        feedback([])


def test_padding_keeps_what_is_there():
    found = padded([np.array([1.0, 2.0]), np.array([3.0])], 3)

    assert found.tolist() == [[1.0, 2.0, 0.0], [3.0, 0.0, 0.0]]
