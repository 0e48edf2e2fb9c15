"""Draw the list of experiments, and the form of a new one."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.experiments.asking import ARMS
from oo_admin.experiments.draw_parts import pinned
from oo_admin.experiments.state import Experiments
from oo_admin.parts.act_sheet import act_sheet, opens
from oo_admin.parts.filters import filter_bar
from oo_admin.parts.panel import blank, panel
from oo_admin.parts.sheet import field
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.parts.table import plain_table
from oo_admin.shell import page as framed

NOTE = (
    "Reward a pick, silence counted, over settled picks; 95\u202f% intervals over users, valid at any look "
    "from 500 users on."
)
"""What the verdicts are made of."""
COLUMNS = ("Experiment", "State", "Arms, of users", "Since", "Users", "Picks", "What it shows")
"""What a row says."""


def page() -> rx.Component:
    """Return the page at `/admin/experiments`."""
    return framed(
        "Experiments",
        rx.cond(Experiments.pinned != "", pinned(Experiments.pinned, Experiments.unpin)),
        rx.el.div(_list(), class_name="c-row c1 experiment-list"),
        act_sheet("begin", Experiments.begin_plan, Experiments.begin, _form()),
        acts=rx.cond(Experiments.may_run, opens("begin", "Begin…", "btn primary")),
        bar=rx.cond(
            some(Experiments.rows),
            rx.el.section(filter_bar(Experiments.bar), aria_label="Export"),
        ),
    )


def _list() -> rx.Component:
    table = plain_table(
        "Experiments", COLUMNS, rx.foreach(Experiments.rows, _row), numbers="ttttnnt"
    )
    begin = rx.cond(
        Experiments.may_run,
        opens("begin", "Begin one…"),
        rx.el.span("An operator or an owner can begin one, now.", class_name="t3"),
    )
    nothing = blank(
        "Policies compared on real users.",
        "An experiment serves policies to users who allow research, each user by one arm throughout, "
        "and says which earns more. With a holdback, a share of users is served by a rule: what "
        "learning gains is measured against them.",
        begin,
    )
    return panel(
        "experiments",
        Experiments.finding,
        rx.cond(some(Experiments.rows), table, nothing),
        note=rx.cond(some(Experiments.rows), NOTE, ""),
    )


def _row(it: Shown) -> Node:
    bar = rx.el.span(
        rx.foreach(it.parts, _part), class_name="parts experiment-shares", aria_hidden="true"
    )
    return rx.el.tr(
        rx.el.td(link(it.name, to=it.href, data_peek=""), class_name="name"),
        rx.el.td(rx.el.span(it.state, class_name=it.look)),
        rx.el.td(bar, rx.el.span(it.arms, class_name="t2 small")),
        rx.el.td(it.since, class_name="t2"),
        rx.el.td(it.users, class_name="num"),
        rx.el.td(it.picks, class_name="num"),
        rx.el.td(rx.cond(it.alarm != "", rx.el.span(it.verdict, class_name=it.alarm), it.verdict)),
        data_row="",
    )


def _part(it: Shown) -> rx.Component:
    return rx.el.i(style={"width": it.width, "background": it.colour})


def _form() -> rx.Component:
    return rx.fragment(
        field(
            "Name",
            rx.el.input(name="name", required=True, max_length=64, auto_complete="off"),
            "Short, as it will stand in the log and in the audit",
        ),
        *(_arm(number) for number in range(1, ARMS + 1)),
        field(
            "Holdback, percent of users served by rule-v1",
            _percent("holdback", "10"),
            "Empty: nobody is held back, and arms are compared with each other",
        ),
    )


def _arm(number: int) -> rx.Component:
    return rx.el.div(
        field(
            f"Arm {number}" if number == 1 else f"Arm {number}, if any",
            rx.el.select(
                rx.el.option("choose a policy" if number == 1 else "none", value=""),
                rx.foreach(Experiments.policies, _policy),
                name=f"arm-{number}",
                required=number == 1,
            ),
        ),
        field("Percent of users", _percent(f"share-{number}", "45")),
        class_name="experiment-arm",
    )


def _policy(name: Shown) -> rx.Component:
    return rx.el.option(name, value=name)


def _percent(name: str, hint: str) -> rx.Component:
    return rx.el.input(
        name=name,
        type="number",
        min="0.1",
        max="100",
        step="0.1",
        placeholder=hint,
        auto_complete="off",
    )
