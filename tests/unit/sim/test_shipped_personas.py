"""The personas that come with oO, and the document for those who bring their own."""

import re
from collections import Counter
from importlib.resources import files
from itertools import chain
from math import isclose
from pathlib import Path
from statistics import mean, stdev

import pytest

from core.errors import PersonaFileWrong
from core.sim.persona import AREAS, TRAITS
from core.sim.persona_file import SETS, parse_personas, read_personas, shipped
from core.sim.world_file import world_names

DOCUMENT = Path(__file__).parents[3] / "docs" / "simulation.md"
GROUPS = {"office", "student", "parent", "freelance", "shifts", "retired"}
TYPICAL = {
    "overdue": 0.5,
    "due_soon": 0.8,
    "urgent": 0.8,
    "old": -0.6,
    "quick": 0.8,
    "long": -0.8,
    "timed": 0.0,
    "recurring": 0.0,
    "described": 0.0,
    "urgent_morning": 0.6,
    "quick_evening": 0.7,
    "long_morning": 0.7,
    "long_evening": -1.0,
}
"""What people rather do: the means that both sets were drawn around."""


def everybody():
    return list(chain.from_iterable(read_personas(name) for name in SETS))


def written(persona):
    """Return where a persona stands: the name of its file, without its ending."""
    return next(
        path.name.removesuffix(".yaml")
        for name in SETS
        for path in shipped(name)
        if f"- id: {persona.id}\n" in path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", SETS)
def test_there_are_six_people_of_six_groups(name):
    counts = Counter(persona.group for persona in read_personas(name))

    assert counts == dict.fromkeys(GROUPS, 6)


@pytest.mark.parametrize("persona", everybody(), ids=lambda it: it.id)
def test_everybody_stands_in_the_file_of_their_group_and_is_described(persona):
    assert written(persona) == persona.group
    assert persona.id.startswith(f"{persona.group}-")
    assert persona.name.split()[0] in persona.about or persona.about.split()[0] in persona.name
    assert 150 < len(persona.about) < 400


def test_nobody_is_in_both_sets():
    people = everybody()

    assert len({persona.id for persona in people}) == len(people)
    assert len({persona.name for persona in people}) == len(people)
    assert len({persona.about for persona in people}) == len(people)


def test_every_file_of_the_held_out_says_that_it_is():
    for path in shipped("heldout"):
        assert "HELD OUT" in path.read_text(encoding="utf-8").splitlines()[0]


def test_nothing_but_persona_files_and_worlds_lies_beside_them():
    top = files("core.sim").joinpath("personas")

    folders = {it.name: {path.name for path in it.iterdir()} for it in top.iterdir()}

    assert folders == {
        "training": {f"{group}.yaml" for group in GROUPS},
        "heldout": {f"{group}.yaml" for group in GROUPS},
        "worlds": {f"{name}.yaml" for name in world_names()},
    }


@pytest.mark.parametrize("name", SETS)
def test_every_language_is_spoken_in_every_set(name):
    spoken = {persona.language for persona in read_personas(name)}

    assert spoken == {"en", "de", "fr", "es", "pt", "it", "ja"}


@pytest.mark.parametrize("name", SETS)
def test_people_scatter_around_what_is_typical(name):
    people = read_personas(name)

    for trait in TRAITS:
        liked = [persona.likes.get(trait, 0.0) for persona in people]
        assert abs(mean(liked) - TYPICAL[trait]) < 0.4, trait
        assert 0.4 < stdev(liked) < 1.1, trait


@pytest.mark.parametrize("name", SETS)
def test_most_people_do_not_want_work_when_they_are_free(name):
    people = read_personas(name)

    assert mean(it.areas["work"].like_free for it in people) < -0.4
    assert mean(it.areas["home"].like_free for it in people) > 0.2
    assert all(isclose(sum(it.areas[area].share for area in AREAS), 1) for it in people)


def test_groups_live_at_different_hours():
    awake = {
        group: mean(sum(it.energy_hours[:5]) for it in everybody() if it.group == group)
        for group in GROUPS
    }

    assert max(awake, key=awake.get) == "shifts"


def test_most_people_look_three_times_a_day():
    looks = Counter(len(persona.visits) for persona in everybody())

    assert set(looks) == {2, 3, 4}
    assert looks[3] > len(everybody()) / 2


def examples():
    """Return the files that the document shows."""
    return re.findall(
        r"^```yaml\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def rows():
    """Return field, range and default of each row of the document's table."""
    lines = re.findall(
        r"^\| `(.+?)` \|.*?\| ([^|]+) \| ([^|]+) \|$", DOCUMENT.read_text(), re.MULTILINE
    )
    return [line for line in lines if "." in line[0] or line[1] != "linear"]


def ranges():
    """Return the fields that have numbers from one to another."""
    found = [(field, re.fullmatch(r"(-?[\d.]+) to (-?[\d.]+)", told)) for field, told, _ in rows()]
    return [(field, float(it[1]), float(it[2])) for field, it in found if it]


def with_number(field, number):
    """Return the document's full example with the first number of one field changed."""
    head, workload = examples()[1].split("    workload:\n")
    name = field.split(".")[-1].replace("<trait>", "quick")
    pattern = rf"(\b{name}:[\s\[]*)-?[\d.]+"
    if field.startswith("workload."):
        workload, changed = re.subn(pattern, rf"\g<1>{number:g}", workload, count=1)
    else:
        head, changed = re.subn(pattern, rf"\g<1>{number:g}", head, count=1)
    assert changed, field
    return f"{head}    workload:\n{workload}"


def refused(text):
    """Return what is wrong with a text; empty when nothing is."""
    try:
        parse_personas(text.encode(), "example.yaml")
    except PersonaFileWrong as wrong:
        return wrong.problem
    return ""


def test_both_examples_of_the_document_can_be_used():
    for text in examples():
        (persona,) = parse_personas(text.encode(), "example.yaml")
        assert persona.name.split()[0] in persona.about

    assert len(examples()) == 2


def test_the_full_example_leaves_nothing_out():
    said = set(re.findall(r"(\w+):", examples()[1]))
    table = {part for field, _, _ in rows() for part in field.split(".") if part.isidentifier()}

    assert table | set(TRAITS) | set(AREAS) <= said


@pytest.mark.parametrize(("field", "low", "high"), ranges(), ids=[row[0] for row in ranges()])
def test_the_ranges_of_the_document_are_those_that_hold(field, low, high):
    whole = field in {"capacity", "workload.open"}
    step = 1 if whole else 0.01
    others = "asleep|ascend|sum to 1"  # what is wrong then is how it fits the rest

    inside = [refused(with_number(field, number)) for number in (low, high)]
    outside = [refused(with_number(field, number)) for number in (low - step, high + step)]

    assert not [problem for problem in inside if problem and not re.search(others, problem)]
    assert not [problem for problem in outside if "must be" not in problem]


def test_what_the_document_calls_usual_is_what_comes_of_leaving_it_out():
    (ada,) = parse_personas(examples()[0].encode(), "example.yaml")

    for field, _, usual in rows():
        if re.fullmatch(r"[\d.]+", usual) and "areas" not in field and "likes" not in field:
            owner = ada.workload if field.startswith("workload.") else ada
            assert getattr(owner, field.split(".")[-1]) == float(usual), field
    assert ("visits", str(list(map(int, ada.visits)))) in [
        (field, usual) for field, _, usual in rows()
    ]


def test_the_document_names_every_world_area_and_trait():
    text = DOCUMENT.read_text(encoding="utf-8")

    assert not [it for it in (*world_names(), *AREAS, *TRAITS, *SETS) if f"`{it}`" not in text]


def test_the_refusals_that_the_document_shows_are_the_ones_that_come():
    text = DOCUMENT.read_text(encoding="utf-8")
    small = examples()[0]
    urgnt = small.replace("{quick: 1.5}", "{urgnt: 1.5}")
    wrong = [
        urgnt,
        small.replace("0.5}\n    energy", "0.4}\n    energy"),
        small + "    visits: [13, 8]",
    ]

    for one in wrong:
        with pytest.raises(PersonaFileWrong) as caught:
            parse_personas(one.encode(), "my.yaml")
        assert f"{caught.value.field.split('.', 1)[-1]}: {caught.value.problem}" in text
