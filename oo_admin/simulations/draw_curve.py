"""Draw the curves of a world over picks: lines with bands, dashed references, a hatch for what is to come."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import panel, twin
from oo_admin.parts.plot import beneath, stroke
from oo_admin.parts.scale import BOX
from oo_admin.parts.shown import Shown, size
from oo_admin.parts.time_chart import Around, time_chart
from oo_admin.simulations.state import Simulations


def curve() -> rx.Component:
    """Return the panel of the curve, with its table."""
    return _curve(Simulations.chart)


def _curve(it: Shown) -> rx.Component:
    drawn = rx.fragment(
        time_chart(
            "curve",
            it.title,
            _plot(it),
            columns=size(it.rows),
            around=Around(labels=it.labels),
        ),
        twin("curve", _table(it)),
    )
    blank = rx.el.div(rx.el.b(it.title), rx.el.span(it.empty), class_name="blank sim-blank")
    return rx.cond(
        it.title != "",
        panel(
            "curve",
            it.title,
            rx.el.div(
                _choices("What is shown", it.shows),
                rx.cond(size(it.worlds) > 1, _choices("World", it.worlds)),
                class_name="sim-choices",
            ),
            rx.cond(it.empty != "", blank, drawn),
            sub=it.sub,
            note=it.note,
        ),
        rx.el.section(
            rx.el.div(
                rx.cond(
                    Simulations.found,
                    rx.el.b("No run to show."),
                    rx.el.b(
                        "Working out what this run says. A large one takes some seconds, once."
                    ),
                ),
                rx.el.span(
                    "A simulation lets policies live with invented people before they meet real ones."
                ),
                class_name="blank",
            ),
            class_name="panel",
        ),
    )


def _choices(label: str, choices: Shown) -> rx.Component:
    return rx.el.div(
        rx.foreach(choices, choice), class_name="seg sim-seg", role="group", aria_label=label
    )


def choice(it: Shown) -> rx.Component:
    """Return one link of a row of choices."""
    return rx.cond(
        it.here,
        link(it.words, to=it.href, class_name="on", aria_current="true"),
        link(it.words, to=it.href),
    )


def _plot(it: Shown) -> rx.Component:
    picture = rx.el.svg(
        rx.foreach(it.strokes, _band),
        rx.foreach(it.strokes, stroke),
        custom_attrs={"viewBox": f"0 0 {BOX} {BOX}", "preserveAspectRatio": "none"},
        aria_hidden="true",
    )
    return rx.el.div(
        rx.el.div(rx.foreach(it.ups, _up), class_name="ups"),
        rx.el.div(
            rx.cond(
                it.to_come != "",
                rx.el.div(rx.el.span(it.to_come), class_name="come", style={"left": it.come_at}),
            ),
            picture,
            class_name="box",
        ),
        rx.el.div(rx.foreach(it.across, beneath), class_name="across"),
        rx.el.p("pick number of a new user", class_name="axis"),
        class_name="sim-plot",
    )


def _up(tick: Shown) -> rx.Component:
    return rx.el.p(rx.el.span(tick.words), class_name="up", style={"top": tick.at})


def _band(it: Shown) -> rx.Component:
    return rx.el.path(d=it.band, fill=it.colour, fill_opacity="0.18")


def _table(it: Shown) -> rx.Component:
    return rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.foreach(it.heads, lambda head: rx.el.th(head, scope="col", class_name="num"))
            )
        ),
        rx.el.tbody(
            rx.foreach(
                it.rows,
                lambda row: rx.el.tr(
                    rx.foreach(row, lambda cell: rx.el.td(cell, class_name="num"))
                ),
            )
        ),
    )
