"""Draw the overview's lists: guardrails, who chose, the funnel, what changed."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.overview.state import Overview
from oo_admin.parts.panel import blank, panel
from oo_admin.parts.shown import Shown
from oo_admin.parts.table import plain_table
from oo_admin.parts.whisker import whisker


def guardrails() -> rx.Component:
    """Return the table of guardrails, and how it is read."""
    names = ("Guardrail", "Now", "Change", "Margin", rx.el.span("Standing", class_name="sr"))
    rows = rx.foreach(Overview.guards, _guard)
    return rx.fragment(
        rx.el.div(plain_table("Guardrails", names, rows, numbers=" n n "), class_name="tight"),
        rx.el.p(Overview.guarded.note, class_name="c-note"),
    )


def chosen() -> rx.Component:
    """Return who chose the tips: one bar, then a list that is its twin."""
    some = rx.fragment(
        rx.el.div(rx.foreach(Overview.chosen, _part), class_name="parts", aria_hidden="true"),
        rx.el.ul(rx.foreach(Overview.chosen, _policy), class_name="sv"),
    )
    return rx.cond(
        Overview.served != "",
        rx.fragment(rx.el.h3("Who chose the ", Overview.served, " tips", class_name="h3"), some),
    )


def funnel() -> rx.Component:
    """Return the activation funnel."""
    nothing = blank(
        "Nobody signed in in this period.",
        "How far new users come stands here.",
        link("Show all time", to="/admin?p=all", class_name="btn sm"),
    )
    heads = rx.el.li(
        rx.el.span(),
        rx.el.span(),
        rx.el.span("of previous"),
        rx.el.span("change, 95 %"),
        class_name="heads",
    )
    steps = rx.el.ul(heads, rx.foreach(Overview.steps, _step), class_name="funnel")
    return panel(
        "funnel",
        Overview.funnel.title,
        rx.cond(Overview.funnel.any, steps, nothing),
        sub=Overview.funnel.sub,
        note=Overview.funnel.note,
    )


def movers() -> rx.Component:
    """Return what changed, the largest contribution first."""
    names = (
        "By",
        "Slice",
        "Share %",
        "Done rate %",
        "Contribution",
        rx.el.span("Contribution", class_name="sr"),
    )
    table = plain_table(
        "What changed", names, rx.foreach(Overview.movers, _mover), numbers="  nn n"
    )
    return panel(
        "moved",
        Overview.moved.title,
        rx.cond(Overview.moved.any, table),
        sub=Overview.moved.sub,
        note=Overview.moved.note,
    )


def _guard(row: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.name, class_name="nowrap"),
        rx.el.td(row.now, class_name="num"),
        rx.el.td(whisker(row.whisker), rx.el.span(row.says, class_name="sr"), class_name="drawn"),
        rx.el.td(row.margin, class_name="num t3"),
        rx.el.td(rx.el.span(row.standing, class_name="st " + row.look)),
    )


def _part(row: Shown) -> rx.Component:
    return rx.el.i(style={"width": row.width, "background": row.colour})


def _policy(row: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.i(style={"background": row.colour}),
        row.words,
        rx.el.span(row.count, class_name="num"),
        rx.el.span(row.share, class_name="num t3"),
    )


def _step(step: Shown) -> rx.Component:
    tick = rx.cond(step.tick != "", rx.el.i(class_name="past", style={"left": step.tick}))
    bar = rx.el.span(
        rx.el.i(class_name=rx.cond(step.open, "fill open", "fill"), style={"width": step.width}),
        tick,
        class_name="track",
        aria_hidden="true",
    )
    return rx.el.li(
        link(step.name, to=step.href),
        rx.el.span(bar, rx.el.small(step.line), class_name="of"),
        rx.el.span(step.share, class_name="num"),
        rx.el.span(step.change, class_name="num t2"),
    )


def _mover(row: Shown) -> rx.Component:
    drawing = rx.el.span(
        rx.el.i(class_name="base", style={"left": row.base}),
        rx.el.i(class_name="size", style={"left": row.left, "width": row.width}),
        rx.el.i(class_name="reach", style={"left": row.low, "width": row.span}),
        class_name="mover",
        data_look=row.look,
        aria_hidden="true",
    )
    name = rx.cond(row.href != "", link(row.slice, to=row.href), rx.el.span(row.slice))
    return rx.el.tr(
        rx.el.td(row.by, class_name="t3"),
        rx.el.td(name, class_name="nowrap"),
        rx.el.td(row.shares, class_name="num t2"),
        rx.el.td(row.rates, class_name="num t2"),
        rx.el.td(drawing, rx.el.span(row.says, class_name="sr"), class_name="drawn"),
        rx.el.td(row.figure, class_name="num"),
    )
