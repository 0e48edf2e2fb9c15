"""Draw the page of policies: what waits, who was live, and what each policy came to."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.act_sheet import MAX_REASON, MIN_REASON, act_sheet, opens
from oo_admin.parts.filters import filter_bar
from oo_admin.parts.panel import panel
from oo_admin.parts.peek import beside
from oo_admin.parts.sheet import field
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.parts.table import plain_table
from oo_admin.parts.whisker import whisker
from oo_admin.policies.drawer import checks, sections, sheets
from oo_admin.policies.gantt import who_was_live
from oo_admin.policies.state import Policies
from oo_admin.shell import page as framed

NOTE = (
    "95\u202f% intervals over users. Whole days are counted; rewards of the newest picks may still "
    "change. Off-policy: doubly robust, from the settled picks of the champion alone."
)
"""What the figures of the list are."""


def page() -> rx.Component:
    """Return the page at `/admin/policies`."""
    return framed(
        Policies.title,
        rx.el.div(
            beside(
                Policies.peek,
                rx.fragment(
                    rx.cond(Policies.pinned != "", _pinned()),
                    rx.cond(some(Policies.requests), rx.el.div(_waiting(), class_name="c-row c1")),
                    rx.el.div(who_was_live(), class_name="c-row c1"),
                    rx.el.div(_list(), class_name="c-row c1 policy-list"),
                ),
                *sections(),
            ),
            class_name="policies",
        ),
        sheets(),
        act_sheet("roll-back", Policies.back, Policies.roll_back),
        acts=rx.cond(Policies.may_roll_back, opens("roll-back", "Roll back…", "btn")),
        bar=rx.el.section(filter_bar(Policies.bar), aria_label="Filters"),
    )


def _pinned() -> rx.Component:
    return rx.el.p(
        rx.el.span("The clock is pinned: this was so at ", Policies.pinned, class_name="st info"),
        " ",
        link("Back to now", to=Policies.unpin, class_name="btn sm"),
        class_name="said",
    )


def _waiting() -> rx.Component:
    return panel("requests", Policies.waiting, rx.foreach(Policies.requests, _request))


def _request(it: Shown) -> rx.Component:
    despite = field(
        it.despite,
        rx.el.textarea(
            name="despite",
            required=True,
            min_length=MIN_REASON,
            max_length=MAX_REASON,
            auto_complete="off",
        ),
        "Seen in the audit",
    )
    which = rx.el.input(type="hidden", name="change", value=it.id)
    return rx.el.article(
        rx.el.div(
            rx.el.h3(it.title),
            rx.el.p(it.asked, ": ", it.reason, class_name="t2"),
            rx.el.div(
                rx.cond(Policies.may_apply, opens(it.apply_name, "Apply…")),
                rx.cond(Policies.may_propose, opens(it.withdraw_name, "Withdraw…")),
                class_name="act-keys",
            ),
        ),
        checks(it.checks),
        act_sheet(
            it.apply_name,
            it.apply,
            Policies.apply,
            which,
            rx.cond(it.despite != "", despite),
            reasons=False,
        ),
        act_sheet(it.withdraw_name, it.withdraw, Policies.withdraw, which, reasons=False),
        class_name="policy-request",
    )


def _list() -> rx.Component:
    columns = (
        *(
            "Policy",
            "State",
            "Since",
            "Picks",
            "Done",
            "Mean reward",
            rx.el.span("Its interval", class_name="sr"),
        ),
        *("Off-policy, as a shadow", "Agrees", "Propensities"),
    )
    table = plain_table("Policies", columns, rx.foreach(Policies.rows, _row), numbers="tttnnntnnt")
    none = rx.el.p("No policy is in this state. Drop the filter to see all.", class_name="t2")
    return panel(
        "policies",
        Policies.finding,
        table,
        rx.cond(~some(Policies.rows), none),
        note=NOTE,
    )


def _row(it: Shown) -> Node:
    return rx.el.tr(
        rx.el.td(
            rx.el.i(class_name="swatch", style={"background": it.colour}, aria_hidden="true"),
            link(it.name, to=it.href, data_peek=""),
            class_name="nowrap",
        ),
        rx.el.td(rx.el.span(it.state, class_name=it.look)),
        rx.el.td(it.since, class_name="nowrap t2"),
        rx.el.td(it.picks, class_name="num"),
        rx.el.td(it.done, class_name="num"),
        rx.el.td(it.reward, class_name="num"),
        rx.el.td(whisker(it.whisker)),
        rx.el.td(it.worth, class_name="num"),
        rx.el.td(it.agrees, class_name="num"),
        rx.el.td(
            rx.cond(it.belief != "", rx.el.span(it.believed, class_name=it.belief), it.believed)
        ),
        data_row="",
        class_name=rx.cond(it.here, "sel", ""),
    )
