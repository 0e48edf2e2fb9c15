"""What a run found, in sentences."""

import re

import pytest

from core.domain.sim_run import Progress, RunState, SimRun
from core.sim.report import words
from core.sim.report.facts import Facts
from tests.unit.sim.report.lab import (
    a_plan,
    nothing_found,
    some_facts,
    some_findings,
)

ALONE = ("bayes-v1", "random", "oracle")


def test_what_every_world_says_is_said_of_every_world():
    found = some_findings()

    assert words.conclusion(found, "linucb-v1") == (
        "worse than bayes-v1 in every world with a gap (2 worlds)"
    )


def test_one_world_alone_is_named():
    found = some_findings(worlds=("linear", "careless"))

    assert words.conclusion(found, "linucb-v1") == (
        "worse than bayes-v1 in linear, the only world with a gap"
    )


def test_the_world_that_dissents_is_named():
    found = some_findings(worlds=("linear", "gated", "shifted"), turned=("gated",))

    assert words.conclusion(found, "linucb-v1") == (
        "no evidence; worse in 2 of 3 worlds with a gap, but gated says better"
    )


def test_worlds_that_contradict_each_other_are_all_named():
    found = some_findings(turned=("gated",))

    assert words.conclusion(found, "linucb-v1") == (
        "no evidence; linear says worse, gated says better"
    )


def test_policies_that_are_alike_leave_no_evidence():
    found = some_findings(policies=("linucb-v1", "linucb-v1@2", "random", "oracle"))

    assert words.conclusion(found, "linucb-v1@2") == (
        "no evidence of a difference from linucb-v1 in any world with a gap"
    )


def test_without_a_gap_nothing_is_concluded():
    found = some_findings(worlds=("careless",))

    assert words.conclusion(found, "linucb-v1") == words.NO_WORLD


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({}, "linucb-v1: worse than bayes-v1 in every world with a gap (2 worlds)"),
        ({"policies": ALONE}, "bayes-v1: nothing to compare it with"),
        ({"policies": ("random", "oracle"), "scored": ()}, "Reference lines only"),
        (
            {"policies": ("bayes-v1", "linucb-v1", "egreedy-v1", "random", "oracle")},
            "2 policies against bayes-v1: 2 worse",
        ),
        (
            {
                "policies": ("bayes-v1", "linucb-v1", "egreedy-v1", "random", "oracle"),
                "worlds": ("careless",),
            },
            f"2 policies against bayes-v1: {words.NO_WORLD}",
        ),
    ],
)
def test_the_headline_is_the_finding(what, said):
    assert words.headline(some_findings(**what), some_facts()) == said


def test_the_headline_of_an_unfinished_run_is_no_verdict():
    running = some_facts(state=RunState.RUNNING)

    assert words.headline(some_findings(), running).startswith("So far, linucb-v1: worse")
    assert words.headline(nothing_found(), running) == "Nothing can be said yet"


def test_a_finished_run_needs_no_warning():
    assert words.warnings(some_findings(), some_facts()) == ()


def test_a_stopped_run_says_why_and_how_far_it_came():
    stopped = some_facts(state=RunState.STOPPED, note="The judge's budget is spent", done=31)

    assert words.warnings(some_findings(), stopped) == (
        "Stopped. The judge's budget is spent. The figures are of 31 of 72 parts.",
    )


def test_a_running_run_gives_no_verdict_yet():
    said = words.warnings(some_findings(), some_facts(state=RunState.RUNNING, done=1))

    assert said == (
        "Still running: 1 of 72 parts are done. A verdict is given after the last one.",
    )


def test_worlds_without_enough_people_are_named():
    assert words.warnings(nothing_found(), some_facts()) == (
        "Too few people to say anything of: linear, gated, careless.",
    )


def test_tips_without_a_judgement_are_counted_by_world():
    said = words.warnings(some_findings(unjudged=0.2), some_facts())

    assert len(said) == 1
    assert re.search(r"linear 0\.(1|2)\d", said[0])


def test_picks_of_a_failing_policy_are_counted():
    said = words.warnings(some_findings(failed="gated"), some_facts())

    assert said == ("Picks that chance made because a policy failed: linucb-v1 in gated: 24.",)


def test_the_size_of_a_run_is_told():
    assert words.size(some_findings()) == (
        "12 people, 2 seeds, up to 40 decisions a life, 3 worlds, judge: rule"
    )


def test_what_could_have_been_seen_has_a_unit_and_needs_a_comparison():
    found = some_findings()
    alone = some_findings(policies=ALONE)

    assert [words.detectable(it).split(" ", 1)[1] for it in found.worlds] == [
        "of the gap",
        "of the gap",
        "of reward",
    ]
    assert words.detectable(alone.worlds[0]) == ""


def test_facts_are_those_of_a_run_as_it_stands():
    facts = some_facts()
    run = SimRun(facts.run_id, a_plan().dump(), "code", facts.created_at, 72, note="why")

    assert Facts.of(run, Progress(3, 2, 67), command="oo simulate", groups={}) == Facts(
        run_id=facts.run_id,
        code="code",
        created_at=facts.created_at,
        state=RunState.RUNNING,
        note="why",
        command="oo simulate",
        groups={},
        done=3,
        total=72,
    )
