"""What is told of a calibration, on a terminal and as JSON."""

import json

import pytest

from core.analytics.distance import Distance
from core.analytics.estimate import Estimate
from core.sim.calibration import Calibration, Claim, Counterfactual, Likeness, Nearness, Value
from core.sim.calibration_words import as_json, claimed, told

NAN = float("nan")


def a_likeness(name="answers, all tips", low=0.0, **traits):
    known = {"unit": "bits", "simulated": (0.38, 0.45, 0.12, 0.05), "people": (36, 24)}
    known |= {"logged": (1.0, 0.0, 0.0, 0.0)}
    known |= {"distance": Distance(Estimate(0.0124, low, 0.0341, 24), 0.02)}
    return Likeness(name=name, **known | traits)


def a_value(difference=(0.01, -0.05, 0.07), logged=(0.2, 0.1, 0.3)):
    return Value(
        Estimate(0.21, 0.1, 0.3, 36), Estimate(*logged, 24), Estimate(*difference, 24), 0.04
    )


def a_calibration(*likenesses, value=None, counterfactual=None, **traits):
    known = {"world": "linear", "policy": "bayes-v1", "people": (36, 1), "tips": (1440, 960)}
    return Calibration(
        likenesses=likenesses or (a_likeness(),),
        value=value or a_value(),
        counterfactual=counterfactual,
        **known | traits,
    )


def a_test(value=None, experiment="spring", policies=("bayes-v1", "random")):
    return Counterfactual(policies, experiment, value or a_value())


def test_a_statistic_is_close_when_its_lower_bound_reaches_down_to_the_floor():
    assert a_likeness(low=0.02).nearness is Nearness.CLOSE
    assert a_likeness(low=0.021).nearness is Nearness.APART
    assert a_likeness(low=NAN).nearness is Nearness.UNKNOWN
    assert a_likeness(distance=None).nearness is Nearness.UNKNOWN


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((0.05, 0.04, 0.06), Nearness.CLOSE),
        ((0.05, 0.041, 0.06), Nearness.APART),
        ((-0.05, -0.06, -0.041), Nearness.APART),
        ((-0.05, -0.06, -0.04), Nearness.CLOSE),
    ],
)
def test_a_difference_is_apart_when_it_surely_passes_the_floor_whichever_way(bounds, said):
    assert a_value(bounds).nearness is said


def test_one_statistic_apart_leaves_nothing_but_a_simulation():
    found = a_calibration(a_likeness(), a_likeness("answers, night", low=0.03))

    assert (found.close, found.compared) == (2, 3)
    assert found.claim is Claim.SIMULATION
    assert claimed(found) == (
        "Apart: answers, night. Call figures of linear a simulation and nothing else."
    )


def test_all_that_is_apart_is_named():
    far = a_value((0.5, 0.4, 0.6))

    said = claimed(a_calibration(value=far, counterfactual=a_test(far)))

    assert "Apart: mean reward, difference of policies." in said


def test_a_world_that_no_experiment_tested_looks_alike_and_no_more():
    found = a_calibration()

    assert found.claim is Claim.LOOKS_ALIKE
    assert "Nothing told linear from this log under bayes-v1" in claimed(found)
    assert "(mean reward may be off by 0.07)" in claimed(found)
    assert "remains a simulation's word" in claimed(found)


def test_a_difference_that_an_experiment_found_and_the_simulation_too_may_be_claimed():
    found = a_calibration(counterfactual=a_test())

    assert found.claim is Claim.DIFFERENCE_TOO
    assert "the difference of bayes-v1 and random came out as the experiment found it" in claimed(
        found
    )


@pytest.mark.parametrize(
    "test",
    [
        a_test(experiment=""),
        a_test(a_value(logged=(0.2, -0.1, 0.5))),  # the log cannot tell them apart
        a_test(a_value((0.01, -0.2, 0.22))),  # as wrong as the difference is large
    ],
)
def test_what_tests_nothing_allows_no_claim(test):
    assert a_calibration(counterfactual=test).claim is Claim.LOOKS_ALIKE


def test_the_terminal_shows_each_statistic_with_its_bounds_floor_and_word():
    lines = told(a_calibration(a_likeness(), a_likeness("answers, night", distance=None)))

    assert "all tips            38/45/12/5   100/0/0/0  0.012 [0.000, 0.034] 0.020  close" in lines
    assert (
        "night               38/45/12/5   100/0/0/0  —                        —  too few" in lines
    )
    assert (
        "bayes-v1                 +0.21       +0.20  +0.01 [\u22120.05, +0.07]  0.04  close"
        in lines
    )
    assert "2 of 2 are close." in lines
    assert "36 people with 1440 tips simulated" in lines
    assert "1 person with 960 tips" in lines


def test_the_terminal_shows_seconds_and_shares():
    lines = told(
        a_calibration(
            a_likeness("time before done", unit="log s", simulated=(61.6,), logged=()),
            a_likeness("done by showing", unit="share", simulated=(0.5, NAN), logged=(0.4, 0.3)),
        )
    )

    assert "time before done          62 s           —  0.012" in lines
    assert "done by showing           50/—       40/30  0.012" in lines


@pytest.mark.parametrize("experiment", ["", "spring"])
def test_no_line_is_wider_than_a_terminal_and_no_name_moves_a_cursor(experiment):
    mean = "mix(bayes-v1,linucb-v1)\x1b[2J and more" * 2
    far = a_likeness(simulated=(0.25,) * 4, logged=(1 / 3,) * 4)

    lines = told(
        a_calibration(
            far,
            world="w\x1b" * 30,
            policy=mean,
            counterfactual=a_test(policies=(mean, mean), experiment=experiment),
        )
    )

    assert max(map(len, lines.splitlines())) <= 80
    assert "\x1b" not in lines


def test_a_log_that_gave_people_policies_without_lot_is_told_so():
    assert "not by lot" in told(a_calibration(counterfactual=a_test(experiment="")))
    assert "by lot in spring" in told(a_calibration(counterfactual=a_test()))


def test_json_holds_every_figure_and_null_for_what_is_not_known():
    found = a_calibration(
        a_likeness(logged=(NAN,)),
        a_likeness("answers, night", distance=None),
        counterfactual=a_test(experiment=""),
    )

    read = json.loads(as_json(found))

    assert read["version"] == 1
    assert (read["world"], read["policy"], read["claim"]) == ("linear", "bayes-v1", "looks alike")
    assert (read["people"], read["tips"], read["close"]) == ([36, 1], [1440, 960], 3)
    assert read["words"] == claimed(found)
    assert read["statistics"][0]["logged"] == [None]
    assert read["statistics"][0]["floor"] == 0.02
    assert read["statistics"][1] | {"said": 0} == {
        "name": "answers, night",
        "unit": "bits",
        "said": 0,
        "people": [36, 24],
        "simulated": [0.38, 0.45, 0.12, 0.05],
        "logged": [1.0, 0.0, 0.0, 0.0],
        "distance": None,
        "low": None,
        "high": None,
        "floor": None,
    }
    assert read["value"]["difference"] == {"value": 0.01, "low": -0.05, "high": 0.07, "people": 24}
    assert read["counterfactual"]["experiment"] is None
    assert read["counterfactual"]["found_again"] is False


def test_what_is_missing_is_null():
    found = Calibration("linear", "random", (10, 10), (1, 1), (a_likeness(),), None, None)

    read = json.loads(as_json(found))

    assert (read["value"], read["counterfactual"]) == (None, None)
    assert "may be off" not in claimed(found)
    assert "Mean reward" not in told(found)
