"""Draw the top of an experiment's page: its checks, what is red and what to do, and the headline."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.experiments.advice import RUNBOOK
from oo_admin.experiments.checks import BAND_Z
from oo_admin.experiments.one_state import OneExperiment
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.parts.table import plain_table


def pinned(moment: Shown, back: Shown) -> rx.Component:
    """Return the line that says that the clock is pinned."""
    return rx.el.p(
        rx.el.span("The clock is pinned: this was so at ", moment, class_name="st info"),
        " ",
        link("Back to now", to=back, class_name="btn sm"),
        class_name="said",
    )


def health() -> rx.Component:
    """Return the strip of checks, and below it what is red."""
    it = OneExperiment
    red = rx.el.div(
        rx.el.div(rx.foreach(it.advice, _advice)),
        rx.cond(some(it.logs), _logs()),
        class_name="experiment-red",
    )
    return rx.el.section(
        rx.el.ul(rx.foreach(it.checks, _check), class_name="experiment-checks"),
        rx.cond(some(it.advice) | some(it.logs), red),
        aria_label="Health of this experiment",
    )


def headline() -> rx.Component:
    """Return the comparison that the experiment is about."""
    it = OneExperiment.head
    return rx.el.section(
        rx.el.div(
            rx.el.p(it.over, class_name="t3 small"),
            rx.el.h2(it.title, class_name="q"),
            rx.el.p(it.sub, class_name="t2"),
        ),
        rx.cond(it.drawn, _axis(it)),
        class_name="experiment-head",
        aria_label="What it shows",
    )


def _check(it: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.span(it.name, class_name="st " + it.look),
        rx.el.small(it.line),
        class_name=it.look,
    )


def _advice(it: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.b(it.what), " ", it.why),
        rx.el.p("Next: ", it.do, class_name="t2"),
        rx.el.p(
            link(it.way, to=it.href, class_name="btn sm"),
            rx.el.span("Runbook: ", rx.el.code(RUNBOOK), class_name="t3 small"),
            class_name="act-keys",
        ),
        class_name="advice",
        role="alert",
    )


def _logs() -> rx.Component:
    columns: tuple[Node, ...] = (
        "The favourite, by arm",
        "Served",
        "Logged sum ± 2 sd",
        f"z, band ± {BAND_Z:.0f}",
        rx.el.span("z", class_name="sr"),
    )
    table = plain_table(
        "Logged propensities", columns, rx.foreach(OneExperiment.logs, _log), numbers="tnntn"
    )
    return rx.el.div(table, class_name="tight")


def _log(it: Shown) -> rx.Component:
    band = rx.el.span(
        rx.el.i(class_name="band"),
        rx.el.i(class_name="base"),
        rx.el.i(class_name="dot " + it.look, style={"left": it.at}),
        class_name="zband",
        aria_hidden="true",
    )
    return rx.el.tr(
        rx.el.td(it.policy, class_name="nowrap"),
        rx.el.td(it.served, class_name="num"),
        rx.el.td(it.logged, class_name="num t2"),
        rx.el.td(band),
        rx.el.td(it.z, class_name="num " + it.look),
    )


def _axis(it: Shown) -> rx.Component:
    drawing = rx.el.div(
        rx.foreach(it.ticks, _tick),
        rx.el.i(class_name="base", style={"left": it.zero}),
        rx.el.i(class_name="thin", style={"left": it.thin_left, "width": it.thin_width}),
        rx.el.i(class_name="thick", style={"left": it.thick_left, "width": it.thick_width}),
        rx.el.i(class_name="dot", style={"left": it.at}),
        class_name="span-axis",
        aria_hidden="true",
    )
    return rx.el.div(drawing, rx.el.p(it.caption, class_name="t3 small"), class_name="axis-box")


def _tick(it: Shown) -> rx.Component:
    return rx.el.span(rx.el.i(), rx.el.b(it.words), class_name="tick", style={"left": it.at})
