"""Markup is made here; everything else is text."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from core.sim.report.grid import Group, Row, grid, with_bounds
from core.sim.report.markup import Markup, join, tag


def test_text_is_escaped_and_markup_is_not():
    assert join("<b>", Markup("<i></i>")).source == "&lt;b&gt;<i></i>"


def test_attributes_are_escaped_named_as_in_html_and_left_out_when_there_is_none():
    it = tag("p", class_='a"b', aria_label="<", title=None, stroke_dasharray="1 2")

    assert it.source == '<p class="a&quot;b" aria-label="&lt;" stroke-dasharray="1 2"></p>'


def test_an_element_without_an_end_has_none():
    assert tag("br").source == "<br>"


@given(st.text())
def test_no_text_becomes_an_element(text):
    inside = tag("p", text, title=text).source

    assert inside.count("<") == 2
    assert text in unescape(inside)


def test_bounds_are_quieter_than_their_figure():
    assert with_bounds("0.72 [0.68, 0.76]").source == (
        '0.72<span class="bounds"> [0.68, 0.76]</span>'
    )
    assert with_bounds("—").source == "—"


def test_a_table_names_its_groups_and_sets_references_apart():
    rows = (Row("one", ("1",)), Row("two", ("2",), quiet=True))

    it = grid("What", ("who", "how many"), [Group(rows, "All", "of them")], foot=Row("sum", ("3",)))

    assert '<tr class="quiet"><th scope="row">two</th><td>2</td></tr>' in it.source
    assert 'scope="rowgroup" colspan="2"' in it.source
    assert '<tfoot><tr><th scope="row">sum</th><td>3</td></tr></tfoot>' in it.source
