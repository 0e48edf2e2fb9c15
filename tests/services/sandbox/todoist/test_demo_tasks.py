"""The demo lives: real enough to look at, and the same at every start."""

import re
import unicodedata
from datetime import UTC, datetime

import pytest

from oo_app.sandbox.people import PEOPLE, Person
from oo_app.sandbox.todoist.demo_tasks import furnish

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(params=PEOPLE, ids=lambda person: person.sub)
def tasks(request):
    return list(furnish(request.param, NOW).items.values())


def test_everybody_has_a_full_life(tasks):
    active = [task for task in tasks if not task["checked"]]
    dues = [task["due"] for task in active if task["due"]]
    dates = [due["date"] for due in dues]

    assert len(active) >= 40
    assert any(task["checked"] for task in tasks)
    assert len({task["project_id"] for task in active}) >= 5
    assert {task["priority"] for task in active} == {1, 2, 3, 4}
    assert any(due["is_recurring"] for due in dues)
    assert any(date[:10] < "2026-11-22" for date in dates)
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    assert any(re.fullmatch(r"[\d-]+T[\d:]+", date) for date in dates)
    assert any(
        date.endswith("Z") and due["timezone"] for date, due in zip(dates, dues, strict=True)
    )
    assert any(task["duration"] for task in active)
    assert any(task["deadline"] for task in active)
    assert any(task["labels"] for task in active)
    assert any(task["parent_id"] for task in active)
    assert sum(task["content"].startswith("* ") for task in active) == 1
    assert any("**" in task["content"] + task["description"] for task in active)
    assert any("https://" in task["description"] for task in active)
    assert any(unicodedata.category(letter) == "So" for t in active for letter in t["content"])


def test_ids_have_the_vendors_shape_and_are_unique(tasks):
    ids = [task["id"] for task in tasks]

    assert all(re.fullmatch(r"6[2-9A-Za-z]{15}", task_id) for task_id in ids)
    assert len(set(ids)) == len(ids)


def test_a_second_start_gives_the_same_life():
    assert furnish(PEOPLE[0], NOW).dump() == furnish(PEOPLE[0], NOW).dump()


def test_tariq_writes_mostly_from_right_to_left_and_aiko_in_japanese():
    def share(sub, letters):
        person = next(person for person in PEOPLE if person.sub == sub)
        contents = [task["content"] for task in furnish(person, NOW).items.values()]
        return sum(bool(re.search(letters, content)) for content in contents) / len(contents)

    assert share("demo-tariq", "[\u0600-\u06ff]") > 0.6
    assert share("demo-aiko", "[\u3040-\u30ff\u4e00-\u9fff]") > 0.4


def test_somebody_new_gets_a_small_beginning():
    stranger = Person("somebody", "Some Body", "some@demo.example", "UTC", "")

    assert len(furnish(stranger, NOW).items) == 1
