"""The report on a terminal."""

from io import StringIO

import pytest
from rich.console import Console

from core.domain.sim_run import RunState
from core.sim.report.terminal import show, table
from tests.unit.sim.report.lab import nothing_found, some_facts, some_findings

MANY = (
    "bayes-v1",
    "linucb-v1",
    "egreedy-v1",
    "mix(bayes-v1,linucb-v1)",
    "random",
    "rule-v1",
    "oracle",
)
HEADS = ["policy", "reward", "against", "bayes-v1", "regret"]
COMMAND = some_facts().command


@pytest.fixture(scope="module")
def found():
    return some_findings(policies=MANY, turned=("gated",))


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal_and_no_cell_is_cut(found, width):
    lines = table(found, some_facts(), width).splitlines()

    assert max(map(len, lines)) <= width
    assert not any("…" in it or "~" in it for it in lines)


def test_every_table_begins_with_the_policies_and_ends_with_the_references(found):
    lines = table(found, some_facts(), 80).splitlines()

    heads = [place for place, it in enumerate(lines) if it.startswith("policy ")]
    for place in heads:
        names = [it.split(" ")[0] for it in lines[place + 2 : place + 10]]
        assert names == [*MANY[:4], "", *MANY[4:]]


def test_a_wide_terminal_has_one_table_for_each_world(found):
    written = table(found, some_facts(), 160)

    assert written.count("policy ") == 3


def test_shares_stand_with_their_interval_and_verdicts_with_theirs(found):
    written = table(found, some_facts(), 160)
    line = found.worlds[0].line("linucb-v1")
    said = found.worlds[0].comparisons[0].difference

    assert f"{line.gap.value:.2f} [{line.gap.low:.2f}, {line.gap.high:.2f}]" in written
    assert f"worse {said.mean:+.2f} [{said.low:+.2f}, {said.high:+.2f}]" in written


def test_without_a_gap_only_reward_and_regret_are_printed(found):
    written = table(found, some_facts(), 160)

    careless = written.split("careless: ")[1].split("\n\n")[1]
    assert "careless: no gap to close" in written
    assert careless.split("\n")[0].split() == HEADS


def test_no_percentage_is_printed(found):
    assert "%" not in table(found, some_facts(), 160)


def test_conclusions_agreement_and_the_command_come_last(found):
    written = table(found, some_facts(), 160)

    assert "linucb-v1: no evidence; linear says worse, gated says better" in written
    assert f"Kendall's tau between worlds: {found.ranking.mean:.2f} on average" in written
    assert written.endswith(f"Make it again:\n  {COMMAND}\n")


def test_one_policy_has_nothing_to_compare_with():
    written = table(some_findings(policies=("bayes-v1", "random", "oracle")), some_facts())

    assert "One policy only: there is nothing to compare it with." in written
    assert "against" not in written
    assert "could have been seen" not in written


def test_one_world_has_no_other_to_agree_with():
    assert "Kendall" not in table(some_findings(worlds=("linear",)), some_facts())


def test_a_run_without_people_says_so():
    written = table(nothing_found(), some_facts(state=RunState.RUNNING))

    assert "it takes two people" in written
    assert "Still running" in written


def test_a_hostile_name_is_only_a_name():
    evil = "\x1b[31m[bold]evil[/bold]\r\u202e"
    written = table(some_findings(worlds=(evil, "careless")), some_facts(command=evil))

    assert "[bold]evil[/bold]" in written
    assert not set("\x1b\r\u202e") & set(written)


def test_a_long_command_stays_on_one_line_to_be_copied():
    long = "oo simulate --policies " + ",".join(["bayes-v1"] * 30)

    assert f"  {long}\n" in table(nothing_found(), some_facts(command=long))


def test_a_terminal_with_colours_shows_the_same_words(found):
    written = StringIO()
    show(found, some_facts(), Console(file=written, width=80, no_color=True, highlight=False))

    lines = "".join(f"{it.rstrip()}\n" for it in written.getvalue().splitlines())
    assert lines == table(found, some_facts(), 80)
