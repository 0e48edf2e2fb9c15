"""Draw slices of rewards: small multiples on one axis, each name a way to its picks."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import blank, panel, twin
from oo_admin.parts.shown import Shown
from oo_admin.parts.whisker import whisker
from oo_admin.rewards.draw_plot import table
from oo_admin.rewards.state import Rewards

COLUMNS = (*("By", "Slice", "Picks", "Mean", "95 %", "Less all others (95 %)", "Beyond chance"),)
"""What the table behind the drawing shows."""


def slices() -> rx.Component:
    """Return the panel of slices."""
    it = Rewards.slices
    numbers = table("Slices", rx.Var.create(list(COLUMNS)), it.cells, words=2, said=True)
    drawn = rx.fragment(
        rx.el.div(rx.foreach(it.boxes, _box), class_name="slices"), twin("slices", numbers)
    )
    nothing = blank(
        "No pick of this period is settled yet.",
        "What tips earn by hour, priority and who is asked stands here.",
        link("Show 28 days", to="/admin/rewards?p=28d", class_name="btn sm"),
    )
    return panel("slices", it.title, rx.cond(it.any, drawn, nothing), sub=it.sub, note=it.note)


def _box(box: Shown) -> rx.Component:
    ticks = rx.foreach(
        Rewards.slices.ticks, lambda tick: rx.el.span(tick.words, style={"left": tick.at})
    )
    return rx.el.section(
        rx.el.h3(box.name),
        rx.el.ul(rx.foreach(box.rows, _row)),
        rx.el.p(rx.el.span(ticks), class_name="axis", aria_hidden="true"),
    )


def _row(it: Shown) -> rx.Component:
    name = rx.cond(it.href != "", link(it.words, to=it.href), rx.el.span(it.words, class_name="t3"))
    drawn = rx.el.span(
        whisker(it.whisker, Rewards.slices.colour),
        rx.el.span(it.says, class_name="sr"),
        title=it.says,
    )
    return rx.el.li(name, rx.cond(it.why != "", rx.el.span(it.why, class_name="t3 small"), drawn))
