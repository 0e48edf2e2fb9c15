"""Draw the three charts of an experiment: one time, one cursor, one hatch, the same marks."""

import reflex as rx

from oo_admin.experiments.one_state import OneExperiment
from oo_admin.parts.panel import panel
from oo_admin.parts.plot import beneath, stroke
from oo_admin.parts.scale import BOX
from oo_admin.parts.shown import Node, Shown, size
from oo_admin.parts.time_chart import Around, time_chart

TOGETHER = "experiment"
"""What the three share their cursor by."""


def graphs() -> rx.Component:
    """Return the panel of the charts, with one fold for their three tables."""
    it = OneExperiment.charts
    return panel(
        "experiment",
        it.title,
        _graph("exp-value", "Cumulative reward a pick", it.value, "value"),
        _graph("exp-best", "Probability of being the best", it.best, "best"),
        _graph("exp-weight", "Serving weight, of the picks of the day", it.weight, "weight"),
        _tables(),
        sub=it.sub,
        note=it.note,
    )


def _graph(ident: str, title: str, it: Shown, look: str) -> rx.Component:
    chart = time_chart(
        ident,
        title,
        _plot(it, look),
        columns=size(it.rows),
        around=Around(labels=it.labels, annotations=OneExperiment.charts.marks, together=TOGETHER),
    )
    nothing = rx.el.p(it.empty, class_name="t3 experiment-none")
    return rx.el.div(
        rx.el.h3(title, class_name="chart-name"),
        rx.cond(it.empty != "", nothing, chart),
        class_name=f"experiment-graph {look}",
    )


def _plot(it: Shown, look: str) -> rx.Component:
    hatch = OneExperiment.charts.hatch
    picture = rx.el.svg(
        rx.foreach(it.strokes, _band),
        rx.foreach(it.strokes, stroke),
        custom_attrs={"viewBox": f"0 0 {BOX} {BOX}", "preserveAspectRatio": "none"},
        aria_hidden="true",
    )
    said: Node = rx.el.span("not settled") if look == "value" else ""
    return rx.el.div(
        rx.el.div(rx.foreach(it.ups, _up), class_name="ups"),
        rx.el.div(
            picture,
            rx.cond(hatch != "", rx.el.div(said, class_name="hatched", style={"left": hatch})),
            rx.cond(
                it.limit != "",
                rx.el.div(rx.el.span(it.needed), class_name="limit", style={"top": it.limit}),
            ),
            class_name="box",
        ),
        rx.el.div(rx.foreach(OneExperiment.charts.across, beneath), class_name="across"),
        class_name="experiment-plot",
    )


def _band(it: Shown) -> rx.Component:
    return rx.el.path(d=it.band, fill=it.colour, class_name=rx.cond(it.line != "", "band", "area"))


def _up(tick: Shown) -> rx.Component:
    return rx.el.p(rx.el.span(tick.words), class_name="up", style={"top": tick.at})


def _tables() -> rx.Component:
    it = OneExperiment.charts
    return rx.el.details(
        rx.el.summary("Tables"),
        _table("exp-value", "Cumulative reward a pick", it.value),
        _table("exp-best", "Probability of being the best", it.best),
        _table("exp-weight", "Serving weight", it.weight),
        class_name="twin",
    )


def _table(ident: str, title: str, it: Shown) -> rx.Component:
    """Return the table of one chart: its cursor reads a row of it."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(title, class_name="t2"),
            rx.el.thead(rx.el.tr(rx.foreach(it.heads, _head))),
            rx.el.tbody(rx.foreach(it.rows, _row)),
        ),
        class_name="scroll-x",
        id=f"{ident}-twin",
        tab_index=0,
        role="region",
        aria_label=title,
    )


def _head(words: Shown) -> rx.Component:
    return rx.el.th(words, scope="col")


def _row(cells: Shown) -> rx.Component:
    return rx.el.tr(rx.foreach(cells, rx.el.td))
