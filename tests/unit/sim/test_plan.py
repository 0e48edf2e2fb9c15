"""What a run compares, frozen before anybody looks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.bandit.shipped import shipped
from core.errors import Malformed, NotFound
from core.sim.plan import VERSION, Plan, code
from tests.fakes.personas import a_cast, a_persona, a_plan, a_world, people

names = st.lists(st.text(max_size=20), max_size=4).map(tuple)
plans = st.builds(
    Plan,
    policies=names,
    worlds=names,
    personas=st.text(max_size=20),
    digest=st.text(max_size=20),
    people=names,
    judge=st.text(max_size=20),
    seeds=st.lists(st.integers(), max_size=4).map(tuple),
    decisions=st.integers(),
    days=st.none() | st.integers(),
    prior=st.text(max_size=20),
)


@given(plans)
def test_a_plan_is_read_as_it_was_written(plan):
    assert Plan.load(plan.dump()) == plan


def test_the_same_plan_is_always_written_alike():
    assert a_plan().dump() == a_plan().dump()
    assert json.loads(a_plan().dump())["prior"] == shipped().id


def without(name):
    return json.dumps({key: it for key, it in json.loads(a_plan().dump()).items() if key != name})


def changed(**fields):
    return json.dumps(json.loads(a_plan().dump()) | fields)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"policies"',
        "{}",
        "[" * 60_000,
        '{"policies":' * 10_000,
        without("policies"),
        without("prior"),
        changed(policies="random"),
        changed(policies=[["random"]]),
        changed(people={"ana": 1}),
        changed(worlds=None),
        changed(seeds=["1"]),
        changed(decisions="6"),
        changed(decisions=6.5),
        changed(days="40"),
        changed(judge=7),
    ],
    ids=lambda it: it[:24] or "nothing",
)
def test_what_is_no_plan_is_malformed(text):
    with pytest.raises(Malformed):
        Plan.load(text)


@given(st.text(max_size=60))
def test_any_text_is_a_plan_or_malformed(text):
    with pytest.raises(Malformed):
        Plan.load(text)


def test_the_reference_lines_are_no_contestants():
    plan = a_plan("random", "bayes-v1", "rule-v1", "egreedy-v1@2", "oracle")

    assert plan.contestants == ("bayes-v1", "egreedy-v1@2")
    assert plan.first == "bayes-v1"
    assert (a_plan("oracle").contestants, a_plan("oracle").first) == ((), "")


def test_a_part_is_one_person_in_one_world_with_one_seed():
    plan = a_plan(worlds=("linear", "gated"), people=("ana", "bea"), seeds=(1, 7))

    assert plan.shards == (
        "linear/ana/1",
        "linear/bea/1",
        "gated/ana/1",
        "gated/bea/1",
        "linear/ana/7",
        "linear/bea/7",
        "gated/ana/7",
        "gated/bea/7",
    )


def test_every_part_of_a_plan_is_found_again():
    cast = a_cast(*people(5), worlds=(a_world(), a_world(name="gated")))
    plan = a_plan(worlds=tuple(cast.worlds), people=tuple(cast.personas), seeds=(0, 12))

    parts = [cast.part(key) for key in plan.shards]

    assert [f"{it.world.name}/{it.persona.id}/{it.seed}" for it in parts] == list(plan.shards)
    assert [it.persona for it in parts[:5]] == list(cast.personas.values())


@pytest.mark.parametrize(
    "key",
    [
        "",
        "linear",
        "linear/ana",
        "linear/ana/",
        "linear/ana/x",
        "linear/ana/-1",
        "linear/bea/1",
        "gated/ana/1",
        "linear/ana/1/1",
        "/ana/1",
        "linear//1",
    ],
)
def test_a_part_that_is_in_no_plan_is_not_found(key):
    with pytest.raises(NotFound):
        a_cast(a_persona()).part(key)


def test_the_version_of_the_code_names_all_that_computes_a_life():
    assert code().startswith(f"{VERSION}, ")
    assert shipped().id[:12] in code()
    assert "numpy" in code()


def test_any_contestant_can_be_the_one_that_others_are_compared_with():
    plan = a_plan("bayes-v1", "egreedy-v1", "random", "oracle")

    assert plan.against("egreedy-v1").contestants == ("egreedy-v1", "bayes-v1")
    with pytest.raises(NotFound):
        plan.against("random")


def test_a_plan_says_what_makes_it_again():
    plan = a_plan("bayes-v1", "egreedy-v1", "random", "oracle", personas="my people.yaml", days=9)

    assert plan.command == (
        "oo simulate --policies bayes-v1,egreedy-v1 --worlds linear --personas 'my people.yaml' "
        "--judge rule --seeds 2 --decisions 6 --days 9"
    )
