"""Draw what tips were worth over time: shares of values, and their mean on the same days below."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import blank, panel, twin
from oo_admin.parts.shown import Shown, size
from oo_admin.parts.time_chart import Around, Series, stacked, time_chart
from oo_admin.rewards.draw_plot import curves, plot, table
from oo_admin.rewards.state import Rewards
from oo_admin.rewards.value_words import VALUES

SERIES = tuple(Series(name, colour) for name, (_, _, colour) in VALUES.items())
"""How a bar is stacked, from below."""
TALL_PX = 300
"""How high the bars are; the mean stands under them."""


def days() -> rx.Component:
    """Return the panel of values over time."""
    it = Rewards.days
    drawing = rx.fragment(
        rx.el.div(
            stacked(it.bars, SERIES, unit=it.unit, height=TALL_PX, dated=False),
            rx.cond(
                it.open_at != "",
                rx.el.div(rx.el.i(style={"left": it.open_at}), class_name="open-days"),
            ),
            rx.el.div(
                rx.el.p(it.labelled, class_name="over"),
                rx.foreach(it.labels, _label),
                class_name="worths",
            ),
            class_name="values",
        ),
        plot(
            it.ups,
            it.across,
            curves(it.strokes, it.band),
            rx.cond(it.meanless != "", rx.el.p(it.meanless, class_name="instead")),
            look="mean",
        ),
        rx.el.p(
            rx.el.b("mean reward"),
            rx.el.span("95\u202f% over users"),
            class_name="mean-label",
            aria_hidden="true",
        ),
    )
    chart = time_chart(
        "rewards",
        it.title,
        drawing,
        columns=size(it.rows),
        around=Around(annotations=it.marks, reigns=it.reigns),
    )
    nothing = blank(
        "No tip was shown in this period.",
        "What tips are worth stands here, day by day.",
        link("Show all time", to="/admin/rewards?p=all", class_name="btn sm"),
    )
    return panel(
        "days",
        it.title,
        rx.cond(
            it.any,
            rx.fragment(
                chart, twin("rewards", table("Rewards over time", it.heads, it.rows, said=True))
            ),
            nothing,
        ),
        sub=it.sub,
        note=it.note,
        links=link(it.other, to=it.other_href),
    )


def _label(it: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.i(style={"background": it.colour}, aria_hidden="true"),
        rx.el.p(rx.el.b(it.words), rx.el.span(it.figure, class_name="num")),
        rx.el.p(it.what, class_name="t3"),
        style={"top": it.top},
        class_name="worth",
    )
