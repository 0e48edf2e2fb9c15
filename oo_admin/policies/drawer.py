"""Draw the open policy: what can be asked for it, its checks, what it is, and its history."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.frame import Frame
from oo_admin.parts.act_sheet import act_sheet, opens
from oo_admin.parts.shown import Node, Shown, some
from oo_admin.policies.plans import ASKED
from oo_admin.policies.state import Policies


def sections() -> tuple[Node, ...]:
    """Return what the drawer holds."""
    it = Policies.card
    return (
        rx.el.section(
            rx.el.h2(it.name, " ", rx.el.span(it.state, class_name="t3")),
            rx.el.p(it.sentence, class_name="sub"),
            rx.el.div(rx.foreach(it.offers, _offer), class_name="act-keys"),
            rx.cond(rx.Var.create(Frame.trouble).contains("card"), _failed()),
        ),
        rx.el.section(
            rx.el.h3("Checks before a promotion"),
            rx.el.p(it.checked, class_name="sub"),
            checks(it.checks),
        ),
        rx.el.section(
            rx.el.h3("What it is made of"),
            rx.el.dl(rx.foreach(it.facts, _fact), class_name="c-facts"),
            rx.cond(it.features != "", rx.el.p(it.features, class_name="mono t3")),
            rx.el.p(
                link("Its picks", to=it.picks),
                " · ",
                link("Picks of users who were given it by hand", to=it.overridden),
                class_name="small",
            ),
        ),
        rx.el.section(
            rx.el.h3("Simulations"),
            rx.el.p(
                rx.cond(it.run != "", link(it.trial, to=it.run), rx.el.span(it.trial)),
                class_name="sub",
            ),
            checks(it.tried),
        ),
        rx.el.section(
            rx.el.h3("History"),
            rx.el.ol(rx.foreach(it.history, _past), class_name="policy-past"),
            rx.cond(~some(it.history), rx.el.p("It has never stood.", class_name="t2")),
        ),
    )


def sheets() -> Node:
    """Return the sheets by which a change is asked for, one a kind."""
    return rx.fragment(
        *(
            act_sheet(
                kind.value,
                Policies.asks[kind.value],
                Policies.propose,
                rx.el.input(type="hidden", name="kind", value=kind.value),
            )
            for kind in ASKED
        )
    )


def checks(found: Shown) -> rx.Component:
    """Return a list of checks: a shape, a word, and what was found."""
    return rx.el.ul(rx.foreach(found, _check), class_name="policy-checks")


def _check(it: Shown) -> rx.Component:
    return rx.el.li(rx.el.span(it.name, class_name=it.look), rx.el.span(it.words, class_name="t2"))


def _offer(it: Shown) -> rx.Component:
    return opens(it.kind, it.words)


def _fact(pair: Shown) -> rx.Component:
    return rx.fragment(rx.el.dt(pair[0]), rx.el.dd(pair[1]))


def _past(it: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.span(it.when, class_name="t3 tn"),
        rx.el.span(rx.el.b(it.what), " by ", it.by),
        rx.el.span(it.reason, class_name="t2"),
    )


def _failed() -> rx.Component:
    return rx.el.p(
        rx.el.span("The card could not be read; the log knows it as ", class_name="st bad"),
        rx.el.code(Frame.trouble["card"]),
        role="status",
    )
