"""Figures are told as the command line's contract has them."""

import json

from oo_app.bench.figures import as_json, as_table, at_most, p95


def test_a_figure_up_to_its_limit_is_fine_and_beyond_it_is_missed():
    assert at_most("start", 10.0, "s", 10).ok
    assert not at_most("start", 10.001, "s", 10).ok


def test_a_machine_reads_every_figure_with_its_target():
    told = json.loads(as_json([at_most("start", 2.5, "s", 10)]))

    assert told == {
        "figures": [{"name": "start", "value": 2.5, "unit": "s", "target": "≤ 10 s", "ok": True}]
    }


def test_a_person_sees_which_figure_falls_short():
    assert "MISSED" in as_table([at_most("start", 11, "s", 10)])
    assert "MISSED" not in as_table([at_most("start", 9, "s", 10)])


def test_the_95th_percentile_of_a_hundred_is_the_95th():
    assert 94 <= p95(range(1, 101)) <= 96
