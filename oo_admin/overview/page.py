"""Draw the overview."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.overview.lists import chosen, funnel, guardrails, movers
from oo_admin.overview.state import Overview
from oo_admin.parts.kpi import tile
from oo_admin.parts.panel import blank, panel, twin
from oo_admin.parts.shown import Shown
from oo_admin.parts.table import plain_table
from oo_admin.parts.time_chart import Around, Series, stacked, time_chart
from oo_admin.shell import page as framed

SERIES = (
    Series("done", "var(--ck-done)"),
    Series("snooze", "var(--ck-snooze)"),
    Series("dismiss", "var(--ck-dismiss)"),
    Series("none", "var(--ck-noanswer)"),
    Series("open", "hatch"),
)
"""How a bar is stacked, from below."""
TALL_PX = 424
"""How high the mix is: it is the page's picture."""
COLUMNS = ("When", "Done", "Snooze", "Dismiss", "No answer", "Open", "Tips")
"""What the chart's table shows."""


def page() -> rx.Component:
    """Return the page at `/admin`."""
    return framed(
        "Overview",
        rx.el.div(rx.foreach(Overview.alarms, _alarm), role="region", aria_label="Alarms"),
        rx.el.div(rx.foreach(Overview.large, tile), class_name="c-row c4"),
        rx.el.div(rx.foreach(Overview.small, tile), class_name="c-row c4"),
        rx.el.div(_mix(), _beside_mix(), class_name="c-row side"),
        rx.el.div(funnel(), movers(), class_name="c-row c2"),
    )


def _alarm(alarm: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.span(rx.el.b(alarm.level), class_name="st " + alarm.look),
        rx.el.p(rx.el.b(alarm.what), " · ", alarm.rest),
        link(alarm.way, to=alarm.href),
        class_name="alarm",
    )


def _mix() -> rx.Component:
    shown = Overview.mix
    chart = time_chart(
        "mix",
        shown.title,
        stacked(shown.bars, SERIES, unit=shown.unit, height=TALL_PX),
        columns=shown.count,
        around=Around(shown.labels, shown.marks, shown.bands),
    )
    table = twin(
        "mix", plain_table("Reactions", COLUMNS, rx.foreach(shown.rows, _row), numbers=" nnnnnn")
    )
    nothing = blank(
        "No tip was shown in this period.",
        "How people answer tips stands here, day by day.",
        link("Show all time", to="/admin?p=all", class_name="btn sm"),
    )
    return panel(
        "tips",
        shown.title,
        rx.cond(shown.any, rx.fragment(chart, table), nothing),
        sub=shown.sub,
        note=shown.note,
        links=link(shown.other, to=shown.other_href),
    )


def _row(row: Shown) -> rx.Component:
    cells = (row.done, row.snooze, row.dismiss, row.none, row.open, row.tips)
    return rx.el.tr(rx.el.td(row.when), *(rx.el.td(it, class_name="num") for it in cells))


def _beside_mix() -> rx.Component:
    return panel(
        "tips",
        Overview.guarded.title,
        guardrails(),
        chosen(),
        sub=Overview.guarded.sub,
    )
