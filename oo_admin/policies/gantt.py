"""Draw who was live over a period: a lane a policy, a bar a reign, and the table that tells it."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import blank, panel, twin
from oo_admin.parts.shown import Node, Shown, size, some
from oo_admin.parts.table import plain_table
from oo_admin.parts.time_chart import Around, time_chart
from oo_admin.policies.state import Policies


def who_was_live() -> rx.Component:
    """Return the panel of the timeline."""
    it = Policies.history
    drawing = rx.el.div(
        rx.foreach(it.lanes, _lane),
        rx.el.p(rx.foreach(it.ticks, rx.el.span), class_name="ticks", aria_hidden="true"),
        class_name="policy-lanes",
    )
    chart = rx.fragment(
        time_chart("reigns", "Who was live", drawing, columns=size(it.moments), around=Around()),
        twin("reigns", _table()),
    )
    none = blank("Nobody was live in this period.", "The first start writes who serves.")
    return panel("policies", it.title, rx.cond(some(it.lanes), chart, none), sub=it.sub)


def _lane(lane: Shown) -> rx.Component:
    return rx.el.div(
        rx.foreach(lane.reigns, _reign),
        rx.el.span(lane.name, class_name="lane-name"),
        class_name="lane-row",
        style={"--policy": lane.colour},
    )


def _reign(it: Shown) -> Node:
    return link(
        rx.el.span(it.words, class_name="sr"),
        to=it.href,
        title=it.words,
        class_name=it.look,
        style={"left": it.left, "width": it.width},
    )


def _table() -> rx.Component:
    return plain_table(
        "Who was live at moments of the period",
        ("At", "Champion", "Shadows"),
        rx.foreach(Policies.history.moments, _moment),
    )


def _moment(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(link(it.when, to=it.href)), rx.el.td(it.champion), rx.el.td(it.shadows)
    )
