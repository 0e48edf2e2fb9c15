"""What the page of simulations says: of runs, of verdicts, of groups, of pinned runs."""

from datetime import timedelta

import pytest

from core.domain.sim_view import Standing
from oo_admin.numbers import MINUS
from oo_admin.simulations.duel_words import NO_VERDICT, rows_of, title, verdicts
from oo_admin.simulations.naming import asked, many, question_of, state_of
from oo_admin.simulations.people_words import answers, groups
from oo_admin.simulations.pin_words import beside
from oo_admin.simulations.run_words import MOST_PINS, chosen, pin_of, row, strip, time_left
from tests.fakes.sim_views import (
    NOW,
    a_duel,
    a_finding,
    a_group,
    a_line,
    a_policy,
    a_setup,
    a_world_seen,
    here_at,
)

DONE = {"standing": Standing.DONE, "done": 144}
THIN = "\u202f"


def test_a_run_that_is_computed_says_how_far_it_is():
    it = strip(a_line(by="u_abc", question="Does it pay?"), here_at(), may_run=True)

    assert (it.share, it.percent, it.question) == (f"50{THIN}%", 50, "Does it pay?")
    assert it.left == f"about 4{THIN}min 30{THIN}s left"
    assert it.since == f"runs since 4{THIN}min 30{THIN}s"
    assert "started by u_abc at 12:55:30" in it.meta
    assert it.stop


def test_who_may_only_look_is_given_nothing_to_press():
    line = a_line(standing=Standing.LEFT)

    assert strip(line, here_at(), may_run=False).stop == ""
    it = chosen(line, here_at(), (), may_run=False)
    assert (it.resume, it.clone) == ("", "")


def test_nobody_knows_the_time_left_before_anything_is_done():
    assert time_left(a_line(done=0), here_at()) == "time left not known yet"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, f"running 50{THIN}%"),
        ({"done": 143}, f"running 99{THIN}%"),
        ({"standing": Standing.LEFT}, f"left at 50{THIN}%"),
        (DONE, f"done, 4{THIN}min 27{THIN}s"),
        ({"standing": Standing.CANCELLED, "note": "Cancelled by u_x"}, "cancelled by u_x"),
        ({"standing": Standing.FAILED, "note": "The judge is away"}, "failed: the judge is away"),
        ({"standing": Standing.FAILED}, "failed: no reason is known"),
    ],
)
def test_how_a_run_stands_in_words(changes, words):
    assert state_of(a_line(**changes)) == words


@pytest.mark.parametrize(
    ("policies", "worlds", "question"),
    [
        (("a", "b"), ("w",), "Is b better than a in w?"),
        (("a", "b", "c"), ("v", "w"), "Are b and c better than a in v and w?"),
        (
            ("a", "b", "c", "d", "e"),
            ("1", "2", "3", "4"),
            "Are four policies better than a in four worlds?",
        ),
        (("a",), ("w",), "How does a do in w?"),
        ((), ("w",), "How do the reference lines do in w?"),
        ((), (), "An unreadable plan"),
    ],
)
def test_a_setup_asks_a_question(policies, worlds, question):
    assert asked(a_setup(policies=policies, worlds=worlds)) == question


def test_the_question_of_who_started_a_run_goes_first():
    assert question_of(a_line(question="Why?")) == "Why?"
    assert (many(1, "world"), many(12, "world")) == ("one world", "12 worlds")


def test_pins_go_into_the_address_and_out_of_it_and_are_six_at_most():
    line = a_line()
    there, words = pin_of(line, here_at("run=x").address)
    assert (there, words) == (f"/admin/simulations?run=x&pin={line.short}", "Pin")

    back, words = pin_of(line, here_at(f"run=x&pin={line.short}").address)
    assert (back, words) == ("/admin/simulations?run=x", "Unpin")

    full = "&".join(f"pin={n}" for n in range(MOST_PINS))
    assert pin_of(line, here_at(full).address) == ("", "")


def test_a_row_of_the_list_keeps_what_is_pinned_and_forgets_what_was_of_another_run():
    it = row(a_line(), here_at("run=y&world=linear&pin=z").address, a_line().short)

    assert it.href == f"/admin/simulations?pin=z&run={a_line().short}"
    assert it.here


def test_a_verdict_is_told_with_its_interval_and_what_could_have_been_seen():
    it = verdicts(a_line(**DONE), a_finding(), here_at())

    (group,) = it.groups
    (row,) = group.rows
    assert group.name == "egreedy-v1 minus bayes-v1"
    assert (row.figure, row.half, row.verdict, row.look) == (
        f"{MINUS}0.400",
        "± 0.100",
        "Worse",
        "dn",
    )
    assert (row.mine, row.other, row.least) == ("0.10 / 0.20", "0.35 / 0.70", "0.070")
    assert row.whisker.shown
    assert "2 seeds, paired" in it.meta


def test_where_there_is_no_gap_a_verdict_is_in_reward_and_not_on_the_axis():
    flat = a_world_seen(
        "adversarial", (a_policy(gap=None), a_policy("egreedy-v1", None)), clear=False
    )

    (group,) = verdicts(a_line(**DONE), a_finding(flat), here_at()).groups

    (row,) = group.rows
    assert (row.aside, row.whisker.shown) == ("no gap to close: in reward", False)
    assert (row.figure, row.mine) == (f"{MINUS}0.400", "— / —")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            ("better", "better", "worse"),
            "b against a: better in two worlds, worse in one, so no claim",
        ),
        (("better", "better"), "b against a: better in two worlds"),
        (("worse",), "b against a: worse in one world"),
        (("worse", "no evidence"), "b against a: worse in one world, so no claim"),
        (("no evidence", "no evidence"), "b against a: no clear difference"),
    ],
)
def test_the_title_is_the_finding(said, words):
    worlds = [a_world_seen(f"w{at}", duels=(a_duel("b", it),)) for at, it in enumerate(said)]

    assert title(a_finding(*worlds), "a", ("b",)) == words


def test_without_a_rival_or_a_finished_run_nothing_is_judged():
    alone = verdicts(a_line(**DONE, policies=("bayes-v1",)), a_finding(), here_at())

    assert "nothing to compare" in alone.empty
    assert NO_VERDICT.empty


def test_what_may_be_claimed_is_said_in_sentences():
    found = a_finding(tau=0.94, unlike=("sparse", "heavy", 0.6))

    said = verdicts(a_line(**DONE), found, here_at()).claims

    assert "egreedy-v1: worse than bayes-v1 in linear." in said
    assert "tau 0.94; least alike are sparse and heavy (0.60)" in said[-1]


def test_the_worst_group_is_held_to_four_fifths_of_the_mean():
    policy = a_policy(
        groups=(a_group("office", 0.77), a_group("student", 0.5), a_group("few", None))
    )

    it = groups(a_line(**DONE), a_finding(a_world_seen(policies=(policy,))), here_at().address)

    assert it.title == "“student” gains least: 0.71 of the mean"
    assert it.sub.endswith("0.80 of the mean: not met.")
    assert [(row.ratio, row.short) for row in it.rows] == [
        ("1.10", False),
        ("0.71", True),
        ("no clear gap", False),
    ]


def test_a_policy_that_closes_no_gap_has_nothing_to_share_out():
    policy = a_policy(gap=-0.1, groups=(a_group("office", -0.1),))

    it = groups(a_line(**DONE), a_finding(a_world_seen(policies=(policy,))), here_at().address)

    assert (it.fair, "closes no gap" in it.title) == ("", True)


def test_answers_are_told_for_every_policy_contestants_first():
    it = answers(a_line(**DONE), a_finding(), here_at().address)

    assert [row.policy for row in it.rows][:2] == ["bayes-v1", "egreedy-v1"]
    assert it.rows[0].shares == [f"50{THIN}%", f"20{THIN}%", f"20{THIN}%", f"10{THIN}%"]


def test_beside_each_other_runs_show_first_what_differs():
    one, other = a_line(**DONE), a_line(**DONE, seeds=5, created_at=NOW - timedelta(hours=1))

    it = beside(
        (one, other),
        (a_finding(), a_finding(a_world_seen(policies=(a_policy(),)))),
        here_at().address,
    )

    assert [line[0] for line in it.differs] == ["Seeds", "State"]
    assert "worlds" in it.sub
    assert it.found[0] == ["bayes-v1, linear", "0.70 ± 0.10", "0.70 ± 0.10"]
    assert it.found[2] == ["egreedy-v1, linear", "0.20 ± 0.10", "—"]
    assert not beside((), (), here_at().address).shown


def test_a_file_has_the_numbers_themselves():
    (line,) = rows_of(a_finding())

    assert line[:5] == ("linear", "egreedy-v1", "worse", "gap", -0.4)
