"""A shelf's changes lie apart until they are committed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import OurFault
from core.memory.shelf import Kept, Shelf


def kept(values, belongs=None):
    found = Kept(belongs)
    for key, value in values.items():
        found.put(key, value)
    return found


def parity(value):
    return ("even",) if value % 2 == 0 else ("odd",)


def test_changes_are_seen_inside_and_not_outside():
    committed = kept({"a": 1, "b": 2})
    shelf = Shelf(committed, writable=True)

    shelf.put("c", 3)
    shelf.put("a", 10)

    assert shelf.drop("b") is True
    assert shelf.drop("b") is False
    assert sorted(shelf.items()) == [("a", 10), ("c", 3)]
    assert shelf.get("b") is None
    assert committed.values == {"a": 1, "b": 2}


def test_a_commit_makes_changes_everybodys():
    committed = kept({"a": 1, "b": 2})
    shelf = Shelf(committed, writable=True)
    shelf.put("c", 3)
    shelf.drop("a")

    shelf.commit()

    assert committed.values == {"b": 2, "c": 3}


def test_what_was_committed_once_is_not_committed_again():
    committed = kept({})
    shelf = Shelf(committed, writable=True)
    shelf.put("a", 1)
    shelf.commit()
    committed.drop("a")

    shelf.commit()

    assert committed.values == {}


def test_forgotten_changes_never_were():
    committed = kept({"a": 1})
    shelf = Shelf(committed, writable=True)
    shelf.put("a", 2)

    shelf.forget()
    shelf.commit()

    assert committed.values == {"a": 1}


def test_a_shelf_for_reading_takes_no_changes():
    shelf = Shelf(kept({"a": 1}), writable=False)

    with pytest.raises(OurFault):
        shelf.put("b", 2)
    with pytest.raises(OurFault):
        shelf.drop("a")


STEPS = st.lists(
    st.tuples(st.sampled_from("pdcf"), st.sampled_from("abcde"), st.integers(0, 9)), max_size=30
)


@given(STEPS)
def test_groups_hold_what_a_look_at_every_value_would_find(steps):
    shelf = Shelf(kept({"a": 1, "b": 2}, parity), writable=True)

    for step, key, value in steps:
        {
            "p": lambda key=key, value=value: shelf.put(key, value),
            "d": lambda key=key: shelf.drop(key),
            "c": shelf.commit,
            "f": shelf.forget,
        }[step]()

    for name in ("even", "odd"):
        assert sorted(shelf.group(name)) == sorted(v for v in shelf.values() if name in parity(v))
