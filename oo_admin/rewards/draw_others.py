"""Draw what a log says of other policies: two estimates a row on one axis, or why there are none."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.panel import blank, panel, twin
from oo_admin.parts.shown import Shown
from oo_admin.parts.table import plain_table, scrolling, value
from oo_admin.parts.whisker import whisker
from oo_admin.rewards.draw_plot import table
from oo_admin.rewards.state import Rewards

COLUMNS = (
    *("Policy", "IPS", "95 %", "SNIPS", "95 %", "DR", "95 %", "DR less earned", "95 %"),
    *("ESS", "Max weight", "No support", "Differs", "What can be said"),
)
"""What the table behind the drawing shows."""


def others() -> rx.Component:
    """Return the panel of other policies."""
    it = Rewards.others
    axis = rx.el.span(
        rx.foreach(it.ticks, lambda tick: rx.el.span(tick.words, style={"left": tick.at})),
        class_name="axis",
    )
    names = (
        *("Policy", axis, "DR", "SNIPS", "ESS", "Max weight", "No support", "Differs"),
        "What can be said",
    )
    drawn = plain_table("Other policies", names, rx.foreach(it.rows, _row), numbers="  nnnnnn ")
    numbers = table(
        "Other policies, all figures", rx.Var.create(list(COLUMNS)), it.cells, said=True
    )
    nothing = blank(
        "No pick of this period is settled yet.",
        "A pick waits for its window to close before it judges anybody.",
        link("Show 28 days", to="/admin/rewards?p=28d", class_name="btn sm"),
    )
    return panel(
        "others",
        it.title,
        rx.cond(
            it.any,
            rx.fragment(
                rx.el.div(drawn, class_name="others"), twin("others", scrolling("Figures", numbers))
            ),
            nothing,
        ),
        sub=rx.fragment(
            it.sub,
            " These rows describe; ",
            rx.cond(
                it.decides != "", link("an experiment", to=it.decides), rx.fragment("an experiment")
            ),
            " decides.",
        ),
        note=it.note,
    )


def _row(it: Shown) -> rx.Component:
    name = rx.el.td(
        rx.el.span(
            rx.el.i(class_name="swatch", style={"background": it.colour}, aria_hidden="true"),
            value(it.name),
            class_name="named",
        ),
        rx.el.span(it.role, class_name="t3 small role"),
        class_name="nowrap",
    )
    told = rx.fragment(
        rx.el.td(whisker(it.dr, it.colour), whisker(it.snips, it.colour), class_name="drawn"),
        rx.el.td(it.dr_words, class_name="num"),
        rx.el.td(it.snips_words, class_name="num"),
    )
    withheld = rx.el.td(rx.el.span(rx.el.span(it.withheld), class_name="withheld"), col_span=3)
    return rx.el.tr(
        name,
        rx.cond(it.withheld != "", withheld, told),
        rx.el.td(it.effective, class_name=rx.cond(it.thin, "num warn", "num")),
        rx.el.td(it.heaviest, class_name="num"),
        rx.el.td(it.outside, class_name=rx.cond(it.beyond, "num warn", "num")),
        rx.el.td(it.differs, class_name="num"),
        rx.el.td(rx.el.span(it.verdict, class_name=it.look)),
    )
