"""The people and worlds of a run: what they are frozen by, and the plan of their lives."""

from dataclasses import replace

import pytest

from core.errors import Malformed
from core.sim.crowd import Crowd
from tests.fakes.personas import a_persona, a_world


def a_crowd():
    return Crowd((a_persona(id="ana"), a_persona(id="bo")), (a_world(), a_world(name="other")))


def test_the_order_of_people_and_worlds_is_nothing_to_freeze():
    crowd = a_crowd()

    turned = Crowd(crowd.personas[::-1], crowd.worlds[::-1])

    assert turned.digest == crowd.digest


def test_another_person_or_another_world_is_another_crowd():
    crowd = a_crowd()
    first, second = crowd.worlds

    other_world = replace(crowd, worlds=(first, replace(second, shift={"quick": 0.1})))
    other_person = replace(crowd, personas=(crowd.personas[0],))

    assert len({it.digest for it in (crowd, other_world, other_person)}) == 3


def test_a_plan_has_its_reference_lines_and_says_who_lives_where():
    plan = a_crowd().plan("mine.yaml", ("bayes-v1", "random"), decisions=5)

    assert plan.policies == ("bayes-v1", "random", "rule-v1", "oracle")
    assert (plan.worlds, plan.people) == (("linear", "other"), ("ana", "bo"))
    assert plan.first == "bayes-v1"


def test_a_policy_that_does_not_exist_is_named():
    with pytest.raises(Malformed) as refused:
        a_crowd().plan("mine.yaml", ("bayes-v1", "bayes-v9"))

    assert refused.value.what == "bayes-v9"
