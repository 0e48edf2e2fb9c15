"""Draw how each group of personas is served: intervals on one axis, the mean and four fifths of it."""

import reflex as rx

from oo_admin.parts.panel import panel
from oo_admin.parts.shown import Shown, size, some
from oo_admin.simulations.draw_curve import choice
from oo_admin.simulations.state import Simulations


def groups() -> rx.Component:
    """Return the panel of groups; its figures stand beside the drawing."""
    return _groups(Simulations.groups)


def _groups(it: Shown) -> rx.Component:
    table = rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th("Group", scope="col"),
                rx.el.th(
                    _marks(it),
                    rx.el.span("Interval", class_name="sr"),
                    scope="col",
                    class_name="plot",
                ),
                rx.el.th("gap closed", scope="col", class_name="num"),
                rx.el.th("of the mean", scope="col", class_name="num"),
            )
        ),
        rx.el.tbody(rx.foreach(it.rows, lambda row: _row(row, it))),
        rx.el.tfoot(
            rx.el.tr(
                rx.el.td(""),
                rx.el.td(
                    rx.el.div(
                        rx.foreach(it.ticks, _tick), class_name="sim-ticks", aria_hidden="true"
                    ),
                    class_name="plot",
                ),
                rx.el.td("", col_span=2),
            )
        ),
        class_name="sim-groups",
        style={"--mean": it.mean, "--fair": it.fair, "--zero": it.zero, "--line": it.colour},
    )
    return panel(
        "verdicts",
        rx.cond(it.title != "", it.title, "How each group is served"),
        rx.cond(
            some(it.rows),
            rx.fragment(
                rx.cond(
                    size(it.policies) > 1,
                    rx.el.div(
                        rx.foreach(it.policies, choice),
                        class_name="seg sim-seg",
                        role="group",
                        aria_label="Policy",
                    ),
                ),
                rx.el.div(
                    table, class_name="scroll-x", tab_index=0, role="region", aria_label="Groups"
                ),
            ),
            rx.el.div(rx.el.span(it.empty), class_name="blank"),
        ),
        sub=it.sub,
        links=rx.cond(it.meta != "", rx.fragment(" · ", it.meta), rx.fragment()),
    )


def _marks(it: Shown) -> rx.Component:
    return rx.el.div(
        rx.cond(
            it.fair != "", rx.el.span("0.80 of it", class_name="warn", style={"left": it.fair})
        ),
        rx.el.span("mean", class_name="t2", style={"left": it.mean}),
        class_name="sim-ticks",
        aria_hidden="true",
    )


def _tick(it: Shown) -> rx.Component:
    return rx.el.span(it.words, style={"left": it.at})


def _row(row: Shown, it: Shown) -> rx.Component:
    drawing = rx.el.div(
        rx.el.i(class_name="zero"),
        rx.cond(it.fair != "", rx.el.i(class_name="fair")),
        rx.el.i(class_name="mean"),
        rx.cond(
            row.shown,
            rx.fragment(
                rx.el.i(class_name="span", style={"left": row.left, "width": row.width}),
                rx.el.i(class_name="dot", style={"left": row.at}),
            ),
        ),
        class_name="lane",
        aria_hidden="true",
    )
    return rx.el.tr(
        rx.el.td(row.name, " ", rx.el.span(row.people, class_name="t3 small")),
        rx.el.td(drawing, class_name="plot"),
        rx.el.td(row.figure, class_name="num t2"),
        rx.el.td(
            rx.el.span(row.ratio, class_name=rx.cond(row.short, "warn", "")), class_name="num"
        ),
    )
