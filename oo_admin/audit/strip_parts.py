"""Draw the strip of the audit: a lane for each kind, its dates, and the table behind it."""

import reflex as rx

from oo_admin.parts.panel import twin
from oo_admin.parts.shown import Shown
from oo_admin.parts.table import plain_table


def drawn(strip: Shown) -> rx.Component:
    """Return the strip; what it shows stands as words in its table."""
    table = plain_table(
        "Lanes of the strip",
        ("Lane", "Deeds", "Last", "What"),
        rx.foreach(strip.lanes, _row),
        numbers=" n",
    )
    return rx.fragment(
        rx.el.figure(
            rx.el.figcaption("What was done over the period, by kind", class_name="sr"),
            rx.el.div(rx.foreach(strip.lanes, _lane), aria_hidden="true"),
            rx.el.div(rx.foreach(strip.dates, _date), class_name="dates-line", aria_hidden="true"),
            class_name="c-strip",
        ),
        twin("strip", table),
    )


def _lane(lane: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.span(lane.name),
        rx.el.div(rx.foreach(lane.marks, _mark), class_name="track"),
        class_name=rx.cond(lane.ticks, "lane ticks", "lane"),
    )


def _mark(mark: Shown) -> rx.Component:
    return rx.el.p(
        rx.el.span(mark.words),
        style={"left": mark.left},
        class_name=rx.cond(mark.refused, "no", rx.cond(mark.words != "", "said-so", "")),
        data_late=rx.cond(mark.late, "yes", "no"),
    )


def _date(mark: Shown) -> rx.Component:
    return rx.el.span(mark.words, style={"left": mark.left})


def _row(lane: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(lane.name),
        rx.el.td(lane.number, class_name="num"),
        rx.el.td(lane.last, class_name="nowrap"),
        rx.el.td(lane.newest, class_name="t2"),
    )
