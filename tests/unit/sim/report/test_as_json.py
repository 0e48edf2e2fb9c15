"""The report as JSON."""

import json

import numpy as np
import pytest

from core.domain.sim_run import RunState
from core.sim.report.as_json import as_json
from tests.unit.sim.report.lab import nothing_found, some_facts, some_findings


@pytest.fixture(scope="module")
def found():
    return some_findings(turned=("gated",))


@pytest.fixture(scope="module")
def read(found):
    return json.loads(as_json(found, some_facts()))


def test_the_keys_are_those_that_are_documented(read):
    world = read["worlds"][0]

    assert list(read) == [
        "version",
        "run",
        "plan",
        "first",
        "headline",
        "warnings",
        "conclusions",
        "ranking",
        "judges",
        "worlds",
    ]
    assert list(world) == [
        "world",
        "people",
        "lives",
        "clear",
        "unit",
        "detectable",
        "comparisons",
        "policies",
    ]
    assert list(world["comparisons"][0]) == [
        "policy",
        "verdict",
        "difference",
        "low",
        "high",
        "p",
        "people",
        "sd",
        "p_holm",
    ]
    assert list(world["policies"][0]) == [
        "policy",
        "worth",
        "reward",
        "gap",
        "phases",
        "regret",
        "answers",
        "worst",
        "calibration",
        "curve",
        "fallbacks",
        "by_persona",
    ]


def test_figures_are_those_of_the_findings(found, read):
    line, written = found.worlds[0].lines[0], read["worlds"][0]["policies"][0]

    assert written["gap"]["value"] == pytest.approx(line.gap.value, abs=1e-6)
    assert written["worst"]["group"] == line.worst.name
    assert np.allclose(written["curve"]["share"], line.curve.share, atol=1e-6)
    assert sum(it["n"] for it in written["calibration"]["bins"]) == sum(
        it.n for it in line.calibration.table
    )
    assert sum(it["value"] for it in written["answers"].values()) == pytest.approx(1, abs=1e-5)


def test_what_is_not_known_is_null(read):
    flat = read["worlds"][2]

    assert flat["unit"] == "reward"
    assert flat["policies"][0]["gap"] is None
    assert set(flat["policies"][0]["curve"]["share"]) == {None}
    assert read["worlds"][0]["policies"][1]["calibration"] is None


def test_numbers_have_six_decimals_at_most(found):
    def remember(text):
        assert len(text.partition(".")[2].partition("e")[0]) <= 6, text
        return float(text)

    json.loads(as_json(found, some_facts()), parse_float=remember)


def test_conclusions_name_who_dissents(read):
    assert read["conclusions"] == [
        {
            "policy": "linucb-v1",
            "verdict": "no evidence",
            "words": "no evidence; linear says worse, gated says better",
            "dissenters": [
                {"world": "linear", "verdict": "worse"},
                {"world": "gated", "verdict": "better"},
            ],
        }
    ]


def test_names_come_back_as_they_were():
    evil = '<script>"\u202e\ud800'

    read = json.loads(as_json(nothing_found(worlds=(evil,)), some_facts(note=evil)))

    assert read["plan"]["worlds"] == [evil]
    assert read["run"]["note"] == evil


def test_the_same_run_makes_the_same_text(found):
    assert as_json(found, some_facts()) == as_json(found, some_facts())


def test_a_run_without_people_is_a_report_too():
    read = json.loads(as_json(nothing_found(), some_facts(state=RunState.RUNNING)))

    assert (read["worlds"], read["ranking"], read["run"]["state"]) == ([], None, "running")
    assert read["warnings"] != []
