"""Draw what opens over a page: a native dialog, closed by Escape or a click beside it."""

from typing import Any

import reflex as rx

from oo_admin.parts.shown import Node, Shown


def sheet(name: str, title: Node, *content: Node, look: str = "", done: Shown = "") -> rx.Component:
    """Return a dialog; whatever carries `data-opens` with its name opens it.

    Args: the dialog closes, its fields empty, when `done` changes while it is open.
    """
    return rx.el.dialog(
        rx.el.header(
            rx.el.h2(title, id=f"sheet-{name}"),
            rx.el.span(class_name="grow"),
            rx.el.button("Esc", class_name="btn sm", type="button", data_closes=""),
        ),
        rx.el.div(*content),
        class_name=look,
        data_sheet=name,
        data_done=done,
        aria_labelledby=f"sheet-{name}",
    )


def when_open(load: Any) -> rx.Component:
    """Return what the browser presses once the sheet opens, so that it can be filled.

    Args: load is a handler. Any: handlers have no common type.
    """
    return rx.el.button(
        type="button",
        class_name="sr",
        tab_index=-1,
        aria_hidden="true",
        on_click=load,
        data_when_open="",
    )


def either(label: Node, name: str, choices: tuple[tuple[str, str], ...]) -> rx.Component:
    """Return a choice of a few, side by side; the first stands until another is chosen."""
    radios = [
        rx.el.label(
            rx.el.input(type="radio", name=name, value=value, default_checked=not at),
            rx.el.span(words),
        )
        for at, (value, words) in enumerate(choices)
    ]
    return rx.el.fieldset(
        rx.el.legend(label), rx.el.div(*radios, class_name="seg"), class_name="either"
    )


def field(label: Node, control: Node, hint: Node = "") -> rx.Component:
    """Return a labelled field; the hint stands under it."""
    return rx.el.label(
        rx.el.span(label), control, rx.el.small(hint, class_name="t3"), class_name="field"
    )
