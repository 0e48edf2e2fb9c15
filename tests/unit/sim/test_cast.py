"""Who is on stage in a part of a plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.bandit.shipped import by_hand
from core.sim.cast import OneJudge, RuleCourt
from core.sim.judges.rule import RuleJudge
from core.sim.persona import AREAS, Workload
from core.sim.projects import OWN_NAMES, projects
from core.sim.texts import LANGUAGES, texts
from tests.fakes.personas import Scripted, a_cast, a_persona, a_world, people


def setting(persona=None, world=None, *, days=None, seed=1, cast=None):
    persona, world = persona or a_persona(), world or a_world()
    cast = cast or a_cast(persona, worlds=(world,))
    return cast.setting(cast.part(f"{world.name}/{persona.id}/{seed}"), 10, days)


def days_of(it):
    return len({at.astimezone(it.zone).date() for at in it.visits})


def test_every_life_begins_on_the_same_monday():
    found = setting(a_persona(timezone="Asia/Tokyo"))

    first = found.visits[0].astimezone(found.zone)
    assert (first.date(), first.hour) == (date(2026, 1, 5), 8)
    assert first.weekday() == 0


@pytest.mark.parametrize(("told", "days"), [(None, 9), (3, 3), (20, 20)])
def test_a_life_lasts_as_the_run_says_or_else_as_the_world_does(told, days):
    found = setting(world=a_world(days=9), days=told)

    assert days_of(found) == days
    assert found.arrivals[-1].at < found.visits[0] + timedelta(days=days)


def test_a_world_says_when_its_people_look_or_leaves_it_to_them():
    keen = a_persona(visits=(7.0, 12.0))

    own = [it.astimezone(setting(keen).zone).hour for it in setting(keen).visits[:2]]
    told = setting(keen, a_world(visits=(18.5,)))

    assert own == [7, 12]
    assert len(told.visits) == days_of(told)
    assert told.visits[0].astimezone(told.zone).hour == 18


def test_all_contestants_meet_the_same():
    one, other = setting(), setting()

    assert (one.arrivals, one.visits, one.areas) == (other.arrivals, other.visits, other.areas)
    assert one.judge is not other.judge
    assert one.dice.uniform("x") == other.dice.uniform("x")


def test_another_seed_brings_another_list_and_other_luck():
    one, other = setting(), setting(seed=2)

    assert [it.task for it in one.arrivals] != [it.task for it in other.arrivals]
    assert one.visits != other.visits
    assert one.dice.uniform("x") != other.dice.uniform("x")


def test_the_same_person_has_the_same_list_in_every_world():
    assert setting().arrivals == setting(world=a_world(name="gated", shift={"urgent": 1})).arrivals


def test_a_prior_is_handed_on():
    prior = by_hand()
    cast = replace(a_cast(a_persona(), worlds=(a_world(),)), prior=prior)

    assert setting(cast=cast).prior is prior
    assert setting().prior is None


def test_each_part_has_a_rule_judge_of_its_own_who_knows_its_projects():
    cast = a_cast(*people(2))
    parts = [cast.part(f"linear/{name}/1") for name in cast.personas]

    judges = [RuleCourt().judge_of(it) for it in parts]

    assert all(isinstance(it, RuleJudge) for it in judges)
    assert judges[0] is not judges[1]
    assert [it.areas for it in judges] == [projects(it.persona) for it in parts]
    assert {it.first_day for it in judges} == {date(2026, 1, 5).toordinal()}


def test_a_rule_judge_throws_the_dice_of_its_seed():
    cast = a_cast()
    throws = [RuleCourt().judge_of(cast.part(f"linear/ana/{seed}")).dice for seed in (1, 1, 2)]

    one, again, other = (it.uniform("t1", 0, "answer") for it in throws)

    assert one == again != other


def test_one_judge_can_judge_everybody():
    judge = Scripted([None])
    cast = a_cast(*people(2), court=OneJudge(judge))

    assert {id(cast.court.judge_of(cast.part(f"linear/{it}/1"))) for it in cast.personas} == {
        id(judge)
    }


def test_only_a_judge_that_is_no_rule_judge_has_the_rules_beside_it():
    person, model = a_persona(), Scripted([None])
    alone, beside = a_cast(person), a_cast(person, court=OneJudge(model))

    other = setting(person, cast=beside).other

    assert setting(person, cast=alone).other is None
    assert isinstance(other, RuleJudge)
    assert other.areas == projects(person)
    assert other.dice.uniform("x") == setting(person).dice.uniform("x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_projects_have_a_name_each_and_keep_it(language):
    for n in range(40):
        person = a_persona(id=f"p{n}", language=language)
        found = projects(person)

        assert found == projects(person)
        assert len(set(found)) == len(AREAS)


def test_a_quarter_of_all_projects_tells_a_stranger_nothing():
    found = [name for n in range(500) for name in projects(a_persona(id=f"p{n}"))]

    own = sum(name in OWN_NAMES for name in found)

    assert {len({*projects(a_persona(id=f"p{n}"))} & {*OWN_NAMES}) for n in range(99)} >= {0, 1, 2}
    assert own / len(found) == pytest.approx(0.25, abs=0.04)
    assert {texts("en").areas[area].project for area in AREAS} | set(OWN_NAMES) == set(found)


def test_every_task_of_a_life_belongs_to_one_of_its_projects():
    found = setting(a_persona(workload=Workload(open=100)))

    assert {found.areas.index(it.task.project) for it in found.arrivals} == {0, 1, 2, 3}
    assert all(found.areas[AREAS.index(it.area)] == it.task.project for it in found.arrivals)
