"""Draw the form of a new run: choices are links, so that the address is the form."""

import reflex as rx
from reflex_components_core.react_router import link

from oo_admin.parts.shown import Shown
from oo_admin.simulations.draw_curve import choice
from oo_admin.simulations.state import Simulations

LONGEST = 160
"""Letters of a question."""


def form() -> rx.Component:
    """Return the sheet that the address opens; closing it changes the address back."""
    it = Simulations.form
    return rx.el.dialog(
        rx.el.header(
            rx.el.h2("New run"),
            rx.el.div(class_name="grow"),
            link("Close", to=it.close, class_name="btn quiet", data_gone=""),
        ),
        rx.el.form(
            rx.el.div(
                rx.foreach(it.presets, choice),
                class_name="seg sim-seg",
                role="group",
                aria_label="Begin from",
            ),
            rx.foreach(it.fields, _field),
            rx.el.label(
                rx.el.span("Question that this run shall answer (goes into the audit)"),
                rx.el.input(name="question", max_length=LONGEST, type="text", auto_complete="off"),
                class_name="field",
            ),
            rx.el.div(
                rx.foreach(it.foreseen, rx.el.p),
                rx.cond(it.same != "", link("Look at it", to=it.same)),
                class_name="t2 sim-foreseen",
                role="status",
            ),
            rx.cond(
                Simulations.told != "", rx.el.p(Simulations.told, class_name="bad", role="alert")
            ),
            rx.el.button(
                "Start run",
                type="submit",
                class_name="btn primary",
                disabled=rx.cond(it.can, False, True),
            ),
            on_submit=Simulations.start,
        ),
        class_name="sim-form",
        aria_label="New run",
        custom_attrs={"data-now": rx.cond(it.open, "yes", "no")},
    )


def _field(it: Shown) -> rx.Component:
    return rx.el.div(
        rx.el.p(it.words, class_name="t2 small"),
        rx.el.div(
            rx.foreach(it.choices, _chip), role="group", aria_label=it.words, class_name="chips"
        ),
        rx.cond(it.wrong != "", rx.el.p(it.wrong, class_name="bad small", role="alert")),
        rx.cond(it.note != "", rx.el.p(it.note, class_name="t3 small")),
        class_name="sim-field",
    )


def _chip(it: Shown) -> rx.Component:
    return rx.cond(
        it.here,
        link(it.words, to=it.href, class_name="chip on", aria_current="true"),
        link(it.words, to=it.href, class_name="chip"),
    )
