"""The health of an experiment in words: green, too early to say, or red with what to do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.assignment import Pause
from core.domain.experiment_panel import Balance, Favourite
from core.domain.policy_panel import Believed
from oo_admin.experiments import checks
from tests.fakes.experiment_seen import BAYES, BEGAN, NOW, RULE, an_arm, an_experiment, here, seen

NAMES = (
    "Exposures flow",
    "Unit is right",
    "Metrics have data",
    "Holdback is balanced",
    "No crossover",
    "Propensities agree",
)
OFF = Balance("alarm", 0.00001, 300, ((RULE, 90, 30.0), (BAYES, 210, 270.0)))


def ill(**changes):
    return seen(health=replace(seen().health, **changes))


def made(told):
    return {it.name: it for it in checks.checks(told, here())}


def test_all_is_well_and_says_its_numbers():
    found = checks.checks(seen(), here())

    assert tuple(it.name for it in found) == NAMES
    assert {it.look for it in found} == {"ok"}
    assert not checks.red(found)
    assert checks.advice(seen(), here()) == []
    assert [it.line for it in found] == [
        "120 picks in 24\u202fh",
        "user, by research consent: 577 of 900",
        "98.7\u202f% of picks are final",
        "57 of 577, asked 10\u202f%",
        "0 users in two arms",
        "z = +0.4, limit 4",
    ]


@pytest.mark.parametrize(
    ("changes", "name", "look"),
    [
        ({"lately": 0}, "Exposures stopped", "bad"),
        ({"allowed": 0}, "Nobody can join", "bad"),
        ({"final": 6200}, "Metrics lack data", "warn"),
        ({"final": 3000}, "Metrics lack data", "bad"),
        ({"settled": 0}, "No settled picks", "unk"),
        ({"balance": Balance(users=60)}, "Holdback: too few users", "unk"),
        ({"balance": replace(OFF, verdict="watch")}, "Holdback may be off", "warn"),
        ({"balance": OFF}, "Holdback is not balanced", "bad"),
        ({"crossed": 2}, "Users crossed over", "bad"),
        ({"believed": Believed(picks=40)}, "Propensities: too few", "unk"),
        ({"believed": Believed("watch", 3.4, 900)}, "Propensities may differ", "warn"),
        ({"believed": Believed("alarm", -5.1, 963)}, "Propensities differ", "bad"),
    ],
)
def test_what_is_not_well_never_looks_well(changes, name, look):
    told = made(ill(**changes))

    assert told[name].look == look
    hangs_on_it = name not in {"Exposures stopped", "Nobody can join"}
    assert checks.red(list(told.values())) is (look == "bad" and hangs_on_it)


@pytest.mark.parametrize(
    ("changes", "name", "look"),
    [
        ({"pauses": (Pause(NOW - timedelta(hours=3)),)}, "Exposures rest", "warn"),
        ({"ended_at": NOW - timedelta(days=1)}, "Exposures ended", "unk"),
    ],
)
def test_what_rests_or_has_ended_need_not_flow(changes, name, look):
    told = seen(experiment=an_experiment(**changes), health=replace(seen().health, lately=0))

    assert made(told)[name].look == look


def test_on_the_first_day_nobody_need_have_come():
    told = seen(days=0, health=replace(seen().health, lately=0, last_at=None))

    assert made(told)["Exposures stopped"].look == "unk"


def test_a_false_log_says_what_was_served_what_it_means_and_what_to_do():
    wrong = an_arm(
        BAYES, 0.1, favourite=Favourite(256, 192.6, 12.4), believed=Believed("alarm", 5.1)
    )
    told = ill(believed=Believed("alarm", 5.1, 963), wrong=BAYES, wrong_since=BEGAN)
    told = replace(told, arms=(seen().arms[0], wrong))

    (advice,) = checks.advice(told, here())

    assert advice.what == (
        "bayes-v1 served its favourite 256 times; its logged probabilities say 193."
    )
    assert "Since 28 Sep 14:03" in advice.why
    assert "963 picks" in advice.why
    assert "pause the experiment" in advice.do
    assert advice.href == "/admin/log?f=experiment:exp-07&p=all"
    row = checks.logs(told)[1]
    assert (row.logged, row.z, row.look) == ("192.6 ± 25", "+5.1", "bad")
    assert float(row.at[:-1]) > float(checks.logs(told)[0].at[:-1]) > 50


def test_a_false_split_says_who_is_missing():
    (advice,) = checks.advice(ill(balance=OFF), here())

    assert advice.what == "Users are not split as asked: rule-v1 90, due 30, bayes-v1 210, due 270."
    assert "less than 0.0001" in advice.why


def test_an_arm_without_a_share_is_a_leak():
    leaking = Balance("alarm", 0.0, 300, ((RULE, 90, 90.0),), leaks=("egreedy-v1",))

    (advice,) = checks.advice(ill(balance=leaking), here())

    assert advice.what == "egreedy-v1 serves users, and has no share."


def test_every_red_check_has_its_advice():
    told = ill(balance=OFF, crossed=3, believed=Believed("alarm", 5.1, 963), wrong=BAYES)

    assert len(checks.advice(told, here())) == 3
