"""Draw the sheet of an act: what it will do, the reason, and one button that does it."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from oo_admin.frame import Frame
from oo_admin.parts.said import said_in
from oo_admin.parts.sheet import field as labelled
from oo_admin.parts.sheet import sheet
from oo_admin.parts.shown import Node, Shown

MIN_REASON, MAX_REASON = 5, 500
"""Letters of a reason; core asks for the same, the browser says so sooner."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that an act will do or leave, with its figure."""

    words: str = ""
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an act would do, as its sheet shows it.

    Args: typed is the name to type, for what cannot be undone alone; blocked says why it cannot
    be done at all, and takes the button away.
    """

    title: str = ""
    effects: list[Effect] = field(default_factory=list)
    line: str = ""
    verb: str = ""
    typed: str = ""
    blocked: str = ""


def act_sheet(
    name: str, plan: Shown, confirm: Any, *more: Node, reasons: bool = True
) -> rx.Component:
    """Return the sheet that `opens(name, …)` opens: effects, reason, and the one button.

    Args: confirm is the handler; it gets the form: `reason`, `typed`, and the fields of `more`.
    It goes away by itself once `act(self, name, …)` has done it. Any: handlers have no common type.
    """
    return sheet(
        name,
        plan.title,
        rx.el.dl(rx.foreach(plan.effects, _effect), class_name="effects"),
        rx.cond(plan.line != "", rx.el.p(plan.line, class_name="c-note")),
        said_in(name),
        rx.cond(
            plan.blocked != "",
            rx.el.p(rx.el.span(plan.blocked, class_name="st warn"), class_name="act-keys"),
            _form(plan, confirm, more, reasons=reasons),
        ),
        done=Frame.said.done,
    )


def opens(name: str, words: Node, look: str = "btn sm", **more: Any) -> rx.Component:
    """Return the button that opens a sheet; `on_click` may fetch its plan meanwhile."""
    return rx.el.button(words, class_name=look, type="button", data_opens=name, **more)


def _effect(effect: Shown) -> rx.Component:
    return rx.el.div(rx.el.dt(effect.words), rx.el.dd(effect.figure))


def _form(plan: Shown, confirm: Any, more: tuple[Node, ...], *, reasons: bool) -> rx.Component:
    reason = labelled(
        "Reason, seen in the audit",
        rx.el.textarea(
            name="reason",
            required=True,
            min_length=MIN_REASON,
            max_length=MAX_REASON,
            auto_complete="off",
        ),
    )
    typed = labelled(
        rx.fragment("Type ", rx.el.b(plan.typed, class_name="mono"), ": this cannot be undone"),
        rx.el.input(name="typed", required=True, auto_complete="off"),
    )
    return rx.el.form(
        *more,
        reason if reasons else rx.fragment(),
        rx.cond(plan.typed != "", typed),
        rx.el.div(
            rx.el.button(plan.verb, class_name="btn primary", type="submit"),
            rx.el.button("Cancel", class_name="btn", type="button", data_closes=""),
            class_name="act-keys",
        ),
        on_submit=confirm,
        reset_on_submit=False,
    )
