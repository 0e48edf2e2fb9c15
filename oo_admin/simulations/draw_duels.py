"""Draw the verdicts of a finished run: one axis for all, a glyph with each word."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import panel
from oo_admin.parts.shown import Shown, some
from oo_admin.parts.table import scrolling
from oo_admin.parts.whisker import whisker
from oo_admin.simulations.state import Simulations

COLUMNS = 7
"""Of the table."""


def duels() -> rx.Component:
    """Return the panel of verdicts."""
    return _duels(Simulations.verdicts)


def _duels(it: Shown) -> rx.Component:
    table = rx.el.table(_heads(it), rx.foreach(it.groups, _group), class_name="sim-duels")
    links = rx.fragment(
        " · ",
        it.meta,
        rx.el.a("Report", href=it.report),
        rx.cond(it.pin != "", link(it.pin_words, to=it.pin)),
    )
    return panel(
        "verdicts",
        it.title,
        rx.cond(
            ~some(it.groups),
            rx.el.div(rx.el.span(it.empty), class_name="blank"),
            rx.fragment(
                scrolling("Verdicts", table),
                rx.foreach(it.claims, lambda words: rx.el.p(words, class_name="c-note")),
            ),
        ),
        sub=it.sub,
        note="A promotion cites the decision of docs/adr/0037-promotion.md: what is shipped must hold in "
        "every world.",
        links=rx.cond(it.meta != "", links, rx.fragment()),
    )


def _heads(it: Shown) -> rx.Component:
    axis = rx.el.div(rx.foreach(it.ticks, _tick), class_name="sim-ticks", aria_hidden="true")
    return rx.el.thead(
        rx.el.tr(
            rx.el.th("World", scope="col"),
            rx.el.th(axis, rx.el.span("Interval", class_name="sr"), scope="col", class_name="plot"),
            rx.el.th("Share of the gap, 95 %", scope="col", class_name="num"),
            rx.el.th("Verdict", scope="col"),
            rx.el.th("Gap closed, 15 / all picks", scope="col", class_name="num"),
            rx.el.th("of the second policy", scope="col", class_name="num"),
            rx.el.th("Could have seen", scope="col", class_name="num"),
        )
    )


def _tick(it: Shown) -> rx.Component:
    return rx.el.span(it.words, style={"left": it.at})


def _group(it: Shown) -> rx.Component:
    return rx.el.tbody(
        rx.el.tr(rx.el.th(it.name, col_span=COLUMNS, scope="rowgroup"), class_name="gh"),
        rx.foreach(it.rows, _row),
    )


def _row(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            it.world, rx.cond(it.aside != "", rx.el.span(it.aside, class_name="t3 small aside"))
        ),
        rx.el.td(whisker(it.whisker), class_name="plot"),
        rx.el.td(it.figure, rx.el.span(" ", it.half, class_name="t3"), class_name="num"),
        rx.el.td(rx.el.span(it.verdict, class_name="vd", data_look=it.look)),
        rx.el.td(it.mine, class_name="num"),
        rx.el.td(it.other, class_name="num t2"),
        rx.el.td(it.least, class_name="num t3"),
    )
