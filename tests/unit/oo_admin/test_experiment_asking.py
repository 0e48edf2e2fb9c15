"""The form of a new experiment, what each act would do, and the file of figures."""

from datetime import timedelta

import pytest

from core.domain.assignment import ExperimentPlan, Pause
from core.errors import Malformed
from oo_admin.acting import words_of
from oo_admin.experiments import asking
from oo_admin.experiments.export import rows
from tests.fakes.experiment_seen import BAYES, NOW, RULE, an_experiment, seen

FORM = {"name": " autumn ", "arm-1": "bayes-v1", "share-1": "45", "holdback": "10"}


def test_percents_become_shares():
    assert asking.plan_in(FORM) == ExperimentPlan("autumn", (("bayes-v1", 0.45),), 0.1)


def test_an_arm_without_a_policy_is_left_out_whatever_its_share():
    form = FORM | {"arm-2": "", "share-2": "30", "arm-3": "linucb-v1", "share-3": "2,5"}

    assert asking.plan_in(form).shares == (("bayes-v1", 0.45), ("linucb-v1", 0.025))


def test_without_a_holdback_nobody_is_held_back():
    assert asking.plan_in(FORM | {"holdback": ""}).holdback == 0


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"share-1": ""}, "share"),
        ({"share-1": "half"}, "share"),
        ({"share-1": "0"}, "share"),
        ({"share-1": "101"}, "share"),
        ({"share-1": "nan"}, "share"),
        ({"holdback": "-3"}, "share"),
        ({"arm-2": "bayes-v1", "share-2": "10"}, "twice"),
    ],
)
def test_what_is_no_share_is_refused_in_words(changes, about):
    with pytest.raises(Malformed) as caught:
        asking.plan_in(FORM | changes)

    assert caught.value.what == about
    assert not words_of(caught.value).startswith("This cannot be read")


@pytest.mark.parametrize("about", ["policy", "holdback", "experiment", "name"])
def test_what_core_refuses_is_said_in_words_too(about):
    assert not words_of(Malformed(about)).startswith("This cannot be read")


def test_acts_that_would_change_nothing_are_blocked():
    runs, rests = an_experiment(), an_experiment(pauses=(Pause(NOW),))
    ended = an_experiment(ended_at=NOW)

    assert [asking.pausing(it).blocked != "" for it in (runs, rests, ended)] == [False, True, True]
    assert [asking.resuming(it).blocked != "" for it in (runs, rests, ended)] == [True, False, True]
    assert [asking.ending(it).blocked != "" for it in (runs, rests, ended)] == [False, False, True]


def test_an_end_is_typed_for_it_cannot_be_undone():
    assert asking.ending(an_experiment()).typed == "exp-07"


def test_a_reset_says_what_would_be_forgotten_and_is_blocked_when_nothing_would():
    plan = asking.resetting(BAYES, 41, 1203)

    assert [it.figure for it in plan.effects[:2]] == ["41", "1\u202f203"]
    assert plan.blocked == ""
    assert asking.resetting(BAYES, 0, 0).blocked != ""


def test_the_file_has_every_figure_of_the_page():
    told = list(rows(seen()))

    assert {len(it) for it in told} == {6}
    by = {(it[0], it[1]): it[2:] for it in told}
    assert by["reward", BAYES] == pytest.approx((0.189, 0.159, 0.219, 2545))
    assert by["difference, any look", "bayes-v1+linucb-mix-v1 minus rule-v1"] == (
        (0.117, 0.028, 0.205, 577)
    )
    assert by["slice", "tenure:under_14d"][0] == 0.117
    day = (NOW - timedelta(days=1)).date().isoformat()
    assert by["reward until", f"{day} {RULE}"][0] == 0.052
    assert by["chance until", f"{day} {BAYES}"][0] == 0.716
