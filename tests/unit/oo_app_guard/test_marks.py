"""Marks say what a handler needs; no mark means nobody may call it."""

import pytest

from oo_app.shared.marks import public, requires, rights_of


def test_a_mark_is_read_back():
    @requires("user", "admin")
    def rule():
        return "ruled"

    @public
    def wave():
        return "waved"

    assert rights_of(rule) == {"user", "admin"}
    assert rights_of(wave) == frozenset()
    assert (rule(), wave()) == ("ruled", "waved")


def test_no_mark_is_not_the_same_as_public():
    assert rights_of(lambda: None) is None


def test_a_mark_without_a_right_cannot_be_made_by_mistake():
    with pytest.raises(TypeError):
        requires()
