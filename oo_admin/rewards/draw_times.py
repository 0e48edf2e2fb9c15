"""Draw how soon tips are answered, and how far each day is settled."""

import reflex as rx

from oo_admin.parts.panel import blank, panel, twin
from oo_admin.parts.shown import Shown, size
from oo_admin.parts.time_chart import Around, time_chart
from oo_admin.rewards.draw_plot import curves, plot, table
from oo_admin.rewards.state import Rewards

SETTLED = ("When", "Picks", "Final", "With a reward", "State")
"""What the table behind the settled bars shows."""


def delays() -> rx.Component:
    """Return the panel of delays."""
    it = Rewards.delays
    chart = time_chart(
        "delays",
        it.title,
        plot(it.ups, it.across, curves(it.strokes)),
        columns=size(it.rows),
        around=Around(labels=it.labels),
    )
    nothing = blank(
        "Too few settled tips.",
        "From thirty on, how soon they are answered stands here.",
    )
    return panel(
        "delays",
        it.title,
        rx.cond(
            it.any,
            rx.fragment(chart, twin("delays", table("Answers by age", it.heads, it.rows))),
            nothing,
        ),
        sub=it.sub,
        note=it.note,
    )


def settled() -> rx.Component:
    """Return the panel of settled shares."""
    it = Rewards.settled
    chart = time_chart(
        "settled",
        it.title,
        plot(it.ups, it.across, rx.foreach(it.bars, _bar), look="whole"),
        columns=size(it.rows),
        around=Around(),
    )
    numbers = table("Settled", rx.Var.create(list(SETTLED)), it.rows, said=True)
    nothing = blank("No tip was shown in this period.", "How far each day is settled stands here.")
    return panel(
        "days",
        it.title,
        rx.cond(it.any, rx.fragment(chart, twin("settled", numbers)), nothing),
        sub=it.sub,
    )


def _bar(it: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.i(class_name="final", style={"height": it.final}),
        rx.el.i(class_name="rest", style={"height": it.rest, "bottom": it.final}),
        rx.cond(it.mark != "", rx.el.i(class_name="mark", style={"bottom": it.mark})),
        style={"left": it.left, "width": it.width},
    )
