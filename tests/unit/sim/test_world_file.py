"""The worlds that come with oO, and how strictly a world is read."""

import pytest

from core.errors import PersonaFileWrong
from core.sim.persona import AREAS, TRAITS
from core.sim.persona_file import SETS, read_personas
from core.sim.plan import DECISIONS
from core.sim.world import Law
from core.sim.world_file import parse_world, read_worlds, world_names

FILE = """\
format: 1
name: upside-down
about: Everything turns around on the third day.
law: gated
days: 10
visits: [8, 20.5]
shift: {quick: -0.5, work: 1}
turn_day: 3
turn: {quick: -1}
"""
NAMES = {"linear", "gated", "drifting", "shifted", "adversarial", "sparse", "heavy"}


def but(old, new):
    assert FILE.count(old) == 1, old
    return FILE.replace(old, new)


def test_what_a_file_says_is_what_a_world_is():
    world = parse_world(FILE.encode(), "my.yaml")

    assert (world.name, world.law, world.days) == ("upside-down", Law.GATED, 10)
    assert world.visits == (8.0, 20.5)
    assert world.shift == {"quick": -0.5, "work": 1.0}
    assert (world.turn_day, world.turn) == (3, {"quick": -1.0})


def test_a_world_of_which_little_is_said_is_linear_and_stays_as_it_is():
    world = parse_world(b"format: 1\nname: plain\nabout: Nothing.", "my.yaml")

    assert (world.law, world.days, world.visits) == (Law.LINEAR, 40, ())
    assert (world.shift, world.turn_day, world.turn) == ({}, None, {})


@pytest.mark.parametrize(
    ("text", "line", "field", "advice"),
    [
        (but("law: gated", "law: gatted"), 4, "law", "'gated'?"),
        (but("days: 10", "days: 0"), 5, "days", "1 to 1000"),
        (but("[8, 20.5]", "[20.5, 8]"), 6, "visits", "ascend"),
        (but("{quick: -0.5,", "{quik: -0.5,"), 7, "shift.quik", "'quick'?"),
        (but("{quick: -1}", "{quick: -9}"), 9, "turn.quick", "-3 to 3"),
        (but("turn: {quick: -1}\n", ""), 8, "turn_day", "'turn'"),
        (but("turn_day: 3\n", ""), 8, "turn", "'turn_day'"),
        (but("turn_day: 3", "turn_day: 10"), 8, "turn_day", "0 to 9"),
        (but("about: Ev", "abut: Ev"), 3, "abut", "'about'?"),
        (but("name: upside-down\n", ""), 1, "name", "missing"),
        (but("format: 1", "format: one"), 1, "format", "whole number"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_field(text, line, field, advice):
    with pytest.raises(PersonaFileWrong) as caught:
        parse_world(text.encode(), "my.yaml")

    wrong = caught.value

    assert (wrong.file, wrong.line, wrong.field) == ("my.yaml", line, field)
    assert advice in wrong.problem


def test_every_world_that_comes_with_us_can_be_read_and_is_called_like_its_file():
    worlds = read_worlds(world_names())

    assert tuple(world.name for world in worlds) == world_names()
    assert set(world_names()) == NAMES


def test_worlds_come_in_the_order_in_which_they_were_asked_for():
    names = [world.name for world in read_worlds(["sparse", "gated"])]

    assert names == ["sparse", "gated"]


@pytest.mark.parametrize("name", ["liner", "../worlds/linear", "", "linear.yaml"])
def test_a_world_that_is_not_there_is_refused_with_those_that_are(name):
    with pytest.raises(PersonaFileWrong, match=r"no world; (did you mean 'linear'|there are adv)"):
        read_worlds([name])


def test_the_worlds_differ_from_the_plain_one_in_one_thing_each():
    (plain,) = read_worlds(["linear"])
    changed = {
        world.name: {
            thing
            for thing in ("law", "days", "visits", "shift", "turn_day", "turn")
            if getattr(world, thing) != getattr(plain, thing)
        }
        for world in read_worlds(world_names())
    }

    assert changed == {
        "linear": set(),
        "gated": {"law"},
        "adversarial": {"law"},
        "shifted": {"shift"},
        "drifting": {"turn_day", "turn"},
        "sparse": {"days", "visits"},
        "heavy": {"days", "visits"},
    }


def test_every_world_leaves_room_for_a_whole_life_of_decisions_and_some_silence():
    usual = (8.0, 13.0, 19.0)

    looks = {w.name: w.days * len(w.visits or usual) for w in read_worlds(world_names())}

    assert min(looks.values()) >= 1.4 * DECISIONS


def test_drift_turns_some_likes_around_in_the_middle_and_keeps_others():
    (world,) = read_worlds(["drifting"])

    assert world.turn_day == DECISIONS // 2 // 3  # half of the decisions at three looks a day
    assert set(world.turn.values()) == {-1.0}
    assert 0 < len(set(TRAITS) & set(world.turn)) < len(TRAITS)
    assert 0 < len(set(AREAS) & set(world.turn)) < len(AREAS)


@pytest.mark.parametrize("name", SETS)
def test_a_shifted_population_is_partly_another_one(name):
    (world,) = read_worlds(["shifted"])
    people = read_personas(name)
    mean = {t: sum(it.likes.get(t, 0) for it in people) / len(people) for t in TRAITS}

    turned = [t for t in TRAITS if mean[t] * (mean[t] + world.shift.get(t, 0)) < 0]

    assert all(abs(moved) <= 0.8 for moved in world.shift.values())
    assert len(turned) <= 3
    assert len(set(TRAITS) - set(world.shift)) >= 8
