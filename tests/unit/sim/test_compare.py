"""Runs beside each other: what holds in all of them, and what does not."""

from core.sim.compare import compared
from tests.unit.sim.report.lab import POLICIES, nothing_found, some_findings

TWO = {"worlds": ("linear", "gated")}


def test_what_all_runs_say_is_said():
    told = compared({"rule": some_findings(**TWO), "model": some_findings(**TWO)})

    assert told[0] == "linucb-v1: worse than bayes-v1, everywhere"


def test_one_run_that_says_otherwise_is_named():
    other = some_findings(turned=("gated",), **TWO)

    told = compared({"rule": some_findings(**TWO), "model": other})

    assert told[0].startswith("linucb-v1: no evidence against bayes-v1, because model, gated says")


def test_runs_that_order_policies_alike_agree():
    told = compared({"rule": some_findings(**TWO), "model": some_findings(**TWO)})

    assert told[1] == "Kendall's tau over 4 worlds: 1.00 on average"
    assert len(told) == 2 + 6


def test_a_world_without_a_gap_is_left_out():
    told = compared({"rule": some_findings(), "model": some_findings()})

    assert not any("careless" in line for line in told)


def test_runs_with_other_firsts_do_not_compare():
    turned = (POLICIES[1], POLICIES[0], *POLICIES[2:])

    told = compared({"a": some_findings(**TWO), "b": some_findings(policies=turned, **TWO)})

    assert told == ("These runs compare with different policies: bayes-v1, linucb-v1.",)


def test_nothing_compares_with_nothing():
    told = compared({"a": nothing_found(), "b": nothing_found()})

    assert told == ("There are no two worlds with a gap to compare.",)
