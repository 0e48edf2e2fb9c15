"""A shelf's changes lie apart until they are committed."""

import pytest

from core.errors import OurFault
from core.memory.shelf import Shelf


def test_changes_are_seen_inside_and_not_outside():
    committed = {"a": 1, "b": 2}
    shelf = Shelf(committed, writable=True)

    shelf.put("c", 3)
    shelf.put("a", 10)

    assert shelf.drop("b") is True
    assert shelf.drop("b") is False
    assert sorted(shelf.items()) == [("a", 10), ("c", 3)]
    assert shelf.get("b") is None
    assert committed == {"a": 1, "b": 2}


def test_a_commit_makes_changes_everybodys():
    committed = {"a": 1, "b": 2}
    shelf = Shelf(committed, writable=True)
    shelf.put("c", 3)
    shelf.drop("a")

    shelf.commit()

    assert committed == {"b": 2, "c": 3}


def test_a_shelf_for_reading_takes_no_changes():
    shelf = Shelf({"a": 1}, writable=False)

    with pytest.raises(OurFault):
        shelf.put("b", 2)
    with pytest.raises(OurFault):
        shelf.drop("a")
