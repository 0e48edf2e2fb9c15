"""Draw what became of the tips, and say how far simulations have been held against people."""

import reflex as rx

from oo_admin.parts.shown import Shown, some
from oo_admin.simulations.state import Simulations

HEADS = (
    ("Done", "var(--ck-done)"),
    ("Snoozed", "var(--ck-snooze)"),
    ("Dismissed", "var(--ck-dismiss)"),
    ("None", "var(--ck-noanswer)"),
)
"""What can become of a tip, in the colours that it has everywhere."""


def answers() -> rx.Component:
    """Return the table of answers by policy."""
    return _answers(Simulations.answers)


def _answers(it: Shown) -> rx.Component:
    heads = (
        rx.el.th(rx.el.i(style={"background": colour}), words, scope="col", class_name="num answer")
        for words, colour in HEADS
    )
    table = rx.el.table(
        rx.el.caption("Share of tips by what became of them", class_name="sr"),
        rx.el.thead(rx.el.tr(rx.el.th("Policy", scope="col"), *heads)),
        rx.el.tbody(rx.foreach(it.rows, _row)),
        class_name="sim-answers",
    )
    return rx.cond(
        some(it.rows),
        rx.fragment(
            rx.el.h2(it.title, class_name="small-head"),
            rx.el.p(it.meta, class_name="t3 small"),
            rx.el.div(
                table, class_name="scroll-x", tab_index=0, role="region", aria_label="Answers"
            ),
        ),
    )


def _row(row: Shown) -> rx.Component:
    return rx.el.tr(
        rx.el.td(rx.el.span(row.policy, style={"color": row.colour})),
        rx.foreach(row.shares, lambda share: rx.el.td(share, class_name="num")),
    )


def real() -> rx.Component:
    """Return what is known of how far simulations are from people: nothing, until it is measured."""
    return rx.fragment(
        rx.el.h2("Simulated and real, so far", class_name="small-head"),
        rx.el.p(
            "No figure on this page has been held against real use. Everybody in it is invented, and so "
            "is how they answer.",
            class_name="t2",
        ),
        rx.el.p(
            rx.el.code("oo simulate --calibrate"),
            " sets the worlds beside the log of people who allowed research, and says how far apart "
            "they are.",
            class_name="c-note",
        ),
    )
