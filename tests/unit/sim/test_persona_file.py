"""A persona file: read strictly, refused with file, line and field."""

import re
from dataclasses import replace

import pytest

from core.errors import PersonaFileWrong
from core.sim.persona import AREAS, Area, Workload
from core.sim.persona_file import digest, parse_personas, read_personas
from tests.fakes.persona_files import FILE, but, plus, refusal


def test_what_a_file_says_is_what_a_persona_is():
    (ada,) = parse_personas(FILE.encode(), "my.yaml")

    assert (ada.id, ada.group, ada.language) == ("ada", "beekeepers", "en")
    assert ada.about == "Ada keeps bees, and likes quick things."
    assert ada.likes == {"quick": 1.5}
    assert ada.areas["work"] == Area(0.5, -1.0, 0.0)
    assert ada.energy_hours == (0.0,) * 6 + (1.0,) * 16 + (0.0,) * 2


def test_what_a_file_leaves_out_is_usual():
    (ada,) = parse_personas(FILE.encode(), "my.yaml")

    assert ada.visits == (8.0, 13.0, 19.0)
    assert ada.workload == Workload()
    assert ada.weariness == 1.5


def test_everybody_has_every_area():
    (ada,) = parse_personas(FILE.encode(), "my.yaml")

    assert tuple(ada.areas) == AREAS
    assert ada.areas["self"] == Area(0.0)


def test_shares_written_as_thirds_sum_to_one():
    text = but("{share: 0.5, like: -1}", "{share: 0.33}")
    text = but("{share: 0.5}", "{share: 0.33}\n      self: {share: 0.33}", text)

    (ada,) = parse_personas(text.encode(), "my.yaml")

    assert sum(area.share for area in ada.areas.values()) == pytest.approx(1, abs=1e-9)


WRONG = {
    "a text for a number": (but("quick: 1.5", "quick: a lot"), 11, "likes.quick", "a number"),
    "a number in quotes": (but("quick: 1.5", 'quick: "1.5"'), 11, "likes.quick", "quotes"),
    "yes for a number": (but("quick: 1.5", "quick: yes"), 11, "likes.quick", "a number"),
    "nothing for a number": (but("quick: 1.5", "quick: "), 11, "likes.quick", "a number"),
    "not a number": (but("quick: 1.5", "quick: .nan"), 11, "likes.quick", "a number"),
    "no end of it": (but("quick: 1.5", "quick: .inf"), 11, "likes.quick", "a number"),
    "an absurd number": (but("quick: 1.5", "quick: " + "9" * 9999), 11, "likes.quick", "…"),
    "a time for a number": (plus("patience: 1:30"), 17, "patience", "a number"),
    "an octal number": (plus("capacity: 010"), 17, "capacity", "a whole number"),
    "half a tip": (plus("capacity: 1.5"), 17, "capacity", "a whole number"),
    "a list for a number": (plus("patience: [1]"), 17, "patience", "a list"),
    "a number for a name": (but("Ada Example", "12"), 4, "name", 'put ""'),
    "a no for a name": (but("Ada Example", "No"), 4, "name", 'put ""'),
    "no name": (but("    name: Ada Example\n", ""), 3, "name", "missing"),
    "an empty name": (but("Ada Example", "''"), 4, "name", "1 to 80"),
    "an endless name": (but("Ada Example", "A" * 81), 4, "name", "81"),
    "a name that rings": (but("Ada Example", r'"Ada\a"'), 4, "name", "printed"),
    "a name that turns text around": (but("Ada Example", r'"\u202e"'), 4, "name", "printed"),
    "an id with spaces": (but("id: ada", "id: Ada A"), 3, "id", "a-z"),
    "an unknown language": (but("language: en", "language: tlh"), 9, "language", "there are de"),
    "an unknown timezone": (but("Europe/London", "Europe/Londen"), 10, "timezone", "/London'?"),
    "a way out as timezone": (but("Europe/London", "../passwd"), 10, "timezone", "no timezone"),
    "a machine's own timezone": (but("Europe/London", "localtime"), 10, "timezone", "no timezone"),
    "an unknown trait": (but("quick: 1.5", "quik: 1.5"), 11, "likes.quik", "'quick'?"),
    "an unknown area": (but("home: {", "hoem: {"), 14, "areas.hoem", "'home'?"),
    "an unknown key": (plus("capacty: 3"), 17, "capacty", "'capacity'?"),
    "a key like nothing": (plus("zzz: 3"), 17, "zzz", "not known"),
    "a boundless like": (but("quick: 1.5", "quick: 3.1"), 11, "likes.quick", "from -3 to 3"),
    "a negative rate": (plus("workload: {per_day: -1}"), 17, "workload.per_day", "0 to 50"),
    "a negative chance": (plus("forgetfulness: -0.1"), 17, "forgetfulness", "0 to 0.9"),
    "shares of 0.9": (but("{share: 0.5}", "{share: 0.4}"), 12, "areas", "0.9"),
    "23 hours": (but("[0, 0, 0, 0, 0, 0, 1", "[0, 0, 0, 0, 0, 1"), 15, "energy_hours", "24 items"),
    "eight days": (
        but("[1, 1, 1, 1, 1, 0.8", "[1, 1, 1, 1, 1, 1, 0.8"),
        16,
        "energy_weekdays",
        "7",
    ),
    "more energy than one": (but("0.8, 0.8]", "0.8, 1.6]"), 16, "energy_weekdays[7]", "1.5"),
    "the hour 24": (plus("visits: [8, 24]"), 17, "visits", "before 24"),
    "the hour 25": (plus("visits: [8, 25]"), 17, "visits[2]", "from 0 to 24"),
    "hours before the day": (plus("visits: [-1, 8]"), 17, "visits[1]", "from 0 to 24"),
    "hours in disorder": (plus("visits: [13, 8]"), 17, "visits", "ascend"),
    "the same hour twice": (plus("visits: [8, 8]"), 17, "visits", "ascend"),
    "no hour at all": (plus("visits: []"), 17, "visits", "1 to 24"),
    "one hour": (plus("visits: 8"), 17, "visits", "a list"),
    "a visit while asleep": (plus("visits: [3, 8]"), 17, "visits", "asleep"),
    "a list as likes": (but("{quick: 1.5}", "[quick]"), 11, "likes", "named values"),
}
"""What is wrong, its line, its field without the persona, and a word of the advice."""


@pytest.mark.parametrize(("text", "line", "field", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_file_line_and_field(text, line, field, advice):
    wrong = refusal(text)

    assert (wrong.file, wrong.line, wrong.field) == ("my.yaml", line, f"personas[1].{field}")
    assert advice in wrong.problem
    assert len(str(wrong)) < 300


def test_two_people_cannot_share_an_id():
    person = FILE.split("personas:\n")[1]

    wrong = refusal(FILE + person)

    assert (wrong.line, wrong.field) == (17, "personas[2].id")
    assert "'ada'" in wrong.problem


def test_a_file_is_read_by_its_path(tmp_path):
    path = tmp_path / "my.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())

    assert read_personas(path) == read_personas(str(path)) == parse_personas(FILE.encode(), "")


def test_the_digest_holds_whatever_the_order_and_changes_with_any_number():
    (ada,) = parse_personas(FILE.encode(), "my.yaml")
    eve = replace(ada, id="eve")

    assert digest([ada, eve]) == digest([eve, ada])
    assert digest([ada]) != digest([replace(ada, patience=1.1)])
    assert re.fullmatch("[0-9a-f]{64}", digest([ada]))


def test_the_digest_knows_one_zero():
    zeros = [plus(f"eagerness: {zero}") for zero in ("0", "-0", "-0.0")]

    found = {digest(parse_personas(text.encode(), "my.yaml")) for text in zeros}

    assert len(found) == 1


def test_the_digest_is_the_same_on_every_machine():
    (ada,) = parse_personas(FILE.encode(), "my.yaml")

    assert digest([ada]) == ("385ec00ce822f8f7147fd0a4505668b0becd326b017aac4d48b2a0c020c39656")


def test_a_set_that_does_not_exist_is_answered_with_those_that_do(tmp_path):
    with pytest.raises(PersonaFileWrong) as refused:
        read_personas(tmp_path / "heldot")

    assert "training or heldout" in refused.value.problem
