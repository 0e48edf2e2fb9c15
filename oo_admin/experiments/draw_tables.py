"""Draw the table of arms, and the comparison slice by slice."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.experiments.one_state import OneExperiment
from oo_admin.parts.act_sheet import opens
from oo_admin.parts.filters import ways
from oo_admin.parts.panel import panel
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.parts.table import plain_table
from oo_admin.parts.whisker import whisker

SUB = (
    "The raw mean is of the rewards there are so far: quick answers come first and silence has none. It "
    "is here so that nobody computes it by hand."
)
"""Why there are two figures of the same."""


def arms() -> rx.Component:
    """Return the table of arms."""
    columns: tuple[Node, ...] = (
        "Arm",
        "Users",
        "Settled picks",
        rx.el.span("Its interval", class_name="sr"),
        "Reward a pick",
        "Raw mean",
        "P(best)",
        "Weight",
        "Dismissed",
        rx.el.span("Acts", class_name="sr"),
    )
    table = plain_table("Arms", columns, rx.foreach(OneExperiment.arms, _arm), numbers="tnntnnnnnt")
    return panel(
        "experiment",
        "Arms",
        rx.el.div(table, class_name="experiment-arms"),
        rx.el.p(OneExperiment.winner, class_name="c-note"),
        sub=SUB,
    )


def cohorts() -> rx.Component:
    """Return the comparison slice by slice."""
    it = OneExperiment.cohorts
    columns: tuple[Node, ...] = (
        "Slice",
        rx.el.span("Its interval", class_name="sr"),
        "Difference a pick",
        "",
    )
    table = plain_table("Slices", columns, rx.foreach(it.rows, _slice), numbers="ttnt")
    return panel(
        "experiment",
        it.title,
        rx.el.div(ways(OneExperiment.cuts, "Cut by"), class_name="experiment-cuts"),
        rx.cond(some(it.rows), rx.el.div(table, class_name="experiment-slices")),
        sub=it.sub,
        note=it.note,
    )


def _arm(it: Shown) -> Node:
    reset = opens(
        "reset",
        rx.fragment("Reset…", rx.el.span(" ", it.policy, class_name="sr")),
        "btn quiet",
        on_click=OneExperiment.ask_reset(it.policy),
    )
    return rx.el.tr(
        rx.el.td(
            rx.el.i(
                class_name="stroke",
                style={"--arm": it.colour},
                data_dash=it.dash,
                aria_hidden="true",
            ),
            link(it.policy, to=it.picks),
            rx.el.span(" ", it.role, class_name="t3 small"),
            class_name="nowrap",
        ),
        rx.el.td(it.users, class_name="num"),
        rx.el.td(it.settled, class_name="num"),
        rx.el.td(whisker(it.whisker), class_name="drawn"),
        rx.el.td(it.reward, rx.el.span(it.half, class_name="t3"), class_name="num"),
        rx.el.td(it.raw, class_name="num t3"),
        rx.el.td(it.chance, class_name="num"),
        rx.el.td(it.weight, class_name="num"),
        rx.el.td(it.dismissed, class_name="num"),
        rx.el.td(rx.cond(it.learns & OneExperiment.may_reset, reset)),
    )


def _slice(it: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(it.name, class_name="nowrap"),
        rx.el.td(whisker(it.whisker), class_name="drawn"),
        rx.el.td(it.figure, class_name="num"),
        rx.el.td(it.says, class_name="t3"),
    )
